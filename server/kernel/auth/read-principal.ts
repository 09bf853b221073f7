/** Reads who a user is and what they may do, for a session or an API key. */
import { sql } from 'kysely';
import { isForReading, type Permission } from '@bahu/contract/permissions.ts';
import type { Tx } from '../db.ts';
import { readSecurity, statusOf } from '../tenant-settings.ts';
import type { Principal } from './principal.ts';
import { bothAllow, narrowed, rightsOf, withoutPhone } from './rights.ts';

export interface PrincipalSource {
  tenantId: string;
  userId: string;
  /** Id of the session or the key. */
  sessionId: string;
  viewRoleId?: string | null;
  support?: Principal['support'];
  /** An API key: its name, and the permissions that it was given. */
  key?: { name: string; permissions: readonly Permission[] };
}

/** The principal as the rows say now, or null when the user is disabled or gone. */
export async function readPrincipal(tx: Tx, source: PrincipalSource): Promise<Principal | null> {
  const { tenantId, userId, sessionId, support = null, key } = source;
  const row = await tx
    .selectFrom('users as u')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'u.tenantId').onRef('a.id', '=', 'u.id'))
    .innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId'))
    .innerJoin('tenants as t', 't.id', 'u.tenantId')
    .leftJoin('departments as d', (join) =>
      join.onRef('d.tenantId', '=', 'u.tenantId').onRef('d.id', '=', 'u.departmentId'),
    )
    .leftJoin('secondFactors as f', (join) =>
      join.onRef('f.tenantId', '=', 'u.tenantId').onRef('f.userId', '=', 'u.id').on('f.confirmedAt', 'is not', null),
    )
    .where('u.id', '=', userId)
    .where('u.isEnabled', '=', true)
    .select([
      'u.name',
      'u.mustChangePassword',
      'u.passwordChangedAt',
      'a.extension',
      'r.id as roleId',
      'r.code',
      'r.name as roleName',
      'r.autoAnswerSeconds',
    ])
    .select([
      'r.scope',
      'r.scopes',
      'r.permissions',
      'r.masksNumbers',
      'd.id as departmentId',
      'd.path',
      't.status',
      't.expiresAt',
      't.settings',
      'f.userId as factor',
    ])
    .executeTakeFirst();
  if (!row) return null;
  const viewed = source.viewRoleId
    ? await tx.selectFrom('roles').selectAll().where('id', '=', source.viewRoleId).executeTakeFirst()
    : undefined;
  const own = support ? withoutPhone(rightsOf(row)) : key ? narrowed(rightsOf(row), key.permissions) : rightsOf(row);
  const asNow = viewed ? bothAllow(own, rightsOf(viewed)) : own;
  const tenantStatus = statusOf(row, Date.now());
  const rights =
    tenantStatus === 'active' ? asNow : { ...asNow, permissions: new Set([...asNow.permissions].filter(isForReading)) };
  const isInPerson = !support && !key;
  const { secondFactor, passwordDays } = readSecurity(row.settings);
  const isOld = passwordDays > 0 && Date.now() - row.passwordChangedAt.getTime() > passwordDays * day;
  return {
    tenantId,
    userId,
    sessionId,
    extension: row.extension,
    ...rights,
    support,
    tenantStatus,
    via: support ? 'operator' : key ? 'api-key' : 'session',
    name: support ? support.operatorName : key ? `${row.name} · ${key.name}` : row.name,
    role: { id: row.roleId, code: row.code, name: row.roleName, autoAnswerSeconds: row.autoAnswerSeconds },
    viewingAs: viewed ? { id: viewed.id, name: viewed.name } : null,
    departmentId: row.departmentId,
    departmentIds: row.path === null ? [] : await departmentsBelow(tx, row.path),
    mustChangePassword: isInPerson && (row.mustChangePassword || isOld),
    mustSetUpSecondFactor: isInPerson && secondFactor === 'required' && row.factor === null,
  };
}

const day = 86_400_000;

async function departmentsBelow(tx: Tx, path: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('departments')
    .where(sql<boolean>`starts_with(path, ${path})`)
    .select('id')
    .execute();
  return rows.map((row) => row.id);
}
