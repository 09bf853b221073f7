import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name, { agent }) => [
    ['/agent-groups', { name, order: 'sequential', note: name, memberIds: [agent.userId] }],
  ],
  auditedSteps: [
    { route: 'agentGroups.create', body: { name: '早班', order: 'random' } },
    { route: 'agentGroups.change', idOf: 'agentGroups.create', body: { version: 1, name: '晚班' } },
    { route: 'agentGroups.remove', idOf: 'agentGroups.create' },
  ],
};
