/** What the server does for the slice of the channels. */
import { channelRoutes } from '@bahu/contract/channels.ts';
import { channelsSlice } from '@bahu/contract/slices/insight/channels.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountChannels } from './routes.ts';

export const channelsServer = serverSlice(channelsSlice, {
  routes: channelRoutes,
  mount: (api, { access, desk }) => mountChannels(api, { access, calls: desk.liveCalls }),
});
