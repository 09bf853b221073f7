import { testPassword } from '../../../test-server.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const made = { id: '' };

export const walk: SliceWalk = {
  auditedSteps: [
    {
      route: 'personalData.export',
      before: async ({ server }: AuditWalk) => {
        const body = { name: '冯小白', phone: '13900000071' };
        const reply = await server.request(server.tenant.administrator, 'POST', '/api/customers', body);
        made.id = reply.json<{ id: string }>().id;
      },
      params: () => made,
      body: { language: 'zh' },
    },
    { route: 'personalData.erase', params: () => made, body: { password: testPassword } },
  ],
};
