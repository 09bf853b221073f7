import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  records: (name, { agent }) => [
    ['/skills', { name: name.slice(0, 16), agents: [{ agentId: agent.userId, level: 3 }] }],
  ],
  auditedSteps: [
    { route: 'skills.create', body: { name: '方言' } },
    { route: 'skills.change', idOf: 'skills.create', body: { version: 1, nameEn: 'Dialects' } },
    { route: 'skills.remove', idOf: 'skills.create' },
  ],
};
