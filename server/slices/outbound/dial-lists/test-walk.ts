import { newId } from '../../../kernel/ids.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const made = { id: '' };
const ofCall = 'is a call record';
const selection = { filter: { search: '走查' } };

export const walk: SliceWalk = {
  records: (name) => [['/dial-lists', { name: `批次 ${name}`, note: name }]],
  fill: async ({ database }, { id: tenantId, agent, departmentId }, name) => {
    await database.db.tenant(tenantId, async (tx) => {
      const listId = newId();
      await tx
        .insertInto('dialLists')
        .values({ tenantId, id: listId, name: `名单 ${name}`, authorId: agent.userId, departmentId })
        .execute();
      const of = { tenantId, id: newId(), listId, agentId: agent.userId, departmentId };
      await tx
        .insertInto('dialNumbers')
        .values({ ...of, number: '+8615400000047', name })
        .execute();
    });
  },
  auditedSteps: [
    { route: 'dialLists.create', body: { name: '走查批次', category: '回访' } },
    { route: 'dialLists.change', idOf: 'dialLists.create', body: { version: 1, note: '周五前' } },
    {
      route: 'dialLists.addNumbers',
      params: ({ answered }: AuditWalk) => ({ id: answered('dialLists.create', 'id') }),
      body: { lines: [{ number: '15400000048', name: '走查' }] },
    },
    {
      route: 'dialLists.addCustomers',
      before: async ({ server }: AuditWalk) => {
        const body = { name: '骆宾', phone: '15400000058' };
        const reply = await server.request(server.tenant.administrator, 'POST', '/api/customers', body);
        made.id = reply.json<{ id: string }>().id;
      },
      params: ({ answered }: AuditWalk) => ({ id: answered('dialLists.create', 'id') }),
      body: () => ({ selection: { ids: [made.id] } }),
    },
    { route: 'dialLists.toCustomers', body: { selection, values: [{ stage: 'lead' }], to: [] } },
    { route: 'dialLists.assign', body: { selection, to: [] } },
    { route: 'dialLists.pin', body: { selection, isPinned: true } },
    { route: 'dialLists.reset', body: { selection } },
    { route: 'dialLists.removeNumbers', body: { selection } },
    { route: 'dialLists.remove', idOf: 'dialLists.create' },
  ],
  excused: { 'dialLists.next': ofCall, 'dialLists.call': ofCall },
};
