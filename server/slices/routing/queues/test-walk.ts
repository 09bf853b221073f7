import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  auditedElsewhere: ['queue.sign-in', 'queue.sign-out'],
  records: (name, { agent }) => [
    ['/queues', { name, number: '9801', strategy: 'linear', members: [{ agentId: agent.userId, tier: 1, order: 1 }] }],
  ],
  auditedSteps: [
    { route: 'queues.create', body: { name: '投诉', number: '9802', strategy: 'longest-idle' } },
    { route: 'queues.change', idOf: 'queues.create', body: { version: 1, ringSeconds: 20 } },
    { route: 'queues.remove', idOf: 'queues.create' },
  ],
};
