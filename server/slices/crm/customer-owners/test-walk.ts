import { newId } from '../../../kernel/ids.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const made = { id: '' };

export const walk: SliceWalk = {
  fill: async ({ database }, { id: tenantId, agent }, name) => {
    await database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('customerOwners')
        .values({
          tenantId,
          customerId: newId(),
          originalId: newId(),
          fromId: null,
          toId: agent.userId,
          reason: 'take',
          byId: agent.userId,
          byName: name,
        })
        .execute();
    });
  },
  // By the company's rule, as return-rule.test.ts proves.
  auditedElsewhere: ['customer.return'],
  auditedSteps: [
    {
      route: 'customerOwners.lock',
      before: async ({ server }: AuditWalk) => {
        const body = { name: '冯小青', phone: '13900000095' };
        const reply = await server.request(server.tenant.administrator, 'POST', '/api/customers', body);
        made.id = reply.json<{ id: string }>().id;
      },
      params: () => ({ ...made }),
    },
    { route: 'customerOwners.unlock', params: () => ({ ...made }) },
    { route: 'customerOwners.giveBack', params: () => ({ ...made }) },
    { route: 'customerOwners.take', params: () => ({ ...made }) },
  ],
};
