/** Rows of deleted customers. How a customer comes here and back is told by the database (0230-deleted-customers.sql): whole, in one statement. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Static } from 'typebox';
import { keptDays, type deletedCustomerRoutes } from '@bahu/contract/deleted-customers.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import type { Json, MomentWithDefault, Nullable, OfTenant } from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';

interface Row extends OfTenant {
  id: string;
  name: string;
  phone: string;
  ownerId: Nullable<string>;
  departmentId: Nullable<string>;
  record: Json<object>;
  fields: Json<object>;
  numbers: Json<readonly KeptNumber[]>;
  deletedAt: MomentWithDefault;
  deletedById: Nullable<string>;
  deletedByName: string;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    deletedCustomers: Row;
  }
}

/** One of the numbers as it was, the primary one first; their names are those of the columns. */
export interface KeptNumber {
  readonly number: string;
  readonly extension: string;
  readonly is_duplicate: boolean;
}

const inScope = (reader: Principal, permission: ScopedPermission): RawBuilder<SqlBool> =>
  condition({ owner: 'd.ownerId', department: 'd.departmentId' }, rangeOf(reader, permission));

const inReach = (tx: Tx, reader: Principal) =>
  tx.selectFrom('deletedCustomers as d').select('d.id').where(inScope(reader, 'deleted-customer.read'));

const described = (found: ReturnType<typeof inReach>) =>
  found
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'd.tenantId').onRef('u.id', '=', 'd.ownerId'))
    .select(['d.name', 'd.phone', 'd.ownerId', 'd.departmentId', 'd.deletedAt', 'd.deletedByName'])
    .select(['u.name as ownerName', sql<string>`d.deleted_at::text`.as('sortKey')])
    .select(
      sql<number>`greatest(0, ceil(extract(epoch from d.deleted_at - now()) / 86400 + ${keptDays}))::int`.as(
        'daysLeft',
      ),
    );

/** One that the reader sees in the bin. */
export const findDeleted = (tx: Tx, reader: Principal, id: string) =>
  described(inReach(tx, reader)).where('d.id', '=', id).executeTakeFirst();

const listName = 'deleted customers';

export async function listDeleted(
  tx: Tx,
  reader: Principal,
  query: Static<(typeof deletedCustomerRoutes)['list']['query']>,
) {
  const after = readCursor(listName, query.cursor);
  const limit = pageSize(query);
  // Whoever may not see numbers finds none by trying.
  const texts = reader.masksNumbers ? sql<string[]>`array[d.name]` : sql<string[]>`array[d.name, d.phone]`;
  const found = await withText(inReach(tx, reader), { id: 'd.id', texts }, reader, query.search);
  const count = await countRows(tx, found);
  let page = described(found);
  if (after) page = page.where(sql<SqlBool>`(d.deleted_at, d.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await page
    .orderBy('d.deletedAt', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit + 1)
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.sortKey, id: row.id })), ...count };
}

/**
 * One in the reader's scope, held until the end of the transaction, and before it its agent, as whoever moves an agent holds both: the department that the
 * agent is in is the one in which the customer is restored.
 */
export async function holdDeleted(
  tx: Tx,
  reader: Principal,
  id: string,
  permission: 'customer.delete' | 'deleted-customer.read',
) {
  const owner = tx.selectFrom('deletedCustomers').select('ownerId').where('id', '=', id);
  await tx.selectFrom('users').select('id').where('id', '=', owner).forShare().execute();
  return tx
    .selectFrom('deletedCustomers as d')
    .select(['d.id', 'd.name', 'd.phone', 'd.ownerId', 'd.departmentId', 'd.numbers'])
    .where('d.id', '=', id)
    .where(inScope(reader, permission))
    .forUpdate()
    .executeTakeFirst();
}

/** Moves customers, whom the caller holds, to the deleted ones. */
export async function deleteHeld(tx: Tx, { via, userId, name }: Principal, ids: readonly string[]): Promise<void> {
  await sql`select bahu_delete_customers(${ids}::uuid[], ${via === 'operator' ? null : userId}::uuid, ${name})`.execute(
    tx,
  );
}

/** Puts one back. Its numbers that are another's by now are marked as duplicates where `marks`. @throws the database's refusal of taken ones otherwise. */
export async function restoreHeld(tx: Tx, id: string, marks: boolean): Promise<void> {
  await sql`select bahu_restore_customer(${id}::uuid, ${marks})`.execute(tx);
}

/** Removes rows for good and returns the ids of those that were there. */
export async function dropDeleted(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .deleteFrom('deletedCustomers')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Some of those whose time is over, held; one that somebody restores in this moment is left to them. */
export async function holdOver(tx: Tx, most: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('deletedCustomers')
    .select('id')
    .where('deletedAt', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .orderBy('deletedAt')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(({ id }) => id);
}

/** They go where their agent goes, as the others do. */
export async function moveWithAgents(tx: Tx, agentIds: readonly string[], departmentId: string | null): Promise<void> {
  if (agentIds.length)
    await tx.updateTable('deletedCustomers').set({ departmentId }).where('ownerId', 'in', agentIds).execute();
}
