/** What the server does for the slice of the trunks. */
import { trunksSlice } from '@bahu/contract/slices/routing/trunks.ts';
import { trunkRoutes } from '@bahu/contract/trunks.ts';
import { alsoToCalls, serverSlice } from '../../server-slice.ts';
import { mountTrunks } from './routes.ts';
export { leadToCarrier } from './store.ts';

export const trunksServer = serverSlice(trunksSlice, {
  routes: trunkRoutes,
  mount: (api, host) => mountTrunks(api, { access: host.access, onChange: alsoToCalls(host) }),
});
