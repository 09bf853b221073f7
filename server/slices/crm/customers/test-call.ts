/** Calls for tests of what customers show of theirs. */
import { newId } from '../../../kernel/ids.ts';
import type { TestServer } from '../../../test-server.ts';

export interface TestCall {
  number: string;
  agentId?: string | null;
  rungAgentId?: string;
  customerId?: string;
  startedAt?: Date;
  direction?: 'inbound' | 'outbound' | 'internal';
}

/** A call as the engine would have written it; its id. */
export async function writeTestCall(server: TestServer, call: TestCall): Promise<string> {
  const {
    number,
    agentId = null,
    rungAgentId,
    customerId = null,
    startedAt = new Date(),
    direction = 'inbound',
  } = call;
  const id = newId(startedAt.getTime());
  const tenantId = server.tenant.id;
  await server.database.db.tenant(tenantId, async (tx) => {
    await tx
      .insertInto('calls')
      .values({
        tenantId,
        id,
        direction,
        startedAt,
        number,
        ownNumber: '+864000000800',
        agentId,
        customerId,
        outcome: 'connected',
        talkSeconds: 60,
      })
      .execute();
    if (rungAgentId)
      await tx
        .insertInto('callLegs')
        .values({ tenantId, callId: id, id: newId(), role: 'agent', agentId: rungAgentId, number: '803', startedAt })
        .execute();
  });
  return id;
}
