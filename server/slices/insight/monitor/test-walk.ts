import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const ofAgent = ({ server }: AuditWalk) => ({ id: server.tenant.agent.userId });
const talk = ({ calls, server }: AuditWalk): string => calls.talk(server.tenant.agent);

export const walk: SliceWalk = {
  auditedSteps: [
    { route: 'monitor.listen', before: talk, params: ofAgent },
    { route: 'monitor.whisper', params: ofAgent },
    { route: 'monitor.barge', params: ofAgent },
    { route: 'monitor.stop' },
    { route: 'monitor.hangUp', params: ofAgent, body: { reason: '客户投诉' } },
    { route: 'monitor.takeOver', before: talk, params: ofAgent },
    { route: 'monitor.setState', params: ofAgent, body: { state: 'away', reason: '临时培训' } },
    { route: 'monitor.remind', params: ofAgent, body: { about: 'busy', seconds: 1300 } },
    {
      route: 'monitor.setLimits',
      body: { talking: 600, wrapUp: 30, busy: 900, ringing: 15, waiting: 45 },
    },
  ],
};
