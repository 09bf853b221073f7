import type { Translated } from '../../../text/texts.ts';
import type { zh } from './agent-groups.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'agent-group.name-taken': 'This group name is taken',
  },
  agentGroups: {
    what: 'agent groups',
    search: 'Name of the group',
    searchLabel: 'Search agent groups',
    create: 'Add group',
    name: 'Name',
    order: 'Order',
    orders: { sequential: 'Sequential', 'round-robin': 'Round robin', random: 'Random' },
    orderHint: {
      sequential: 'Always from the first one (not active yet)',
      'round-robin': 'From the one after the last (not active yet)',
      random: 'Anybody, each time anew (not active yet)',
    },
    members: 'Members',
    membersHint: 'In order; drag, or press ↑ ↓ on a handle',
    addMember: 'Add a member',
    count: 'Members',
    enabled: 'Enabled',
    disabled: 'Disabled',
    state: 'State',
    note: 'Note',
    saved: 'Group saved',
    added: 'Group added',
    delete: 'Delete',
    deleted: 'Group "{{name}}" deleted',
    nothing: 'No agent groups',
    nothingHint: 'Put agents together and filter by their group',
    unit: 'groups',
    editorTitle: 'Edit group',
  },
  permissions: {
    'agent-group.read': 'See agent groups',
    'agent-group.manage': 'Manage agent groups',
  },
  audit: {
    actions: {
      'agent-group.create': 'Agent group added',
      'agent-group.change': 'Agent group changed',
      'agent-group.delete': 'Agent group deleted',
    },
    records: {
      'agent-group': 'Agent group',
    },
    fields: {
      members: 'Members',
      order: 'Order',
      ordering: 'Order',
    },
  },
};
