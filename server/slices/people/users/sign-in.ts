/** What signing in and changing one's own password leave in a user's row; whether somebody is let in is decided elsewhere. */
import { sql } from 'kysely';
import { lockMinutes } from '@bahu/domain/sign-in/throttle.ts';
import type { Tx } from '../../../kernel/db.ts';

/** What the list of people shows of a lock; who is let in is decided by the tries themselves. */
export async function noteLock(tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ lockedUntil: sql<Date>`now() + make_interval(mins => ${lockMinutes})` })
    .where('id', '=', userId)
    .execute();
}

export async function noteSuccess(tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ lockedUntil: null, lastSignInAt: sql<Date>`now()` })
    .where('id', '=', userId)
    .execute();
}

/** One's own new password, which need not be changed again. */
export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ passwordHash, mustChangePassword: false, passwordChangedAt: sql<Date>`now()` })
    .where('id', '=', userId)
    .execute();
}
