/** Which users a reader sees, and which he may manage. */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import { scopedPermissions, type ScopedPermission } from '@bahu/contract/permissions.ts';
import { scopeOf, type Caller } from '../../../kernel/auth/caller.ts';
import { isWithin, type RoleRights } from '../../../kernel/auth/rights.ts';
import type { Tables } from '../../../kernel/tables.ts';

type Users = Tables & { u: Tables['users'] };

/** Himself, those of his departments, or all of the tenant: as far as he holds the permission. */
export function inScope<T extends Users>(
  eb: ExpressionBuilder<T, 'u'>,
  reader: Caller,
  permission: ScopedPermission,
): ExpressionWrapper<T, 'u', SqlBool> {
  const of = eb as unknown as ExpressionBuilder<Users, 'u'>;
  const scope = scopeOf(reader, permission);
  const himself = of('u.id', '=', reader.userId);
  const isHimselfOnly = scope === 'own' || reader.departmentIds.length === 0;
  const found =
    scope === 'all'
      ? of.and([])
      : isHimselfOnly
        ? himself
        : of.or([himself, of('u.departmentId', 'in', [...reader.departmentIds])]);
  return found as unknown as ExpressionWrapper<T, 'u', SqlBool>;
}

/** The same rule for one user that has been read. */
export function isInScope(
  reader: Caller,
  user: { id: string; departmentId: string | null },
  permission: ScopedPermission,
): boolean {
  const scope = scopeOf(reader, permission);
  if (scope === 'all' || user.id === reader.userId) return true;
  return scope === 'department' && user.departmentId !== null && reader.departmentIds.includes(user.departmentId);
}

/** Whether the reader may put users into a department, or into none. */
export function mayFill(reader: Caller, departmentId: string | null): boolean {
  return (
    scopeOf(reader, 'user.edit') === 'all' || (departmentId !== null && reader.departmentIds.includes(departmentId))
  );
}

/** What of a user's record belongs to his role. */
export interface OfRole {
  roleRights: RoleRights;
}

/**
 * Whether a user may do no more than the reader: his role is within the reader's rights, and where it reaches over a department, the reader
 * reaches over the user's with the same permission. Otherwise a role that is harmless here would give away the records of another department.
 */
export function isNoHigher(
  reader: Caller,
  { roleRights, departmentId }: OfRole & { departmentId: string | null },
): boolean {
  if (!isWithin(reader, roleRights)) return false;
  if (departmentId === null || reader.departmentIds.includes(departmentId)) return true;
  if (roleRights.scope === 'department' && reader.scope !== 'all') return false;
  return scopedPermissions.every(
    (name) =>
      !roleRights.permissions.includes(name) ||
      scopeOf(roleRights, name) !== 'department' ||
      scopeOf(reader, name) === 'all',
  );
}

/** What the reader may do with a user: within his scope, and never with somebody who may do more than he. */
export function whatCanBeDone(
  reader: Caller,
  user: OfRole & { id: string; departmentId: string | null },
): ('edit' | 'disable' | 'delete' | 'reset-password')[] {
  if (!isInScope(reader, user, 'user.edit') || !isNoHigher(reader, user)) return [];
  const may = reader.permissions;
  return [
    ...(may.has('user.edit') ? (['edit', 'disable'] as const) : []),
    ...(may.has('user.delete') && user.id !== reader.userId ? (['delete'] as const) : []),
    ...(may.has('user.reset-password') && (user.id !== reader.userId || reader.via === 'operator')
      ? (['reset-password'] as const)
      : []),
  ];
}
