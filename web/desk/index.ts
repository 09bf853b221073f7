/** The desk, for the shell. */
import { Headset } from 'lucide-react';
import { queryKeys } from '../lib/records.ts';
import { webSlice } from '../lib/web-slice.ts';

export const deskWeb = webSlice('desk', {
  pages: [
    {
      path: '/',
      name: { zh: '工作台', en: 'Desk' },
      permission: 'desk.use',
      menu: { icon: Headset, place: 10 },
      texts: ['todos'],
      load: async () => (await import('./workbench/workbench-page.tsx')).WorkbenchPage,
    },
  ],
  alsoShows: {
    customer: [queryKeys.recent],
    call: [queryKeys.recent],
    user: [queryKeys.directory],
    department: [queryKeys.directory],
    'agent-group': [queryKeys.directory],
  },
  words: { agentState: 'phone.state', state: 'phone.state' },
});
