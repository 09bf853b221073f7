import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  auditedSteps: [
    {
      route: 'channels.hangUp',
      before: ({ calls, server }) => {
        calls.clear();
        calls.talk(server.tenant.agent);
      },
      params: ({ calls }) => ({ id: [...calls.control.state.calls.keys()][0]! }),
      body: { reason: '线路占用过久' },
    },
  ],
};
