import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import type { OperatorRow } from '../../../kernel/tables/platform.ts';

export type OperatorRecord = Pick<
  Selectable<OperatorRow>,
  'id' | 'loginName' | 'name' | 'isEnabled' | 'mustChangePassword' | 'lastSignInAt' | 'createdAt'
> & { hasSecondFactor: boolean };

/** Operators, each with the second factor that they are asked for. */
const operators = (tx: Tx) =>
  tx
    .selectFrom('operators as o')
    .leftJoin('operatorSecondFactors as f', (join) =>
      join.onRef('f.operatorId', '=', 'o.id').on('f.confirmedAt', 'is not', null),
    )
    .select((eb) => [
      'o.id',
      'o.loginName',
      'o.name',
      'o.isEnabled',
      eb('f.operatorId', 'is not', null).$castTo<boolean>().as('hasSecondFactor'),
    ]);
const records = (tx: Tx) => operators(tx).select(['o.mustChangePassword', 'o.lastSignInAt', 'o.createdAt']);

export const listOperators = (tx: Tx): Promise<OperatorRecord[]> =>
  records(tx).orderBy('o.createdAt').orderBy('o.id').execute();

export const findOperatorById = (tx: Tx, id: string): Promise<OperatorRecord | undefined> =>
  records(tx).where('o.id', '=', id).executeTakeFirst();

export const findByLoginName = (tx: Tx, loginName: string) =>
  operators(tx)
    .select('o.passwordHash')
    .where(sql<string>`lower(o.login_name)`, '=', loginName.toLowerCase())
    .executeTakeFirst();

export const findPasswordHash = (tx: Tx, id: string) =>
  tx.selectFrom('operators').select('passwordHash').where('id', '=', id).executeTakeFirst();

export async function noteSuccess(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('operators')
    .set({ lastSignInAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

/** A password that the operator chose themselves needs no further change; one that was handed out does. */
export async function setPassword(tx: Tx, id: string, passwordHash: string, isHandedOut: boolean): Promise<void> {
  await tx
    .updateTable('operators')
    .set({ passwordHash, mustChangePassword: isHandedOut })
    .where('id', '=', id)
    .execute();
}
