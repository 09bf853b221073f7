/** The door of the caller IDs. */
export { callerIdsExport } from './export.ts';
export { mountCallerIds, type CallerIdsSlice } from './routes.ts';
export { callerIdsImport } from './import.ts';
export { countCallerIds, insertStandardCallerId } from './store.ts';
