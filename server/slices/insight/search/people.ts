/** Colleagues by name, extension, login name or initials. */
import type { Tx } from '../../../kernel/db.ts';
import { anywhere, escapeLike, folded } from '../../../kernel/text-search.ts';

/**
 * People of the tenant who can be called, whatever the reader's scope: it is the directory from which everybody with a desk calls and transfers
 * (SPEC A2.2). An extension that fits exactly comes first.
 */
export async function findPeople(tx: Tx, typed: string, limit: number) {
  const text = folded(typed.trim());
  const start = `${escapeLike(text)}%`;
  return tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .leftJoin('departments as d', (join) =>
      join.onRef('d.tenantId', '=', 'u.tenantId').onRef('d.id', '=', 'u.departmentId'),
    )
    .select(['u.id', 'u.name', 'a.extension', 'd.name as departmentName'])
    .where('u.isEnabled', '=', true)
    .where((eb) =>
      eb.or([
        eb(eb.fn<string>('bahu_fold', ['u.name']), 'like', anywhere(text)),
        eb(eb.fn<string>('bahu_fold', ['u.loginName']), 'like', start),
        eb('a.extension', 'like', start),
        eb('u.nameInitials', 'like', start),
      ]),
    )
    .orderBy((eb) => eb('a.extension', '=', text), 'desc')
    .orderBy('a.extension')
    .limit(limit)
    .execute();
}
