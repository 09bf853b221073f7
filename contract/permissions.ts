/** The permissions of all slices, `noun.action` for each menu and what can be done in it, and the built-in roles. */
import { menus, roleCodes, type PermissionMenu, type RoleCode } from './slices/define-slice.ts';
import { keysOf, tableOf, type KeyOf, type KeyWith } from './slices/derived.ts';
import { slices } from './slices/index.ts';

export { roleCodes, type PermissionMenu, type RoleCode };

const definitions = tableOf('permissions');
export const permissions = keysOf('permissions');
export type Permission = KeyOf<'permissions'>;

/**
 * Whether a permission is of use to a company that has expired or was suspended: it reads and exports. Calling is refused by the telephone
 * itself, with its own reason; what is set up under one permission with its page stays visible with the page, whose records say that nothing can be
 * done with them.
 */
export const isForReading = (permission: Permission): boolean => !definitions[permission].isChanging;

/** How a new tenant's built-in roles are named until it renames them. */
export const standardRoleNames: Readonly<Record<RoleCode, string>> = {
  agent: '用户',
  leader: '组长',
  supervisor: '主管',
  inspector: '质检',
  administrator: '管理员',
};

/** Which rows a role sees: its own, its department's with sub-departments, all of the tenant. */
export const dataScopes = ['own', 'department', 'all'] as const;
export type DataScope = (typeof dataScopes)[number];

/** Permissions over rows that belong to people: a role may hold each with a scope of its own instead of the role's (SPEC U1). */
export type ScopedPermission = KeyWith<'permissions', { readonly isScoped: true }>;
/** Whether a role may hold a permission with a scope of its own. */
export const isScoped = (permission: Permission): permission is ScopedPermission =>
  definitions[permission].isScoped === true;
export const scopedPermissions: readonly ScopedPermission[] = permissions.filter(isScoped);
/** Where a role's permission differs in scope from the role; what is absent has the role's scope. */
export type Scopes = Partial<Record<ScopedPermission, DataScope>>;

/** Every permission once, menu by menu as people look for them. */
export const permissionMenus: readonly { menu: PermissionMenu; permissions: readonly Permission[] }[] = menus.map(
  (menu) => ({
    menu,
    permissions: slices.flatMap((slice) =>
      'permissions' in slice && slice.menu === menu ? permissions.filter((name) => name in slice.permissions) : [],
    ),
  }),
);

export interface RoleDefaults {
  permissions: Permission[];
  scope: DataScope;
  scopes: Scopes;
  masksNumbers: boolean;
}

const heldBy = (...froms: RoleCode[]): Permission[] =>
  permissions.filter((name) => definitions[name].heldFrom.some((from) => froms.includes(from)));

/** Defaults of the built-in roles; a tenant may change all but the administrator's. */
export const defaultRoles: Record<RoleCode, RoleDefaults> = {
  agent: { permissions: heldBy('agent'), scope: 'own', scopes: {}, masksNumbers: true },
  leader: { permissions: heldBy('agent', 'leader'), scope: 'department', scopes: {}, masksNumbers: true },
  supervisor: {
    permissions: heldBy('agent', 'leader', 'supervisor'),
    scope: 'department',
    scopes: {},
    masksNumbers: false,
  },
  inspector: { permissions: heldBy('inspector'), scope: 'all', scopes: {}, masksNumbers: true },
  administrator: { permissions: [...permissions], scope: 'all', scopes: {}, masksNumbers: false },
};
