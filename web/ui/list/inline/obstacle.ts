/** Which cells of a list can be changed in place, and what stands in the way of the others. Pure. */
import { isInForm, type FieldDef } from '@bahu/domain/fields/field.ts';
import { isFieldShown, type Field } from '../../form/fields.ts';

/**
 * `no-field`: the column shows no field; `shown-only`: nobody writes the field in a form; `read-only`: the reader may change no such record; `others`:
 * they may not change this one; `masked`: its number is hidden from them; `fixed`: the form says why; `form-only`: it needs the rest of the form.
 */
export type Obstacle = 'no-field' | 'shown-only' | 'read-only' | 'others' | 'masked' | 'fixed' | 'form-only';

export interface Rights {
  /** Whether they hold the permission at all. */
  readonly mayEdit: boolean;
  /** Whether the record says that they can change it. */
  readonly canEdit: boolean;
}

const ofRecord = ({ mayEdit, canEdit }: Rights): Obstacle | null => (canEdit ? null : mayEdit ? 'others' : 'read-only');

/** In the way of a field by its definition; undefined for a column that shows none. */
export function obstacleOfField(
  field: FieldDef | undefined,
  { masksNumbers, ...rights }: Rights & { readonly masksNumbers: boolean },
): Obstacle | null {
  if (!field) return 'no-field';
  if (!isInForm(field)) return 'shown-only';
  const record = ofRecord(rights);
  if (record) return record;
  if (masksNumbers && field.type === 'phone') return 'masked';
  return field.type === 'file' ? 'form-only' : null;
}

/** Controls that are about more than one value, take their time, or hide what is written. */
const needsForm: readonly Field<never>['kind'][] = ['secret', 'notes', 'files', 'custom'];

/** In the way of a field of a form; undefined for a column that shows none. */
export function obstacleOfControl<V>(field: Field<V> | undefined, values: V, rights: Rights): Obstacle | null {
  if (!field) return 'no-field';
  const record = ofRecord(rights);
  if (record) return record;
  if (field.fixed !== undefined) return 'fixed';
  return needsForm.includes(field.kind) || !isFieldShown(field, values) ? 'form-only' : null;
}
