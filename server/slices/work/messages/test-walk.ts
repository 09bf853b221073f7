import { newId } from '../../../kernel/ids.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

/** A question to the administrator, as the end of a call leaves it. */
async function ask({ server }: AuditWalk, id: string): Promise<void> {
  const { id: tenantId, administrator } = server.tenant;
  const callId = newId();
  await server.database.asOwner(
    "insert into calls (tenant_id, id, direction, started_at, number, own_number) values ($1, $2, 'inbound', now(), '+8613900000001', '')",
    [tenantId, callId],
  );
  await server.database.asOwner(
    `insert into messages (tenant_id, id, call_id, agent_id, number, text, state, until)
     values ($1, $2, $3, $4, '+8613900000001', '感谢来电', 'asked', now() + interval '1 hour')`,
    [tenantId, id, callId, administrator.userId],
  );
}
const [sent, declined] = [newId(), newId()];

export const walk: SliceWalk = {
  auditedSteps: [
    {
      route: 'messages.send',
      params: () => ({ id: sent }),
      body: { version: 1, text: '感谢您的来电' },
      before: (walk) => ask(walk, sent),
    },
    {
      route: 'messages.decline',
      params: () => ({ id: declined }),
      body: { version: 1 },
      before: (walk) => ask(walk, declined),
    },
  ],
  fill: async (server, { id, agent }, name) => {
    await server.database.asOwner(
      `insert into messages (tenant_id, call_id, agent_id, number, text, state, until)
       values ($1, $2, $3, '+8613900000001', $4, 'asked', now() + interval '1 hour')`,
      [id, newId(), agent.userId, name],
    );
  },
};
