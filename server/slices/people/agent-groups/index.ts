/** What the server does for the slice of the agent groups. */
import { agentGroupRoutes } from '@bahu/contract/agent-groups.ts';
import { agentGroupsSlice } from '@bahu/contract/slices/people/agent-groups.ts';
import { alsoToCalls, serverSlice } from '../../server-slice.ts';
import { mountAgentGroups } from './routes.ts';
export { setGroupsOf } from './store.ts';

export const agentGroupsServer = serverSlice(agentGroupsSlice, {
  routes: agentGroupRoutes,
  mount: (api, host) =>
    mountAgentGroups(api, {
      access: host.access,
      // Of a group only so many may be in a pause at once, which the calls go by.
      onChange: (tenantId, { id, version }) => alsoToCalls(host)(tenantId, { type: 'agent-group', id, version }),
    }),
});
