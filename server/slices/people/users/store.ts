/** Users with their agent: lists by keyset within the reader's scope, one record, what of them is counted. */
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Static } from 'typebox';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import type { UserFilter } from '@bahu/contract/users.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { RoleRights } from '../../../kernel/auth/rights.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import type { Tables } from '../../../kernel/tables.ts';
import { anywhere } from '../../../kernel/text-search.ts';
import { inScope } from './scope.ts';

export type Filter = Static<typeof UserFilter>;
type Found = SelectQueryBuilder<Tables & { u: Tables['users']; a: Tables['agents'] }, 'u' | 'a', { id: string }>;
export type UserRecord = NonNullable<Awaited<ReturnType<typeof findUser>>>;

/** The orders of the list, each with an index of exactly this key. */
const orders = {
  extension: { key: sql<string>`a.extension`, cast: sql`text`, direction: 'asc', compare: sql`>` },
  name: { key: sql<string>`u.name collate "zh-x-icu"`, cast: sql`text`, direction: 'asc', compare: sql`>` },
  created: { key: sql<string>`u.created_at`, cast: sql`timestamptz`, direction: 'desc', compare: sql`<` },
  'last-sign-in': {
    key: sql<string>`coalesce(u.last_sign_in_at, '-infinity'::timestamptz)`,
    cast: sql`timestamptz`,
    direction: 'desc',
    compare: sql`<`,
  },
} as const;

/** A user with everything that the list and the form show, and their role's rights. */
export const described = (tx: Tx) =>
  tx
    .selectFrom('users as u')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.id', '=', 'u.id'))
    .innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId'))
    .leftJoin('departments as d', (join) =>
      join.onRef('d.tenantId', '=', 'u.tenantId').onRef('d.id', '=', 'u.departmentId'),
    )
    .leftJoin('users as s', (join) => join.onRef('s.tenantId', '=', 'u.tenantId').onRef('s.id', '=', 'u.superiorId'))
    .leftJoin('trunks as t', (join) => join.onRef('t.tenantId', '=', 'a.tenantId').onRef('t.id', '=', 'a.trunkId'))
    .leftJoin('secondFactors as f', (join) =>
      join.onRef('f.tenantId', '=', 'u.tenantId').onRef('f.userId', '=', 'u.id').on('f.confirmedAt', 'is not', null),
    )
    .select([
      'u.id',
      'a.extension',
      'u.name',
      'u.loginName',
      'a.boundPhone',
      'a.shortNumber',
      'u.notes',
      'u.roleId',
      'u.departmentId',
      'u.superiorId',
      'a.kind',
    ])
    .select([
      'u.isEnabled',
      'a.isRecorded',
      'a.forwardsToMobile',
      'a.trunkId',
      'a.callerId',
      'a.transferCallerId',
      'a.lockLimit',
      'a.lockDays',
      'u.signInMethod',
      'a.deskPhonePops',
    ])
    .select([
      'a.mayCallDomestic',
      'a.mayCallInternational',
      'a.staffingWeight',
      'a.isInsideOnly',
      'a.wrapUpSeconds',
      'u.mustChangePassword',
      'u.createdAt',
      'u.lastSignInAt',
      'u.version',
    ])
    .select([
      'r.name as roleName',
      'r.code as roleCode',
      'd.name as departmentName',
      's.name as superiorName',
      't.name as trunkName',
    ])
    .select((eb) => [
      eb('f.userId', 'is not', null).$castTo<boolean>().as('hasSecondFactor'),
      sql<Date | null>`case when u.locked_until > now() then u.locked_until end`.as('lockedUntil'),
      sql<
        string[]
      >`array(select m.group_id::text from agent_group_members m where m.tenant_id = a.tenant_id and m.agent_id = a.id order by m.group_id)`.as(
        'groupIds',
      ),
      sql<RoleRights>`jsonb_build_object('scope', r.scope, 'scopes', r.scopes, 'permissions', r.permissions, 'masksNumbers', r.masks_numbers)`.as(
        'roleRights',
      ),
    ]);

export async function listUsers(tx: Tx, reader: Principal, filter: Filter) {
  const sort = filter.sort ?? 'extension';
  const listName = `users by ${sort}`;
  const after = readCursor(listName, filter.cursor);
  const limit = pageSize(filter);
  const found = matching(tx, reader, 'user.read', filter);
  const count = await countRows(tx, found);
  const { key, cast, direction, compare } = orders[sort];
  const page = after
    ? found.where(sql<boolean>`(${key}, u.id) ${compare} (${after.at}::${cast}, ${after.id}::uuid)`)
    : found;
  const ids = page
    .orderBy(key, direction)
    .orderBy('u.id', direction)
    .limit(limit + 1);
  const rows = await described(tx)
    .select(sql<string>`(${key})::text`.as('sortKey'))
    .where('u.id', 'in', ids)
    .orderBy(key, direction)
    .orderBy('u.id', direction)
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.sortKey, id: row.id })), ...count };
}

