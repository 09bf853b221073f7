import type { FieldDef, FieldOwner } from '@bahu/domain/fields/field.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';

/** A definition with what the database keeps beside it. */
export interface FieldRecord extends FieldDef {
  readonly uuid: string;
  readonly owner: FieldOwner;
  /** Place of its key among those of a record; null without an index. */
  readonly slot: number | null;
  readonly isIndexed: boolean;
  readonly version: number;
}

const selected = (tx: Tx) =>
  tx
    .selectFrom('fieldDefinitions')
    .select(['id as uuid', 'owner', 'fieldId', 'key', 'type', 'labels', 'options', 'state', 'required', 'position'])
    .select(['width', 'defaultValue', 'slot', 'isIndexed', 'version']);
type Row = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>;

const recordOf = ({ fieldId, defaultValue, ...row }: Row): FieldRecord => ({
  ...row,
  id: fieldId,
  default: defaultValue,
  isSearchable: row.slot !== null,
});

/** The fields of an owner in their order. */
export async function listFields(tx: Tx, owner: FieldOwner): Promise<FieldRecord[]> {
  const rows = await selected(tx).where('owner', '=', owner).orderBy('position').orderBy('id').execute();
  return rows.map(recordOf);
}

export async function findField(tx: Tx, uuid: string): Promise<FieldRecord | undefined> {
  const row = await selected(tx).where('id', '=', uuid).executeTakeFirst();
  return row && recordOf(row);
}

const columnsOf = (field: FieldDef & { slot: number | null; isIndexed: boolean }) => ({
  key: field.key,
  type: field.type,
  labels: JSON.stringify(field.labels),
  options: JSON.stringify(field.options),
  state: field.state,
  required: JSON.stringify(field.required),
  width: field.width,
  defaultValue: field.default,
  slot: field.slot,
  isIndexed: field.isIndexed,
});

type Written = FieldDef & { slot: number | null; isIndexed: boolean };

export async function insertField(tx: Tx, tenantId: string, owner: FieldOwner, field: Written): Promise<string> {
  const id = newId();
  const place = { tenantId, id, owner, fieldId: field.id, position: field.position };
  await tx
    .insertInto('fieldDefinitions')
    .values({ ...columnsOf(field), ...place })
    .execute();
  return id;
}

/** Changes a field when it still has the version that the editor saw; false when somebody was faster. */
export async function updateField(tx: Tx, uuid: string, version: number, field: Written): Promise<boolean> {
  const row = await tx
    .updateTable('fieldDefinitions')
    .set({ ...columnsOf(field), version: version + 1 })
    .where('id', '=', uuid)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const setPosition = (tx: Tx, uuid: string, position: number) =>
  tx.updateTable('fieldDefinitions').set({ position }).where('id', '=', uuid).execute();

/** Makes changes of an owner's fields wait for each other. */
export const lockFields = (tx: Tx, tenantId: string) =>
  tx.selectFrom('tenants').select('id').where('id', '=', tenantId).forNoKeyUpdate().executeTakeFirstOrThrow();
