/** What the server does for the slice of the trunks. */
import { trunksSlice } from '@bahu/contract/slices/routing/trunks.ts';
import { trunkRoutes } from '@bahu/contract/trunks.ts';
import { alsoToCalls, serverSlice } from '../../server-slice.ts';
import { mountTrunks } from './routes.ts';
import { leadToCarrier } from './store.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** The simulated carrier of the demo is there now, at this address. */
    'carrier.started': { host: string; port: number };
  }
}

export const trunksServer = serverSlice(trunksSlice, {
  routes: trunkRoutes,
  on: { 'carrier.started': leadToCarrier },
  mount: (api, host) => mountTrunks(api, { access: host.access, onChange: alsoToCalls(host) }),
});
