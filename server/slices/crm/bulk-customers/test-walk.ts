import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';
import { testPassword } from '../../../test-server.ts';

const made = { id: '' };
const selection = () => ({ ids: [made.id] });

export const walk: SliceWalk = {
  auditedSteps: [
    {
      route: 'bulkCustomers.assign',
      before: async ({ server }: AuditWalk) => {
        const body = { name: '冯小青', phone: '13900000094' };
        const reply = await server.request(server.tenant.administrator, 'POST', '/api/customers', body);
        made.id = reply.json<{ id: string }>().id;
      },
      body: ({ server }: AuditWalk) => ({ selection: selection(), to: [server.tenant.agent.userId] }),
    },
    { route: 'bulkCustomers.change', body: () => ({ selection: selection(), change: { stage: 'lead' } }) },
    { route: 'bulkCustomers.take', body: () => ({ selection: selection(), act: 'give-back' }) },
    { route: 'bulkCustomers.take', body: () => ({ selection: selection(), act: 'take' }) },
    { route: 'bulkCustomers.lock', body: () => ({ selection: selection(), act: 'lock' }) },
    { route: 'bulkCustomers.lock', body: () => ({ selection: selection(), act: 'unlock' }) },
    { route: 'bulkCustomers.delete', body: () => ({ selection: selection() }) },
    {
      route: 'bulkCustomers.delete',
      body: { selection: { filter: { search: '没有这个人' } }, password: testPassword },
    },
  ],
};
