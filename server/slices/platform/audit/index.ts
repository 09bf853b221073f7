/** What the server does for the slice of the audit log. */
import { auditRoutes } from '@bahu/contract/audit.ts';
import { auditSlice } from '@bahu/contract/slices/platform/audit.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountAudit } from './routes.ts';
import { auditExport } from './export.ts';

export const auditServer = serverSlice(auditSlice, {
  routes: auditRoutes,
  mount: (api, host) => mountAudit(api, host),
  exports: { audit: auditExport },
});
