import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../kernel/db.ts';
import type { OperatorRow } from '../../kernel/tables/platform.ts';

export type OperatorRecord = Pick<Selectable<OperatorRow>, 'id' | 'loginName' | 'name' | 'isEnabled' | 'mustChangePassword' | 'lastSignInAt' | 'createdAt'>;
const columns = ['id', 'loginName', 'name', 'isEnabled', 'mustChangePassword', 'lastSignInAt', 'createdAt'] as const;

export const listOperators = (tx: Tx): Promise<OperatorRecord[]> => tx.selectFrom('operators').select(columns).orderBy('createdAt').orderBy('id').execute();

export const findOperatorById = (tx: Tx, id: string): Promise<OperatorRecord | undefined> => tx.selectFrom('operators').select(columns).where('id', '=', id).executeTakeFirst();

export const findByLoginName = (tx: Tx, loginName: string) =>
  tx.selectFrom('operators').select(['id', 'name', 'passwordHash', 'isEnabled']).where(sql<string>`lower(login_name)`, '=', loginName.toLowerCase()).executeTakeFirst();

export const findPasswordHash = (tx: Tx, id: string) => tx.selectFrom('operators').select('passwordHash').where('id', '=', id).executeTakeFirst();

export async function noteSuccess(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('operators').set({ lastSignInAt: sql<Date>`now()` }).where('id', '=', id).execute();
}

/** A password that the operator chose himself needs no further change; one that was handed out does. */
export async function setPassword(tx: Tx, id: string, passwordHash: string, isHandedOut: boolean): Promise<void> {
  await tx.updateTable('operators').set({ passwordHash, mustChangePassword: isHandedOut }).where('id', '=', id).execute();
}
