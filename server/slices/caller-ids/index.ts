/** The door of the caller IDs. */
export { mountCallerIds, type CallerIdsSlice } from './routes.ts';
