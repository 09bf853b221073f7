/** The door of the roles. */
export { mountRoles, type RolesSlice } from './routes.ts';
