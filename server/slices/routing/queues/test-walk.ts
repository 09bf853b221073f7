import { loadConfiguration } from '../../../telephony/engine/load.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

/** The live calls know the queues as they are set up. */
async function serve({ server, calls }: AuditWalk): Promise<void> {
  const { id } = server.tenant;
  const { queues } = await server.database.db.tenant(id, (tx) => loadConfiguration(tx, id, Date.now()));
  const { configuration } = calls.control.state;
  calls.control.apply({ type: 'configured', configuration: { ...configuration, queues } });
}
const member = ({ server, answered }: AuditWalk) => ({
  id: answered('queues.create', 'id'),
  agentId: server.tenant.agent.userId,
});

export const walk: SliceWalk = {
  records: (name, { agent }) => [
    ['/queues', { name, number: '9801', strategy: 'linear', members: [{ agentId: agent.userId, tier: 1, order: 1 }] }],
  ],
  auditedSteps: [
    { route: 'queues.create', body: { name: '投诉', number: '9802', strategy: 'longest-idle' } },
    {
      route: 'queues.change',
      idOf: 'queues.create',
      body: ({ server: { tenant } }) => ({
        version: 1,
        members: [{ agentId: tenant.agent.userId, tier: 1, order: 1 }],
      }),
    },
    { route: 'queues.signOut', before: serve, params: member },
    { route: 'queues.signIn', params: member },
    { route: 'queues.remove', idOf: 'queues.create' },
  ],
};
