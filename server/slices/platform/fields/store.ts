import { arrangedFields, type BuiltInPlace } from '@bahu/domain/fields/built-in.ts';
import { fieldsOfOwner, type FieldOwner } from '@bahu/contract/field-owners.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
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

/** A place with the version that an editor has seen, 0 before the first change. */
export interface BuiltInRecord extends BuiltInPlace {
  readonly version: number;
}

/** Where the tenant put the fields that are built in; those that it left as they are have none. */
export const listPlaces = (tx: Tx, owner: FieldOwner): Promise<BuiltInRecord[]> =>
  tx
    .selectFrom('builtInFields')
    .select(['key', 'state', 'width', 'position', 'version'])
    .where('owner', '=', owner)
    .execute();

/** All fields of an owner in their order, those that are built in among those that the tenant designed. */
export const listAllFields = async (tx: Tx, owner: FieldOwner): Promise<(FieldDef | FieldRecord)[]> =>
  arrangedFields(fieldsOfOwner[owner].builtIn, await listPlaces(tx, owner), await listFields(tx, owner));

/** Writes what is given of a place, when it still has the version that the editor saw; false when somebody was faster. */
export async function putPlace(
  tx: Tx,
  tenantId: string,
  { owner, key, version }: { owner: FieldOwner; key: string; version: number },
  change: Partial<Pick<BuiltInPlace, 'state' | 'width'>>,
): Promise<boolean> {
  if (version === 0) {
    const made = await tx
      .insertInto('builtInFields')
      .values({ tenantId, owner, key, ...change, version: 1 })
      // There without a change when it was only moved.
      .onConflict((conflict) =>
        conflict
          .columns(['tenantId', 'owner', 'key'])
          .doUpdateSet({ ...change, version: 1 })
          .where('builtInFields.version', '=', 0),
      )
      .returning('key')
      .executeTakeFirst();
    return made !== undefined;
  }
  const row = await tx
    .updateTable('builtInFields')
    .set({ ...change, version: version + 1 })
    .where('owner', '=', owner)
    .where('key', '=', key)
    .where('version', '=', version)
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** Moves a field that is built in. Whoever edits its state meanwhile is no slower for it: the version stays, 0 before the first change. */
export const setBuiltInPosition = (tx: Tx, tenantId: string, owner: FieldOwner, key: string, position: number) =>
  tx
    .insertInto('builtInFields')
    .values({ tenantId, owner, key, position, version: 0 })
    .onConflict((conflict) => conflict.columns(['tenantId', 'owner', 'key']).doUpdateSet({ position }))
    .execute();

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
  defaultValue: JSON.stringify(field.default),
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
