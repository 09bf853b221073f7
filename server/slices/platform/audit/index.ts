/** The door of the audit log. */
export { mountAudit } from './routes.ts';
export { auditExport } from './export.ts';
