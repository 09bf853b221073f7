/** Customers whose agents have not followed up: warned of, and back in the public pool. In parts, so that no statement is about very many. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import { giveHeld } from './bulk.ts';
import { lockedNow } from './scope.ts';

export interface Returned {
  id: string;
  version: number;
  ownerId: string | null;
  departmentId: string | null;
}

/** Some of the customers of agents for whom it holds and who are not locked, agent by agent, as the indexes have them; held, but for those whom somebody else holds. */
async function holdDue(
  tx: Tx,
  tenantId: string,
  { where, by }: { where: RawBuilder<SqlBool>; by: RawBuilder<unknown> },
  most: number,
): Promise<Returned[]> {
  const isDue = sql<SqlBool>`${where} and ${lockedNow(false)}`;
  const { rows } = await sql<{ id: string }>`
    select d.id from agents a cross join lateral (
      select c.id from customers c where c.tenant_id = ${tenantId}::uuid and c.owner_id = a.id and ${isDue} order by ${by} limit ${most}) d
    where a.tenant_id = ${tenantId}::uuid limit ${most}`.execute(tx);
  return tx
    .selectFrom('customers as c')
    .select(['c.id', 'c.version', 'c.ownerId', 'c.departmentId'])
    .where('c.id', '=', sql<string>`any(${rows.map(({ id }) => id)}::uuid[])`)
    .where('c.ownerId', 'is not', null)
    .where(isDue)
    .orderBy('c.id')
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Notes that their agents are warned. */
export async function warnOfReturn(
  tx: Tx,
  tenantId: string,
  { followedBefore, at }: { followedBefore: Date; at: Date },
  most: number,
): Promise<Returned[]> {
  const where = sql<SqlBool>`c.return_warned_at is null and c.followed_at < ${followedBefore}`;
  const due = await holdDue(tx, tenantId, { where, by: sql`c.followed_at` }, most);
  await sql`update customers set return_warned_at = ${at} where id = any(${due.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  );
  return due;
}

/** Gives those back to the pool who were warned of long enough ago. */
export async function giveBackUnfollowed(
  tx: Tx,
  tenantId: string,
  { followedUntil, warnedUntil }: { followedUntil: Date; warnedUntil: Date },
  most: number,
): Promise<Returned[]> {
  const where = sql<SqlBool>`c.return_warned_at <= ${warnedUntil} and c.followed_at <= ${followedUntil}`;
  const due = await holdDue(tx, tenantId, { where, by: sql`c.return_warned_at` }, most);
  await giveHeld(
    tx,
    { reason: 'rule', by: null },
    due.map(({ id }) => ({ id, to: null })),
  );
  return due;
}

/** Where customers stay, nobody is warned any more. Returns how many were. */
export async function forgetWarnings(tx: Tx, tenantId: string, most: number): Promise<number> {
  const warned = tx
    .selectFrom('customers')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('returnWarnedAt', 'is not', null)
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .skipLocked();
  const { numUpdatedRows } = await tx
    .updateTable('customers')
    .set({ returnWarnedAt: null })
    .where('id', 'in', warned)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
