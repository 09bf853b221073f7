/** What the server does for the slice of the sessions. */
import { sessionRoutes } from '@bahu/contract/session.ts';
import { sessionSlice } from '@bahu/contract/slices/people/session.ts';
import { serverSlice } from '../../server-slice.ts';
import { sessionListeners } from './forget.ts';
import { mountSession } from './routes.ts';

export { createPasswordCheck } from './own-account.ts';

export const sessionServer = serverSlice(sessionSlice, {
  routes: sessionRoutes,
  on: sessionListeners,
  mount: (api, host) => mountSession(api, { ...host, version: host.config.version, onAttack: host.attacked }),
});
