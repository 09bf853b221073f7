/** The door of the roles: what other pages show of permissions. */
export { permissionMenus, type PermissionMenu } from './menus.ts';
