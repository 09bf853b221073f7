/** What a role allows, and what is left of it when another role, a key or an operator looks through it. Pure. */
import {
  dataScopes,
  scopedPermissions,
  type DataScope,
  type Permission,
  type Scopes,
} from '@bahu/contract/permissions.ts';
import { scopeOf, type Principal } from './principal.ts';

export interface Rights {
  scope: DataScope;
  scopes: Scopes;
  permissions: ReadonlySet<Permission>;
  masksNumbers: boolean;
}

/** The same as a role's row holds it. */
export interface RoleRights extends Omit<Rights, 'permissions'> {
  permissions: readonly Permission[];
}

/** What a role's row allows. */
export const rightsOf = (role: RoleRights): Rights => ({
  scope: role.scope,
  scopes: role.scopes,
  permissions: new Set(role.permissions),
  masksNumbers: role.masksNumbers,
});

/** The same rights with none but these permissions. */
export const narrowed = (rights: Rights, to: readonly Permission[]): Rights => ({
  ...rights,
  permissions: new Set(to.filter((name) => rights.permissions.has(name))),
});

const ofThePhone: ReadonlySet<Permission> = new Set([
  'desk.use',
  'desk.second-call',
  'call.place',
  'demo.call',
  'monitor.listen',
  'monitor.whisper',
  'monitor.barge',
  'monitor.take-over',
  'monitor.hang-up',
  'monitor.state',
  'monitor.remind',
  'channel.hang-up',
  'desk-phone.own',
  'desk-phone.manage',
]);

/** An operator in support looks and sets up; the phone stays the user's. They may give rights to it all the same. */
export const withoutPhone = (rights: Rights): Rights => ({
  ...rights,
  permissions: new Set([...rights.permissions].filter((name) => !ofThePhone.has(name))),
});

/** What both roles allow: trying out a role never gives more than one's own. */
export function bothAllow(own: Rights, viewed: Rights): Rights {
  return {
    scope: narrower(own.scope, viewed.scope),
    scopes: Object.fromEntries(
      scopedPermissions.map((name) => [name, narrower(scopeOf(own, name), scopeOf(viewed, name))]),
    ),
    permissions: new Set([...viewed.permissions].filter((name) => own.permissions.has(name))),
    masksNumbers: own.masksNumbers || viewed.masksNumbers,
  };
}

/**
 * Whether everything that a role gives is also the holder's, so that they may give it on: each permission, over no more rows than they reach
 * with it, and whole numbers only when they see them themselves.
 */
export function isWithin(
  holder: Pick<Principal, 'scope' | 'scopes' | 'permissions' | 'masksNumbers'> & Partial<Pick<Principal, 'via'>>,
  role: RoleRights,
): boolean {
  if (holder.masksNumbers && !role.masksNumbers) return false;
  if (!isNoWider(role.scope, holder.scope)) return false;
  const lends = (name: Permission): boolean => holder.via === 'operator' && ofThePhone.has(name);
  if (!role.permissions.every((name) => holder.permissions.has(name) || lends(name))) return false;
  return scopedPermissions.every(
    (name) => !role.permissions.includes(name) || isNoWider(scopeOf(role, name), scopeOf(holder, name)),
  );
}

const isNoWider = (wanted: DataScope, own: DataScope): boolean => dataScopes.indexOf(wanted) <= dataScopes.indexOf(own);
/** The narrower of two scopes: what is done under both permissions reaches no further. */
export const narrower = (a: DataScope, b: DataScope): DataScope =>
  dataScopes[Math.min(dataScopes.indexOf(a), dataScopes.indexOf(b))]!;

/** What somebody reached when something was made for them that is kept: an answer, a file. */
export interface Reach extends RoleRights {
  departmentIds: readonly string[];
}

/** How far somebody reaches now, to be kept with what is made for them. */
export const reachOf = ({ scope, scopes, permissions, masksNumbers, departmentIds }: Principal): Reach => ({
  scope,
  scopes,
  permissions: [...permissions],
  masksNumbers,
  departmentIds,
});

/** Whether somebody reaches as far as then, with each of the permissions: otherwise what was made then is not theirs any more. */
export function reachesAsFar(
  principal: Principal,
  then: Reach,
  needed: readonly Permission[] = then.permissions,
): boolean {
  if (principal.masksNumbers && !then.masksNumbers) return false;
  return needed.every((name) => {
    if (!principal.permissions.has(name)) return false;
    const [was, is] = [scopeOf(then, name), scopeOf(principal, name)];
    if (is === 'all' || !isNoWider(was, is)) return is === 'all';
    return was !== 'department' || then.departmentIds.every((id) => principal.departmentIds.includes(id));
  });
}
