/** The login log (SPEC A1.3): who signed in or tried to, from where, and when and why it ended. */
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { SignIn, userRoutes } from '@bahu/contract/users.ts';
import { scopeOf, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { anywhere } from '../../../kernel/text-search.ts';
import { inScope } from './scope.ts';

type Query = Static<(typeof userRoutes)['signIns']['query']>;
const order = 'sign-ins by time';

/** Newest first. Attempts on accounts that do not exist belong to nobody: only who sees all of the tenant sees them. */
export async function listSignIns(tx: Tx, reader: Principal, query: Query) {
  const after = readCursor(order, query.cursor);
  const limit = pageSize(query);
  const found = matching(tx, reader, query);
  const count = await countRows(tx, found.select('i.id'));
  const page = after ? found.where(sql<boolean>`(i.at, i.id) < (${after.at}::timestamptz, ${after.id}::uuid)`) : found;
  const rows = await page
    .select([
      'i.id',
      'i.at',
      'i.account',
      'i.userId',
      'u.name as userName',
      'i.address',
      'i.device',
      'i.result',
      'i.reason',
      'i.signedOutAt',
      'i.signOutReason',
      sql<string>`i.at::text`.as('sortKey'),
    ])
    .orderBy('i.at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit + 1)
    .execute();
  const cut = cutPage(order, rows, limit, (row) => ({ at: row.sortKey, id: row.id }));
  return {
    ...cut,
    rows: cut.rows.map(({ sortKey: _key, ...row }): Static<typeof SignIn> => ({
      ...row,
      at: row.at.toISOString(),
      signedOutAt: row.signedOutAt?.toISOString() ?? null,
      result: row.result === 'ok' ? 'ok' : 'refused',
    })),
    ...count,
  };
}

export function matching(tx: Tx, reader: Principal, { user, result, from, to, search }: Query) {
  let found = tx
    .selectFrom('signIns as i')
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'i.tenantId').onRef('u.id', '=', 'i.userId'));
  if (scopeOf(reader, 'sign-in.read') !== 'all') {
    found = found.where(
      'i.userId',
      'in',
      tx.selectFrom('users as u').select('u.id').where(inScope(reader, 'sign-in.read')),
    );
  }
  if (user) found = found.where('i.userId', '=', user);
  if (result) found = found.where('i.result', '=', result);
  if (from) found = found.where('i.at', '>=', readMoment(from, 'from'));
  if (to) found = found.where('i.at', '<', readMoment(to, 'to'));
  if (!search?.trim()) return found;
  const pattern = anywhere(search.trim());
  return found.where((eb) =>
    eb.or([
      eb(eb.fn<string>('bahu_fold', ['i.account']), 'like', pattern),
      eb(eb.fn<string>('bahu_fold', ['u.name']), 'like', pattern),
      eb('i.address', 'like', pattern),
    ]),
  );
}
