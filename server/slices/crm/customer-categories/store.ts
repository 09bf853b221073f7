import { sql } from 'kysely';
import type { FieldOption } from '@bahu/domain/fields/field.ts';
import { inTreeOrder } from '@bahu/domain/tree/tree.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Generated, Nullable, OfTenant } from '../../../kernel/tables/columns.ts';

interface Row extends OfTenant {
  id: string;
  parentId: Nullable<string>;
  name: string;
  path: string;
  position: Generated<number>;
  version: Generated<number>;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    customerCategories: Row;
  }
}

export type CategoryRecord = Awaited<ReturnType<typeof listCategories>>[number];

/** All categories of the tenant, parents before children, siblings in order. They are few, so the tree is made of all of them. */
export async function listCategories(tx: Tx) {
  const rows = await tx
    .selectFrom('customerCategories as g')
    .select(['g.id', 'g.parentId', 'g.name', 'g.path', 'g.version'])
    .select(
      sql<number>`row_number() over (partition by g.parent_id order by g.position, g.name, g.id) - 1`.as('position'),
    )
    .orderBy('g.position')
    .orderBy('g.name')
    .orderBy('g.id')
    .execute();
  return inTreeOrder(rows);
}

/** The categories as the list of values of a field, as the reader may see them: by what the mask hides nobody finds any. */
export async function categoryOptions(tx: Tx, reader: Pick<Principal, 'masksNumbers'>): Promise<FieldOption[]> {
  return (await listCategories(tx)).map(({ id, parentId, name }) => {
    const shown = textFor(reader, name);
    return { id, code: id, labels: { zh: shown, en: shown }, color: '', parentId, isRetired: false };
  });
}

/** Changes of the tree wait for each other, so that no two moves make a circle together. */
export const lockTree = async (tx: Tx, tenantId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('customer categories ' || ${tenantId}::text, 0))`.execute(tx);
};

/** Whether there is such a category, which then stays until the transaction ends. */
export const holdCategory = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom('customerCategories').select('id').where('id', '=', id).forKeyShare().executeTakeFirst()) !==
  undefined;

export async function insertCategory(
  tx: Tx,
  row: Pick<CategoryRecord, 'id' | 'parentId' | 'name' | 'path' | 'position'> & { tenantId: string },
): Promise<void> {
  await tx.insertInto('customerCategories').values(row).execute();
}

/** Changes a category when it still has the version that the editor saw; false when somebody was faster. */
export async function updateCategory(
  tx: Tx,
  id: string,
  version: number,
  values: { name?: string; parentId?: string | null },
): Promise<boolean> {
  const row = await tx
    .updateTable('customerCategories')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes the paths of a branch anew: what stood below `from` stands below `to`. */
export async function movePaths(tx: Tx, from: string, to: string): Promise<void> {
  await sql`update customer_categories set path = ${to} || substr(path, length(${from}) + 1) where starts_with(path, ${from})`.execute(
    tx,
  );
}

/** Numbers siblings from 0 in the order of their ids. */
export async function writePositions(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    update customer_categories g set position = o.n - 1 from unnest(${ids}::uuid[]) with ordinality as o (id, n)
    where g.id = o.id and g.position <> o.n - 1`.execute(tx);
}

export const deleteCategory = (tx: Tx, id: string) =>
  tx.deleteFrom('customerCategories').where('id', '=', id).execute();

/** Whether any customer of the tenant has it, whoever may see them. */
export const hasCustomers = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom('customers').select('id').where('categoryId', '=', id).limit(1).executeTakeFirst()) !==
  undefined;
