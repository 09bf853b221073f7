/** Rows of who had customers before, which the database writes with each change (0310-owners-of-customers.sql). */
import { sql, type SqlBool } from 'kysely';
import type { OwnerReason } from '@bahu/contract/customer-owners.ts';
import type { Tx } from '../../../kernel/db.ts';
import { cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import type { OwnerCause } from '../customers/index.ts';
import type { Computed, Nullable, OfTenant } from '../../../kernel/tables/columns.ts';

interface Row extends OfTenant {
  customerId: string;
  /** The order of changes. */
  place: Computed<string>;
  /** Of whom the row was written: a customer who was merged since, perhaps. */
  originalId: string;
  fromId: Nullable<string>;
  toId: Nullable<string>;
  reason: OwnerReason;
  byId: Nullable<string>;
  byName: string;
  at: Computed<Date>;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    customerOwners: Row;
  }
}

const listName = 'owners of a customer';

/** The latest first, and how many there are. */
export async function listOwners(tx: Tx, customerId: string, query: { cursor?: string; limit?: number }) {
  const after = readCursor(listName, query.cursor);
  const limit = pageSize(query);
  const all = tx.selectFrom('customerOwners as o').where('o.customerId', '=', customerId);
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let page = all
    .leftJoin('users as f', (join) => join.onRef('f.tenantId', '=', 'o.tenantId').onRef('f.id', '=', 'o.fromId'))
    .leftJoin('users as t', (join) => join.onRef('t.tenantId', '=', 'o.tenantId').onRef('t.id', '=', 'o.toId'))
    .select(['o.customerId', 'o.originalId', 'o.fromId', 'o.toId', 'o.reason', 'o.byName', 'o.at'])
    .select(['f.name as fromName', 't.name as toName', sql<string>`o.place::text`.as('place')]);
  if (after) page = page.where(sql<SqlBool>`o.place < ${after.at}::bigint`);
  const rows = await page
    .orderBy('o.place', 'desc')
    .limit(limit + 1)
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.place, id: row.customerId })), total };
}

/** Notes a change that is none of a row of `customers`; nothing where the agent stays. */
export async function noteOwner(
  tx: Tx,
  customerId: string,
  { before, after }: { before: string | null; after: string | null },
  { reason, by }: OwnerCause,
): Promise<void> {
  if (before === after) return;
  await sql`
    insert into customer_owners (tenant_id, customer_id, original_id, from_id, to_id, reason, by_id, by_name)
    values (bahu_tenant(), ${customerId}, ${customerId}, ${before}, ${after}, ${reason}, ${by && by.via !== 'operator' ? by.userId : null}, ${by?.name ?? ''})`.execute(
    tx,
  );
}

/** Whether a customer was in the pool before, where anybody could see them. */
export const hasLeftPool = async (tx: Tx, customerId: string): Promise<boolean> =>
  (await tx
    .selectFrom('customerOwners')
    .select('place')
    .where('customerId', '=', customerId)
    .where('fromId', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** How many customers somebody has taken from the pool since a moment. */
export async function countTaken(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
  since: Date,
): Promise<number> {
  const { count } = await tx
    .selectFrom('customerOwners')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenantId', '=', tenantId)
    .where('byId', '=', userId)
    .where('reason', '=', 'take')
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
  return count;
}

/** Gives the rows of one customer to another: all, or those of these places. Returns their places. */
export async function moveOwners(tx: Tx, from: string, to: string, only?: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    update customer_owners set customer_id = ${to} where customer_id = ${from}
      and ${only === undefined ? sql<boolean>`true` : sql<boolean>`place = any(${only}::bigint[])`} returning place::text`.execute(
    tx,
  );
  return rows.map(({ place }) => place);
}

export const forgetOwners = (tx: Tx, customerIds: readonly string[]) =>
  tx
    .deleteFrom('customerOwners')
    .where('customerId', '=', sql<string>`any(${customerIds}::uuid[])`)
    .execute();
