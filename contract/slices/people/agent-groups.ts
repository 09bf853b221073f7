/** Groups of agents. */
import { defineSlice } from '../define-slice.ts';

export const agentGroupsSlice = defineSlice({
  name: 'agent-groups',
  area: 'people',
  menu: 'users',
  permissions: {
    'agent-group.read': { heldFrom: ['leader'] },
    'agent-group.manage': { heldFrom: [], isChanging: true },
  },
  errors: {
    'agent-group.name-taken': 409,
  },
  auditActions: ['agent-group.create', 'agent-group.change', 'agent-group.delete'],
  records: {
    'agent-group': { audience: 'readers', read: 'agent-group.read' },
  },
  lists: ['agent-groups'],
});
