/** Agent groups, for the shell. */
import { agentGroupsShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const agentGroupsWeb = webSlice('agent-groups', {
  pages: [
    {
      path: '/agent-groups',
      name: { zh: '坐席组', en: 'Agent groups' },
      permission: 'agent-group.read',
      menu: { group: 'people', place: 40 },
      record: 'agent-group',
      shape: agentGroupsShape,
      texts: ['agent-groups'],
      load: async () => (await import('./agent-groups-page.tsx')).AgentGroupsPage,
    },
  ],
  alsoShows: { user: [['agent-groups', 'one']] },
  words: { order: 'agentGroups.orders' },
});
