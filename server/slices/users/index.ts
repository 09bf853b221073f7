/** The door of the users. */
export { mountUsers, type UsersSlice } from './routes.ts';
