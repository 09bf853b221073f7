import { newId } from '../../../kernel/ids.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const id = (walk: AuditWalk) => ({ id: walk.answered('customers.create', 'id') });

/** Of the customer that the slice of the customers has made. */
export const walk: SliceWalk = {
  fill: async ({ database }, { id: tenantId, agent, administrator, departmentId }, name) => {
    const customerId = newId();
    await database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('deletedCustomers')
        .values({
          tenantId,
          id: customerId,
          name,
          phone: '+8615400000044',
          ownerId: agent.userId,
          departmentId,
          record: JSON.stringify({}),
          fields: JSON.stringify({ note: name }),
          numbers: JSON.stringify([]),
          deletedById: administrator.userId,
          deletedByName: name,
        })
        .execute();
    });
  },
  auditedSteps: [
    { route: 'deletedCustomers.remove', params: id },
    { route: 'deletedCustomers.restore', params: id },
    { route: 'deletedCustomers.remove', params: id },
    { route: 'deletedCustomers.restoreMany', body: (walk: AuditWalk) => ({ ids: [id(walk).id] }) },
    { route: 'deletedCustomers.remove', params: id },
    { route: 'deletedCustomers.purge', params: id },
  ],
};
