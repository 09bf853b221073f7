import { sql } from 'kysely';
import type { SignInMethod } from '@bahu/contract/users.ts';
import type { Tx } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import type { Account } from './account.ts';

/** Eight wrong passwords or codes lock an account for a quarter of an hour (SPEC A1.1). */
export const lockOut = { wrongPasswords: 8, minutes: 15 };

export interface SignInUser {
  id: string;
  passwordHash: string;
  isEnabled: boolean;
  signInMethod: SignInMethod;
  hasSecondFactor: boolean;
}

export function findUser(tx: Tx, account: Account): Promise<SignInUser | undefined> {
  const users = tx
    .selectFrom('users as u')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.userId', '=', 'u.id'))
    .leftJoin('secondFactors as f', (join) => join.onRef('f.tenantId', '=', 'u.tenantId').onRef('f.userId', '=', 'u.id').on('f.confirmedAt', 'is not', null))
    .select((eb) => ['u.id', 'u.passwordHash', 'u.isEnabled', 'u.signInMethod', eb('f.userId', 'is not', null).$castTo<boolean>().as('hasSecondFactor')]);
  if ('extension' in account) return users.where('a.extension', '=', account.extension).executeTakeFirst();
  const { loginName } = account;
  return users.where((eb) => eb(eb.fn<string>('lower', ['u.loginName']), '=', loginName.toLowerCase())).orderBy((eb) => eb('u.loginName', '=', loginName), 'desc').limit(1).executeTakeFirst();
}

/**
 * Counts an attempt before the password is looked at, so that attempts side by side cannot share one count. The eighth in a row locks;
 * a sign-in unlocks. False when the account is locked.
 */
export async function countAttempt(tx: Tx, userId: string): Promise<boolean> {
  const failed = sql<number>`case when locked_until is null then failed_sign_ins + 1 else 1 end`;
  const row = await tx
    .updateTable('users')
    .set({
      failedSignIns: failed,
      lockedUntil: sql<Date | null>`case when ${failed} >= ${lockOut.wrongPasswords} then now() + make_interval(mins => ${lockOut.minutes}) end`,
    })
    .where('id', '=', userId)
    .where((eb) => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', sql<Date>`now()`)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes back the count of one attempt that was right as far as it went. Not a reset: wrong codes that were tried before go on counting. */
export async function uncountAttempt(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('users').set({ failedSignIns: sql<number>`greatest(failed_sign_ins - 1, 0)`, lockedUntil: null }).where('id', '=', userId).execute();
}

export async function noteSuccess(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('users').set({ failedSignIns: 0, lockedUntil: null, lastSignInAt: sql<Date>`now()` }).where('id', '=', userId).execute();
}

export interface SignIn {
  tenantId: string;
  userId: string | null;
  account: string;
  address: string;
  device: string;
  result: 'ok' | 'refused';
  reason: string | null;
  sessionId?: string;
}

export async function writeSignIn(tx: Tx, signIn: SignIn): Promise<void> {
  await tx.insertInto('signIns').values({ ...signIn, id: newId() }).execute();
}

export const findPasswordHash = (tx: Tx, userId: string): Promise<{ passwordHash: string } | undefined> =>
  tx.selectFrom('users').select('passwordHash').where('id', '=', userId).executeTakeFirst();

export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.updateTable('users').set({ passwordHash, mustChangePassword: false, passwordChangedAt: sql<Date>`now()` }).where('id', '=', userId).execute();
}