/** Those whom an action on all of a query is for, or on the first of it in the order of the list. */
export function selectedBy(
  tx: Tx,
  reader: Principal,
  permission: ScopedPermission,
  { filter, first, sort = 'extension' }: Pick<Filter, 'sort'> & { filter: Filter; first?: number | undefined },
): Found {
  const found = matching(tx, reader, permission, filter);
  const { key, direction } = orders[sort];
  return first === undefined ? found : found.orderBy(key, direction).orderBy('u.id', direction).limit(first);
}

/** Ids of the users that a filter finds among those over whom the reader holds the permission. */
export function matching(
  tx: Tx,
  reader: Principal,
  permission: ScopedPermission,
  filter: Omit<Filter, 'cursor' | 'limit' | 'sort'>,
): Found {
  let found: Found = tx
    .selectFrom('users as u')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.id', '=', 'u.id'))
    .select('u.id')
    .where(inScope(reader, permission));
  const { role, department, group, kind, enabled, international, search } = filter;
  if (role) found = found.where('u.roleId', '=', role);
  if (department)
    found = found.where(
      'u.departmentId',
      'in',
      sql<string>`(select below.id from departments top join departments below on starts_with(below.path, top.path) where top.id = ${department}::uuid)`,
    );
  if (group)
    found = found.where((eb) =>
      eb.exists(
        eb
          .selectFrom('agentGroupMembers as m')
          .select('m.agentId')
          .whereRef('m.tenantId', '=', 'a.tenantId')
          .whereRef('m.agentId', '=', 'a.id')
          .where('m.groupId', '=', group),
      ),
    );
  if (kind) found = found.where('a.kind', '=', kind);
  if (enabled !== undefined) found = found.where('u.isEnabled', '=', enabled);
  if (international !== undefined) found = found.where('a.mayCallInternational', '=', international);
  if (!search?.trim()) return found;
  const pattern = anywhere(search.trim());
  return found.where((eb) =>
    eb.or([
      eb(eb.fn<string>('bahu_fold', ['u.name']), 'like', pattern),
      eb(eb.fn<string>('bahu_fold', ['u.loginName']), 'like', pattern),
      eb('a.extension', 'like', pattern),
      eb('u.nameInitials', 'like', pattern),
    ]),
  );
}

/** A user over whom the reader holds the permission. */
export const findUser = (tx: Tx, reader: Principal, permission: ScopedPermission, id: string) =>
  described(tx).where('u.id', '=', id).where(inScope(reader, permission)).executeTakeFirst();

/** Several of them, by extension; ids outside of the scope are left out. */
export const findUsers = (
  tx: Tx,
  reader: Principal,
  permission: ScopedPermission,
  ids: readonly string[] | Found,
): Promise<UserRecord[]> =>
  described(tx)
    .where('u.id', 'in', ids as string[])
    .where(inScope(reader, permission))
    .orderBy('a.extension')
    .execute();

/** Makes changes of the tenant's users wait for each other, and tells how many agents it may have. Rows that refer to the tenant go on. */
export async function lockLicence(tx: Tx, tenantId: string): Promise<number> {
  const { licensedAgents } = await tx
    .selectFrom('tenants')
    .select('licensedAgents')
    .where('id', '=', tenantId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return licensedAgents;
}

/** Enabled users: all of the tenant, or those with a role. */
export async function countEnabled(tx: Tx, roleCode?: string): Promise<number> {
  const users = tx
    .selectFrom('users as u')
    .innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId'))
    .where('u.isEnabled', '=', true);
  const { count } = await (roleCode ? users.where('r.code', '=', roleCode) : users)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Those of the extensions that somebody has already. */
export async function takenExtensions(tx: Tx, extensions: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('agents')
    .where('extension', 'in', extensions)
    .select('extension')
    .orderBy('extension')
    .execute();
  return rows.map((row) => row.extension);
}

/** Who is whose superior, by user. */
export async function superiorsByUser(tx: Tx): Promise<Map<string, string | null>> {
  const rows = await tx.selectFrom('users').select(['id', 'superiorId']).execute();
  return new Map(rows.map((row) => [row.id, row.superiorId]));
}
