/** The permissions as people look for them: menu by menu. The page of API keys shows them alike. */
import { permissions, scopedPermissions, type Permission, type ScopedPermission } from '@bahu/contract/permissions.ts';

/** Menu → nouns whose permissions stand in it. */
const nouns = {
  desk: ['desk', 'demo'],
  customers: ['customer', 'follow-up'],
  calls: ['call', 'recording'],
  monitor: ['monitor'],
  users: ['user', 'sign-in', 'agent-group'],
  organisation: ['role', 'department'],
  telephony: ['caller-id'],
  audit: ['audit'],
  settings: ['tenant', 'api-key', 'webhook'],
} as const;
export type PermissionMenu = keyof typeof nouns;

/** Where the noun alone would mislead. */
const elsewhere: Partial<Record<Permission, PermissionMenu>> = { 'call.place': 'desk' };

function menuOf(permission: Permission): PermissionMenu | undefined {
  const noun = permission.slice(0, permission.lastIndexOf('.'));
  return (
    elsewhere[permission] ??
    (Object.keys(nouns) as PermissionMenu[]).find((menu) => (nouns[menu] as readonly string[]).includes(noun))
  );
}

/** Every permission once, in the order of the menus. */
export const permissionMenus: readonly { menu: PermissionMenu; permissions: readonly Permission[] }[] = (
  Object.keys(nouns) as PermissionMenu[]
).map((menu) => ({
  menu,
  permissions: permissions.filter((permission) => menuOf(permission) === menu),
}));

export const isScoped = (permission: Permission): permission is ScopedPermission =>
  (scopedPermissions as readonly Permission[]).includes(permission);
