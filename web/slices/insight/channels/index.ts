/** The channel monitor, for the shell. */
import { Cable } from 'lucide-react';
import { webSlice } from '../../../lib/web-slice.ts';
import { channelsShape } from './search.ts';

export const channelsWeb = webSlice('channels', {
  pages: [
    {
      path: '/channels',
      name: { zh: '通道监控', en: 'Channels' },
      permission: 'channel.read',
      menu: { icon: Cable, place: 66 },
      shape: channelsShape,
      texts: ['channels', 'transfers', 'desk'],
      load: async () => (await import('./channels-page.tsx')).ChannelsPage,
    },
  ],
});
