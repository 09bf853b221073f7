import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  auditedSteps: [
    {
      route: 'greetings.restore',
      params: ({ server: { tenant } }) => ({ owner: 'agents', id: tenant.administrator.userId }),
    },
  ],
  auditedElsewhere: ['greeting.record'],
};
