import { newId } from '../../../kernel/ids.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const deal = { product: '专业版 一年', dealKind: 'new', dealStage: 'negotiating', amount: '12800' };

export const walk: SliceWalk = {
  fill: async ({ database }, { id: tenantId, agent, departmentId }, name) => {
    const customerId = newId();
    await database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('customers')
        .values({ tenantId, id: customerId, name, phone: '+8615400000046', ownerId: agent.userId, departmentId })
        .execute();
      await tx
        .insertInto('deals')
        .values({
          tenantId,
          id: newId(),
          customerId,
          agentId: agent.userId,
          product: name,
          dealKind: 'new',
          dealStage: 'signed',
          amount: '1.00',
          signedOn: '2026-11-02',
        })
        .execute();
    });
  },
  auditedSteps: [
    {
      route: 'deals.create',
      params: ({ answered }: AuditWalk) => ({ id: answered('customers.create', 'id') }),
      body: deal,
    },
    { route: 'deals.change', idOf: 'deals.create', body: { version: 1, dealStage: 'signed', amount: '12000' } },
    { route: 'deals.remove', idOf: 'deals.create' },
  ],
};
