/** Over which departments and people somebody holds a permission: what forms offer, and what of a choice is refused. */
import { sql, type SqlBool } from 'kysely';
import type { Audience } from '@bahu/contract/audience.ts';
import type { Reach } from '@bahu/contract/departments.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';

/** @throws Refusal forbidden for a permission that the reader does not hold. */
export async function reachOf(tx: Tx, reader: Principal, permission: ScopedPermission): Promise<Reach> {
  if (!reader.permissions.has(permission)) throw new Refusal('forbidden');
  const range = rangeOf(reader, permission);
  const isWithin = range.isAll ? sql<SqlBool>`true` : sql<SqlBool>`d.id = any(${[...range.departmentIds]}::uuid[])`;
  const people = { owner: 'u.id', department: 'u.departmentId' } as const;
  return {
    isAll: range.isAll,
    departments: await tx
      .selectFrom('departments as d')
      .select(['d.id', 'd.name', 'd.parentId'])
      .where(isWithin)
      .orderBy('d.position')
      .orderBy('d.name')
      .execute(),
    people: await tx
      .selectFrom('users as u')
      .select(['u.id', 'u.name'])
      .where('u.isEnabled', '=', true)
      .where(condition(people, range))
      .orderBy(sql`u.name collate "zh-x-icu"`)
      .orderBy('u.id')
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
  const { isAll, departments, people } = await reachOf(tx, author, permission);
  const holds = (known: readonly { id: string }[], ids: readonly string[]): boolean => {
    const found = new Set(known.map(({ id }) => id));
    return ids.every((id) => found.has(id));
  };
  const isReached = {
    all: isAll,
    departments: holds(departments, meant.departmentIds),
    people: holds(people, meant.userIds),
  }[meant.audience];
  const path = { all: 'audience', departments: 'departmentIds', people: 'userIds' }[meant.audience];
  if (!isReached) throw new Refusal('people.out-of-reach', undefined, [{ path, rule: 'reach' }]);
}
