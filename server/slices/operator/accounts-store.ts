import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../kernel/db.ts';
import type { OperatorRow } from '../../kernel/tables/platform.ts';

/** Eight wrong passwords lock an operator for a quarter of an hour, as they lock the users of tenants. */
export const lockOut = { wrongPasswords: 8, minutes: 15 };

export type OperatorRecord = Pick<Selectable<OperatorRow>, 'id' | 'loginName' | 'name' | 'isEnabled' | 'mustChangePassword' | 'lastSignInAt' | 'createdAt'>;
const columns = ['id', 'loginName', 'name', 'isEnabled', 'mustChangePassword', 'lastSignInAt', 'createdAt'] as const;

export const listOperators = (tx: Tx): Promise<OperatorRecord[]> => tx.selectFrom('operators').select(columns).orderBy('createdAt').orderBy('id').execute();

export const findOperatorById = (tx: Tx, id: string): Promise<OperatorRecord | undefined> => tx.selectFrom('operators').select(columns).where('id', '=', id).executeTakeFirst();

export const findByLoginName = (tx: Tx, loginName: string) =>
  tx.selectFrom('operators').select(['id', 'name', 'passwordHash', 'isEnabled']).where(sql<string>`lower(login_name)`, '=', loginName.toLowerCase()).executeTakeFirst();

export const findPasswordHash = (tx: Tx, id: string) => tx.selectFrom('operators').select('passwordHash').where('id', '=', id).executeTakeFirst();

/** Counts an attempt before the password is looked at, so that attempts side by side cannot share one count. False when the account is locked. */
export async function countAttempt(tx: Tx, id: string): Promise<boolean> {
  const failed = sql<number>`case when locked_until is null then failed_sign_ins + 1 else 1 end`;
  const row = await tx
    .updateTable('operators')
    .set({
      failedSignIns: failed,
      lockedUntil: sql<Date | null>`case when ${failed} >= ${lockOut.wrongPasswords} then now() + make_interval(mins => ${lockOut.minutes}) end`,
    })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', sql<Date>`now()`)]))
    .returning('id').executeTakeFirst();
  return row !== undefined;
}

export async function noteSuccess(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('operators').set({ failedSignIns: 0, lockedUntil: null, lastSignInAt: sql<Date>`now()` }).where('id', '=', id).execute();
}

/** A password that the operator chose himself needs no further change; one that was handed out does. */
export async function setPassword(tx: Tx, id: string, passwordHash: string, isHandedOut: boolean): Promise<void> {
  await tx.updateTable('operators').set({ passwordHash, mustChangePassword: isHandedOut, failedSignIns: 0, lockedUntil: null }).where('id', '=', id).execute();
}
