/** Locks of customers (锁定): their agents set them, so that nobody takes the customer. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';

/** How many customers an agent has locked. */
export async function countLocked(tx: Tx, { tenantId, userId }: { tenantId: string; userId: string }): Promise<number> {
  const { count } = await tx
    .selectFrom('customers as c')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('c.tenantId', '=', tenantId)
    .where('c.ownerId', '=', userId)
    .where('c.lockedUntil', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return count;
}

/** Locks customers, whom the caller holds, for so many days; 0 for without an end. */
export const lockHeld = (tx: Tx, ids: readonly string[], days: number) =>
  tx
    .updateTable('customers')
    .set({
      lockedUntil: days === 0 ? sql<Date>`'infinity'` : sql<Date>`now() + make_interval(days => ${days})`,
      // Whoever locks a customer keeps them; when the lock is over they are warned of anew.
      returnWarnedAt: null,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();

export const unlockHeld = (tx: Tx, ids: readonly string[]) =>
  tx
    .updateTable('customers')
    .set({ lockedUntil: null, version: sql<number>`version + 1` })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();

interface Unlocked {
  id: string;
  version: number;
  ownerId: string | null;
  departmentId: string | null;
}

/** Removes some of the locks whose time is over; a customer that somebody holds in this moment is left for the next round. */
export async function endLocks(tx: Tx, tenantId: string, most: number): Promise<Unlocked[]> {
  const over = tx
    .selectFrom('customers')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('lockedUntil', '<=', sql<Date>`now()`)
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .skipLocked();
  return tx
    .updateTable('customers')
    .set({ lockedUntil: null, version: sql<number>`version + 1` })
    .where('id', 'in', over)
    .returning(['id', 'version', 'ownerId', 'departmentId'])
    .execute();
}
