/** Over which departments somebody holds a permission, which forms offer, and what of a choice of departments or people is refused. */
import { sql, type SqlBool } from 'kysely';
import type { Audience } from '@bahu/contract/audience.ts';
import type { Reach } from '@bahu/contract/departments.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf, type Range } from '../../../kernel/ownership/range.ts';

/** @throws Refusal forbidden for a permission that the reader does not hold. */
export async function reachOf(tx: Tx, reader: Principal, permission: ScopedPermission): Promise<Reach> {
  if (!reader.permissions.has(permission)) throw new Refusal('forbidden');
  const range = rangeOf(reader, permission);
  const isWithin = range.isAll ? sql<SqlBool>`true` : sql<SqlBool>`d.id = any(${[...range.departmentIds]}::uuid[])`;
  return {
    isAll: range.isAll,
    departments: await tx
      .selectFrom('departments as d')
      .select(['d.id', 'd.name', 'd.parentId'])
      .where(isWithin)
      .orderBy('d.position')
      .orderBy('d.name')
      .execute(),
  };
}

/** @throws Refusal people.out-of-reach when it is for somebody over whom they do not hold the permission, or who is nobody of the tenant. */
export async function mustReach(
  tx: Tx,
  author: Principal,
  permission: ScopedPermission,
  meant: { audience: Audience; departmentIds: readonly string[]; userIds: readonly string[] },
): Promise<void> {
  const { isAll, departments } = await reachOf(tx, author, permission);
  const offered = new Set(departments.map(({ id }) => id));
  const isReached = {
    all: () => isAll,
    departments: () => meant.departmentIds.every((id) => offered.has(id)),
    people: () => reachesPeople(tx, rangeOf(author, permission), meant.userIds),
  }[meant.audience];
  const path = { all: 'audience', departments: 'departmentIds', people: 'userIds' }[meant.audience];
  if (!(await isReached())) throw new Refusal('people.out-of-reach', undefined, [{ path, rule: 'reach' }]);
}

/** @throws Refusal people.out-of-reach at `path` for one over whom they do not hold the permission, or who is nobody of the tenant. */
export async function mustReachPerson(
  tx: Tx,
  author: Principal,
  permission: ScopedPermission,
  { userId, path }: { userId: string; path: string },
): Promise<void> {
  if (!(await reachesPeople(tx, rangeOf(author, permission), [userId])))
    throw new Refusal('people.out-of-reach', undefined, [{ path, rule: 'reach' }]);
}

/** Whether all of these are users in reach who are enabled. */
async function reachesPeople(tx: Tx, range: Range, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const found = await tx
    .selectFrom('users as u')
    .select('u.id')
    .where('u.id', 'in', ids)
    .where('u.isEnabled', '=', true)
    .where(condition({ owner: 'u.id', department: 'u.departmentId' }, range))
    .execute();
  return found.length === new Set(ids).size;
}
