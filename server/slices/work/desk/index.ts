/** What the server does for the slice of the desk. */
import { deskRoutes } from '@bahu/contract/desk.ts';
import { deskSlice } from '@bahu/contract/slices/work/desk.ts';
import { serverSlice } from '../../server-slice.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { deskListeners } from './forget-agent.ts';
import { deskHandlers } from './routes.ts';
export { actsOn } from './directory.ts';
export { placeListed, type DeskOptions, type WantedCall } from './routes.ts';

export const deskServer = serverSlice(deskSlice, {
  routes: deskRoutes,
  on: deskListeners,
  mount: (api, host) => mount(api, host.access, deskRoutes, deskHandlers(host.desk)),
});
