import type { SignInMethod } from '@bahu/domain/sign-in/methods.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Account } from './account.ts';

export interface SignInUser {
  id: string;
  name: string;
  extension: string;
  passwordHash: string;
  isEnabled: boolean;
  signInMethod: SignInMethod;
  hasSecondFactor: boolean;
}

export function findUser(tx: Tx, account: Account): Promise<SignInUser | undefined> {
  const users = tx
    .selectFrom('users as u')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.id', '=', 'u.id'))
    .leftJoin('secondFactors as f', (join) =>
      join.onRef('f.tenantId', '=', 'u.tenantId').onRef('f.userId', '=', 'u.id').on('f.confirmedAt', 'is not', null),
    )
    .select((eb) => [
      'u.id',
      'u.name',
      'a.extension',
      'u.passwordHash',
      'u.isEnabled',
      'u.signInMethod',
      eb('f.userId', 'is not', null).$castTo<boolean>().as('hasSecondFactor'),
    ]);
  if ('extension' in account) return users.where('a.extension', '=', account.extension).executeTakeFirst();
  const { loginName } = account;
  return users
    .where((eb) => eb(eb.fn<string>('lower', ['u.loginName']), '=', loginName.toLowerCase()))
    .orderBy((eb) => eb('u.loginName', '=', loginName), 'desc')
    .limit(1)
    .executeTakeFirst();
}

export const findPasswordHash = (tx: Tx, userId: string): Promise<{ passwordHash: string } | undefined> =>
  tx.selectFrom('users').select('passwordHash').where('id', '=', userId).executeTakeFirst();

export const findLoginName = (tx: Tx, userId: string): Promise<{ loginName: string | null }> =>
  tx.selectFrom('users').select('loginName').where('id', '=', userId).executeTakeFirstOrThrow();

/** Whether a simulated carrier is attached, which makes demo calls possible. */
export async function hasSimulatedCarrier(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('trunks')
    .select('id')
    .where('isSimulated', '=', true)
    .where('isEnabled', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
