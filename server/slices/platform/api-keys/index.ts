/** The door of the keys for programs. */
export { mountApiKeys } from './routes.ts';
export { revokeKeysOf } from './service.ts';
