/** What the server does for the slice of the roles. */
import { roleRoutes } from '@bahu/contract/roles.ts';
import { rolesSlice } from '@bahu/contract/slices/people/roles.ts';
import { serverSlice } from '../../server-slice.ts';
import { roleListeners } from './built-in.ts';
import { mountRoles } from './routes.ts';
export { insertRoles } from './built-in.ts';

export const rolesServer = serverSlice(rolesSlice, {
  routes: roleRoutes,
  on: roleListeners,
  mount: (api, host) =>
    mountRoles(api, {
      ...host,
      onChange: async (tenantId, change) => {
        host.recordChanged(tenantId, change);
        // What agents may do on the phone comes from their role.
        await host.configured(tenantId);
      },
    }),
});
