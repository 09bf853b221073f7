/** What the server does for the slice of the keys for programs. */
import { apiKeyRoutes } from '@bahu/contract/api-keys.ts';
import { apiKeysSlice } from '@bahu/contract/slices/platform/api-keys.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountApiKeys } from './routes.ts';
export { revokeKeysOf } from './service.ts';

export const apiKeysServer = serverSlice(apiKeysSlice, {
  routes: apiKeyRoutes,
  mount: (api, host) => mountApiKeys(api, host),
});
