/** The door of the sessions. */
export { mountSession, type SessionSlice } from './routes.ts';
