/** The door of the users. */
export { mountUsers, type ChangedUser, type UsersSlice } from './routes.ts';
export { signInsExport, usersExport } from './export.ts';
