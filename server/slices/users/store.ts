import { sql, type SelectQueryBuilder } from 'kysely';
import type { RoleCode } from '@bahu/contract/permissions.ts';
import type { Caller } from '../../kernel/auth/caller.ts';
import type { Tx } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../kernel/keyset.ts';
import type { Tables } from '../../kernel/tables.ts';
import { anywhere } from '../../kernel/text-search.ts';

export interface UserRecord {
  id: string;
  agentId: string;
  name: string;
  extension: string;
  loginName: string | null;
  role: RoleCode;
  isEnabled: boolean;
  isRecorded: boolean;
  createdAt: Date;
  lastSignInAt: Date | null;
  version: number;
}

export interface UserFilter {
  cursor?: string;
  limit?: number;
  search?: string;
  role?: RoleCode;
}

const order = 'users by extension';

type Joined = SelectQueryBuilder<Tables & { u: Tables['users']; a: Tables['agents']; r: Tables['roles'] }, 'u' | 'a' | 'r', object>;

/** Users with agent and role; the reader's data scope decides which. */
function visibleUsers(tx: Tx, reader: Caller): Joined {
  const all = tx
    .selectFrom('users as u')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.userId', '=', 'u.id'))
    .innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId'));
  if (reader.scope === 'all') return all;
  if (reader.scope === 'own') return all.where('u.id', '=', reader.userId);
  return all.where((eb) => eb.or([eb('u.id', '=', reader.userId), eb('u.departmentId', 'in', reader.departmentIds.length ? [...reader.departmentIds] : [null])]));
}

const columns = ['u.id', 'a.id as agentId', 'u.name', 'a.extension', 'u.loginName', 'r.code as role', 'u.isEnabled', 'a.isRecorded', 'u.createdAt', 'u.lastSignInAt', 'u.version'] as const;

export async function listUsers(tx: Tx, reader: Caller, filter: UserFilter) {
  const after = readCursor(order, filter.cursor);
  const limit = pageSize(filter);
  let found = visibleUsers(tx, reader);
  if (filter.role) found = found.where('r.code', '=', filter.role);
  if (filter.search) {
    const pattern = anywhere(filter.search);
    found = found.where((eb) => eb.or([
      eb(eb.fn<string>('lower', ['u.name']), 'like', pattern), eb(eb.fn<string>('lower', ['u.loginName']), 'like', pattern), eb('a.extension', 'like', pattern),
    ]));
  }
  const count = await countRows(tx, found.select('u.id'));
  const page = after === null ? found : found.where('a.extension', '>', after.at ?? '');
  const rows: UserRecord[] = await page.select(columns).orderBy('a.extension').limit(limit + 1).execute();
  return { ...cutPage(order, rows, limit, (row) => ({ at: row.extension, id: row.id })), ...count };
}

export const findUser = (tx: Tx, reader: Caller, id: string): Promise<UserRecord | undefined> =>
  visibleUsers(tx, reader).where('u.id', '=', id).select(columns).executeTakeFirst();

/** Makes changes that count the tenant's users wait for each other, and tells how many agents it may have. */
export async function lockLicence(tx: Tx, tenantId: string): Promise<number> {
  const { licensedAgents } = await tx.selectFrom('tenants').select('licensedAgents').where('id', '=', tenantId).forUpdate().executeTakeFirstOrThrow();
  return licensedAgents;
}

export async function countEnabled(tx: Tx, role?: RoleCode): Promise<number> {
  const users = tx.selectFrom('users as u').innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId')).where('u.isEnabled', '=', true);
  const { count } = await (role ? users.where('r.code', '=', role) : users).select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return count;
}

export async function roleId(tx: Tx, role: RoleCode): Promise<string> {
  return (await tx.selectFrom('roles').select('id').where('code', '=', role).executeTakeFirstOrThrow()).id;
}

export interface NewUserRow {
  tenantId: string;
  departmentId: string | null;
  name: string;
  loginName: string | null;
  extension: string;
  role: RoleCode;
  passwordHash: string;
}

export async function insertUser(tx: Tx, user: NewUserRow): Promise<string> {
  const { tenantId, departmentId, name, loginName, extension, passwordHash } = user;
  const id = newId();
  await tx.insertInto('users').values({ tenantId, id, departmentId, name, loginName, passwordHash, roleId: await roleId(tx, user.role) }).execute();
  await tx.insertInto('agents').values({ tenantId, id: newId(), userId: id, extension }).execute();
  return id;
}

export interface UserUpdate {
  name?: string;
  loginName?: string | null;
  roleId?: string;
  isEnabled?: boolean;
  passwordHash?: string;
}

/** Changes a user when it still has the version that the editor saw; false when somebody was faster. */
export async function updateUser(tx: Tx, id: string, version: number, update: UserUpdate): Promise<boolean> {
  const row = await tx
    .updateTable('users')
    .set({ ...update, version: version + 1, ...(update.passwordHash !== undefined && { failedSignIns: 0, lockedUntil: null }) })
    .where('id', '=', id).where('version', '=', version)
    .returning(sql`1`.as('one')).executeTakeFirst();
  return row !== undefined;
}

export async function setRecorded(tx: Tx, agentId: string, isRecorded: boolean): Promise<void> {
  await tx.updateTable('agents').set({ isRecorded }).where('id', '=', agentId).execute();
}
