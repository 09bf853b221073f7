/** The department with which a tenant begins. */
import type { Listeners } from '../../../kernel/domain-events.ts';

export const departmentListeners: Listeners = {
  'tenant.created': async (tx, { tenantId, departmentId: id }) => {
    await tx
      .insertInto('departments')
      .values({ tenantId, id, name: '总部', path: `${id}/` })
      .execute();
  },
};
