/** What the server does for the slice of the caller IDs. */
import { callerIdRoutes } from '@bahu/contract/caller-ids.ts';
import { callerIdsSlice } from '@bahu/contract/slices/outbound/caller-ids.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountCallerIds } from './routes.ts';
import { callerIdsExport } from './export.ts';
import { callerIdListeners } from './follow-tenant.ts';
import { callerIdsImport } from './import.ts';

export const callerIdsServer = serverSlice(callerIdsSlice, {
  routes: callerIdRoutes,
  mount: (api, host) =>
    mountCallerIds(api, {
      access: host.access,
      onChange: async (tenantId, changed, released) => {
        for (const { id, version } of changed) host.recordChanged(tenantId, { type: 'caller-id', id, version });
        await Promise.all([
          host.configured(tenantId),
          ...released.map(async (user) => host.userChanged(tenantId, user)),
        ]);
      },
    }),
  on: callerIdListeners,
  exports: { 'caller-ids': callerIdsExport },
  imports: { 'caller-ids': callerIdsImport },
});
