/** The door of the users. */
export { belongingOf, inRange, isInScope } from './scope.ts';
export { mountUsers, type ChangedUser, type UsersSlice } from './routes.ts';
export { callerIdReader } from './import-checker.ts';
export { applyUsers, existingUsers, undoUsers, usersImport, usersPerBatch } from './import.ts';
export { signInsExport, usersExport } from './export.ts';
