import { newId } from '../../../kernel/ids.ts';
import type { SliceWalk } from '../../../test-walks.ts';

export const walk: SliceWalk = {
  /** What only the engine and its followers write: a call of a customer, in a queue, and its events. */
  fill: async ({ database }, { id: tenantId, agent }, name) => {
    const [callId, queueId] = [newId(), newId()];
    await database.db.tenant(tenantId, async (tx) => {
      const number = '+8615400000043';
      const customer = await tx
        .selectFrom('customers')
        .select('id')
        .where('phone', '=', number)
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('queues')
        .values({ tenantId, id: queueId, name, number: '901', strategy: 'round-robin' })
        .execute();
      await tx
        .insertInto('calls')
        .values({
          tenantId,
          id: callId,
          direction: 'inbound',
          startedAt: new Date(),
          number,
          ownNumber: '',
          customerId: customer.id,
          agentId: agent.userId,
          queueId,
        })
        .execute();
      const data = JSON.stringify({ queueId, position: 1 });
      await tx
        .insertInto('callEvents')
        .values({ tenantId, callId, seq: 1, at: new Date(), type: 'queue-entered', data })
        .execute();
    });
  },
};
