/** What the server does for the slice of the audit log. */
import { auditRoutes } from '@bahu/contract/audit.ts';
import { auditSlice } from '@bahu/contract/slices/platform/audit.ts';
import { serverSlice } from '../../server-slice.ts';
import { auditOfPerson } from './person.ts';
import { mountAudit } from './routes.ts';
import { auditExport } from './export.ts';
export { nationalNumbers } from './mask.ts';
export { presentEntry } from './routes.ts';
export { readEntries } from './store.ts';

export const auditServer = serverSlice(auditSlice, {
  ofPerson: [auditOfPerson],
  routes: auditRoutes,
  mount: (api, host) => mountAudit(api, host),
  exports: { audit: auditExport },
});
