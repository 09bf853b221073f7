/** The door of the audit log. */
export { mountAudit } from './routes.ts';
