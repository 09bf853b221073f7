/** What an edit of a record changed, in the words of its fields. Pure. */
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import type { FieldValue } from '@bahu/domain/fields/value.ts';
import { wireText, type Wording } from '@bahu/domain/fields/wire.ts';
import { differences, type FieldChange } from '../../platform/audit/public.ts';

export interface EditWord {
  readonly key: string;
  readonly label: string;
  /** Null where there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface EditTexts {
  /** Of a value that is no field's: an extension, the label of a number; null for what has no name. */
  label(key: string): string | null;
  /** A word of a closed list. */
  word(key: string, value: string): string | null;
  yesNo(value: boolean): string;
}

/** Field by field; what has no name any more is left out, as nobody could tell what it was. */
export function editWords(
  { before, after }: { before: unknown; after: unknown },
  fields: readonly FieldDef[],
  wording: Wording,
  texts: EditTexts,
): EditWord[] {
  return differences(before, after).flatMap((change): EditWord[] => {
    const [key = ''] = change.path;
    const field = fields.find((one) => one.key === key);
    const label = field?.labels[wording.language] ?? texts.label(key);
    if (label === null) return [];
    const say = (value: FieldChange['before']) => valueText(value, key, field, wording, texts);
    return [{ key: change.path.join('.'), label, before: say(change.before), after: say(change.after) }];
  });
}

/** Between the words of several values. */
const between = { zh: '、', en: ', ' } as const;

function valueText(
  value: FieldChange['before'],
  key: string,
  field: FieldDef | undefined,
  wording: Wording,
  texts: EditTexts,
): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return texts.yesNo(value);
  if (typeof value === 'number') return String(value);
  if (field) return wireText(field, value as FieldValue, wording) || null;
  const parts = (Array.isArray(value) ? value : [value]).map(String);
  return parts.map((part) => texts.word(key, part) ?? part).join(between[wording.language]) || null;
}
