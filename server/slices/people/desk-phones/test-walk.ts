import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  auditedElsewhere: ['desk-phone.set-up'],
  auditedSteps: [
    { route: 'deskPhones.issue', params: ({ server }) => ({ id: server.tenant.agent.userId }) },
    { route: 'deskPhones.revoke', params: ({ server }) => ({ id: server.tenant.agent.userId }) },
    { route: 'deskPhones.issueOwn' },
    { route: 'deskPhones.revokeOwn' },
  ],
  excused: { 'deskPhones.choose': 'which of their phones an agent works with, as their states' },
};
