/** What the server does for the slice of views. */
import { viewRoutes } from '@bahu/contract/views.ts';
import { viewsSlice } from '@bahu/contract/slices/platform/views.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountViews } from './routes.ts';

export const viewsServer = serverSlice(viewsSlice, {
  routes: viewRoutes,
  mount: (api, host) => mountViews(api, host.access),
});
