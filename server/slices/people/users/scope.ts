/** Which users a reader sees, and which they may manage. */
import type { RawBuilder, SqlBool } from 'kysely';
import { scopedPermissions, type ScopedPermission } from '@bahu/contract/permissions.ts';
import { scopeOf, type Principal } from '../../../kernel/auth/principal.ts';
import { isWithin, type RoleRights } from '../../../kernel/auth/rights.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { holdsDepartment, isInRange, rangeOf, type Range, type Reader } from '../../../kernel/ownership/range.ts';
import { userOwnership } from '../../../kernel/ownership/records.ts';

interface Owned {
  readonly id: string;
  readonly departmentId: string | null;
}

/** Users of a range, as `u`. */
export const inRange = (range: Range): RawBuilder<SqlBool> =>
  condition({ ...userOwnership, owner: 'u.id', department: 'u.departmentId' }, range);

/** Themselves, those of their departments, or all of the tenant: as far as they hold the permission. */
export const inScope = (reader: Reader, permission: ScopedPermission): RawBuilder<SqlBool> =>
  inRange(rangeOf(reader, permission));

/** The same rule for one user that has been read. */
export const isInScope = (reader: Reader, user: Owned, permission: ScopedPermission): boolean =>
  isInRange(userOwnership, rangeOf(reader, permission), belongingOf(user));

/** Whose a user's record is, as realtime tells of it. */
export const belongingOf = ({ id, departmentId }: Owned) => ({ ownerIds: [id], departmentIds: [departmentId] });

/** Whether the reader may put users into a department, or into none, which only those may who edit all of the tenant. */
export const mayFill = (reader: Reader, departmentId: string | null): boolean =>
  holdsDepartment(rangeOf(reader, 'user.edit'), departmentId);

/** What of a user's record belongs to their role. */
export interface OfRole {
  roleRights: RoleRights;
}

/**
 * Whether a user may do no more than the reader: their role is within the reader's rights, and where it reaches over a department, the reader
 * reaches over the user's with the same permission. Otherwise a role that is harmless here would give away the records of another department.
 */
export function isNoHigher(
  reader: Principal,
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

/** What the reader may do with a user: within their scope, and never with somebody who may do more than the reader. */
export function whatCanBeDone(
  reader: Principal,
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
