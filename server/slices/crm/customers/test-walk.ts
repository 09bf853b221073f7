import { newId } from '../../../kernel/ids.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const secondNumber = ({ answered }: AuditWalk) => ({
  id: answered('customers.create', 'id'),
  numberId: answered('customers.create', 'numbers', '1', 'id'),
});

/** The one that is changed, and the one that is merged. */
const followUp = { id: '' };
const merged = { id: '' };
/** The one that is added and taken off. */
const file = { id: '' };

export const walk: SliceWalk = {
  records: (name) => [['/customers', { name, phone: '15400000042', company: name }]],
  fill: async ({ database }, { id: tenantId, agent, departmentId }, name) => {
    const customerId = newId();
    await database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('customers')
        .values({ tenantId, id: customerId, name, phone: '+8615400000043', ownerId: agent.userId, departmentId })
        .execute();
      await tx
        .insertInto('followUps')
        .values({
          tenantId,
          id: newId(),
          customerId,
          agentId: agent.userId,
          serviceType: 'consult',
          stage: '',
          callState: 'connected',
          currentState: 'open',
          channel: 'phone',
          content: name,
        })
        .execute();
    });
  },
  auditedSteps: [
    {
      route: 'customers.create',
      body: { name: '冯小青', phone: '13900000031', numbers: [{ phone: '13900000032' }] },
    },
    { route: 'customers.change', idOf: 'customers.create', body: { version: 1, company: '南山贸易' } },
    { route: 'customers.revealNumber', idOf: 'customers.create' },
    { route: 'customers.revealFurtherNumber', params: secondNumber },
    {
      route: 'customers.change',
      idOf: 'customers.create',
      body: (walk: AuditWalk) => ({ version: 2, numbers: [{ id: secondNumber(walk).numberId, label: 'work' }] }),
    },
    { route: 'customers.change', idOf: 'customers.create', body: { version: 3, numbers: [] } },
    {
      route: 'customers.addFiles',
      idOf: 'customers.create',
      body: () => ({ ids: [file.id] }),
      before: async ({ server }) => {
        const { cookie } = server.tenant.administrator;
        const sent = await server.app.inject({
          method: 'POST',
          url: '/api/attachments?name=offer.pdf',
          headers: { cookie, 'content-type': 'application/octet-stream' },
          payload: Buffer.from('%PDF-1.4'),
        });
        file.id = sent.json<{ id: string }>().id;
      },
    },
    {
      route: 'customers.removeFile',
      params: ({ answered }) => ({ id: answered('customers.create', 'id'), fileId: file.id }),
    },
    {
      route: 'customers.addContact',
      idOf: 'customers.create',
      body: { name: '冯小红', relation: '配偶', numbers: [{ phone: '13900000033' }] },
    },
    { route: 'customers.changeContact', idOf: 'customers.addContact', body: { version: 1, relation: '姐姐' } },
    { route: 'customers.removeContact', idOf: 'customers.addContact' },
    {
      route: 'customers.merge',
      idOf: 'customers.create',
      before: async ({ server }) => {
        const body = { name: '冯小青', phone: '13900000034' };
        const reply = await server.request(server.tenant.administrator, 'POST', '/api/customers', body);
        merged.id = reply.json<{ id: string }>().id;
      },
      body: () => ({ mergedId: merged.id, version: 4, mergedVersion: 1, take: [] }),
    },
    {
      route: 'customers.undoMerge',
      params: ({ answered }) => ({ id: answered('customers.merge', 'mergeId') }),
    },
    {
      route: 'customers.changeFollowUp',
      before: async ({ server, answered }) => {
        const path = `/api/customers/${answered('customers.create', 'id')}/follow-ups`;
        const body = {
          serviceType: 'consult',
          stage: '',
          callState: 'connected',
          currentState: 'open',
          channel: 'phone',
        };
        const reply = await server.request(server.tenant.administrator, 'POST', path, { ...body, content: '约了周五' });
        followUp.id = reply.json<{ id: string }>().id;
      },
      params: () => ({ ...followUp }),
      body: { version: 1, currentState: 'done' },
    },
    { route: 'customers.removeFollowUp', params: () => ({ ...followUp }) },
  ],
  excused: { 'customers.addFollowUp': 'is itself a row with its author and its time, which nobody can change' },
};
