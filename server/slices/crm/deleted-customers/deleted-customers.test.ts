import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { DeletedCustomer } from '@bahu/contract/deleted-customers.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';
import { forgetAttachments } from '../../platform/attachments/forget.ts';
import { drivenFiles } from '../../platform/attachments/test-files.ts';
import { writeTestCall } from '../customers/test-call.ts';
import { openMerges } from '../customers/test-merges.ts';
import { purgeOver } from './service.ts';
import { moveWithAgents } from './store.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { administrator, supervisor, leader, agent, stranger, inspector, id: tenantId } = server.tenant;
const { design, sent, kept, rows: fileRows } = drivenFiles(server);
await design('customers', 'papers');
await design('follow-ups', 'proof');
/** Masks numbers, and deletes in its department. */
await server.database.asOwner(
  "update roles set permissions = permissions || array['customer.delete', 'deleted-customer.read'] where code = 'leader'",
);
await server.sessions.refreshTenant(tenantId);
beforeEach(async () => {
  for (const table of ['deleted_customers', 'follow_ups', 'customers', 'calls', 'attachments'])
    await server.database.asOwner(`delete from ${table}`);
});

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
let made = 0;
const nextPhone = (): string => `1540${String((made += 1)).padStart(7, '0')}`;
async function create(user: TestUser, body: object = {}): Promise<Customer> {
  const reply = await as(user, 'POST', '/customers', { name: '程立', phone: nextPhone(), ...body });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Customer>();
}
const remove = async (user: TestUser, id: string) => (await as(user, 'DELETE', `/customers/${id}`)).statusCode;
const restore = (user: TestUser, id: string) => as(user, 'POST', `/deleted-customers/${id}/restoration`);
const bin = async (user: TestUser, query = ''): Promise<DeletedCustomer[]> =>
  (await as(user, 'GET', `/deleted-customers${query}`)).json<{ items: DeletedCustomer[] }>().items;
const get = (user: TestUser, id: string) => as(user, 'GET', `/customers/${id}`);
const total = async (user: TestUser, query = '') =>
  (await as(user, 'GET', `/customers${query}`)).json<{ total: number }>().total;
const note = { serviceType: 'consult', stage: '', callState: 'connected', currentState: 'open', channel: 'phone' };
const follow = (user: TestUser, id: string, more: object = {}) =>
  as(user, 'POST', `/customers/${id}/follow-ups`, { ...note, content: '约了周五', ...more });
const daysPass = (days: number) =>
  server.database.asOwner('update deleted_customers set deleted_at = deleted_at - make_interval(days => $1)', [days]);

describe('[C3] a deleted customer', () => {
  test('is in no list, count, search, reminder and pop, and stands in the recycle bin with who deleted them', async () => {
    const phone = nextPhone();
    const customer = await create(administrator, { name: '欧阳静', phone });
    await follow(administrator, customer.id, { remindAt: new Date(Date.now() + 60_000).toISOString() });
    await server.database.asOwner("update follow_ups set remind_at = now() - interval '1 minute'");
    const callId = await writeTestCall(server, { number: `+86${phone}`, agentId: administrator.userId });
    const shown = async () => ({
      list: await total(administrator),
      search: await total(administrator, `?search=${phone}`),
      notes: (await as(administrator, 'GET', '/follow-ups')).json<{ total: number }>().total,
      reminders: (await as(administrator, 'GET', '/todos')).json<{ unread: number }>().unread,
      pop: (await as(administrator, 'GET', `/calls/${callId}/customer`)).json<{ customer: Customer | null }>().customer
        ?.name,
      found: (await as(administrator, 'GET', '/search?text=欧阳')).json<{ customers: object[] }>().customers.length,
    });
    expect(await shown()).toEqual({ list: 1, search: 1, notes: 1, reminders: 1, pop: '欧阳静', found: 1 });
    expect(await remove(administrator, customer.id)).toBe(200);
    expect(await shown()).toEqual({ list: 0, search: 0, notes: 0, reminders: 0, pop: undefined, found: 0 });
    expect((await get(administrator, customer.id)).statusCode).toBe(404);
    expect(await bin(administrator)).toMatchObject([
      {
        id: customer.id,
        name: '欧阳静',
        phone,
        deletedByName: 'administrator 800',
        daysLeft: 30,
        can: ['restore', 'purge'],
      },
    ]);
  });

  test('[C3] many come back at once, each by itself: whoever cannot keeps nobody else in the bin', async () => {
    const [first, second, third] = [
      await create(administrator, { name: '一' }),
      await create(administrator, { name: '二' }),
      await create(administrator, { name: '三' }),
    ];
    for (const { id } of [first, second, third]) expect(await remove(administrator, id)).toBe(200);
    await create(administrator, { name: '占号', phone: second.phone });
    const ids = [first.id, second.id, third.id, newId()];
    const restored = await as(administrator, 'POST', '/deleted-customers/restorations', { ids });
    expect(restored.json()).toEqual({ done: 2, taken: 1, outOfReach: 1 });
    expect((await bin(administrator)).filter(({ id }) => ids.includes(id)).map(({ id }) => id)).toEqual([second.id]);
    for (const { id } of [first, third]) expect((await get(administrator, id)).statusCode).toBe(200);
    expect((await as(agent, 'POST', '/deleted-customers/restorations', { ids })).statusCode).toBe(403);
  });

  test('comes back whole: fields, numbers with their labels, history, reminder', async () => {
    const [file, further] = [await sent(administrator), nextPhone()];
    const made = await create(administrator, {
      name: '<b>程立</b> \u202e=1+1 😀',
      company: '青禾农业',
      label: 'mobile',
      numbers: [{ phone: further, phoneExtension: '8001', label: 'work' }],
      fields: { papers: [file.id] },
    });
    await follow(administrator, made.id, { remindAt: new Date(Date.now() + 3_600_000).toISOString() });
    await writeTestCall(server, { number: `+86${made.phone}`, agentId: administrator.userId, customerId: made.id });
    const before = (await get(administrator, made.id)).json<Customer>();
    expect(await remove(administrator, made.id)).toBe(200);
    expect((await restore(administrator, made.id)).statusCode).toBe(200);
    const after = (await get(administrator, made.id)).json<Customer>();
    expect(after).toEqual({ ...before, version: before.version + 1, updatedAt: after.updatedAt });
    expect([before.numbers.length, before.callCount, before.followUpCount]).toEqual([2, 1, 1]);
    expect(await bin(administrator)).toEqual([]);
    expect(await server.database.asOwner('select remind_at is not null as is from customers')).toEqual([{ is: true }]);
    expect((await restore(administrator, made.id)).statusCode).toBe(404);
  });

  test('leaves the numbers to others, and is then not restored: by the field of the number, with whose it is', async () => {
    const [phone, further] = [nextPhone(), nextPhone()];
    const { id } = await create(administrator, { phone, numbers: [{ phone: further }] });
    await remove(administrator, id);
    const other = await create(administrator, { name: '冯小青', phone: further });
    const refused = await restore(administrator, id);
    expect([refused.statusCode, refused.json()]).toMatchObject([
      409,
      {
        code: 'deleted-customer.number-taken-by',
        params: { number: further, name: '冯小青' },
        fields: [{ path: 'numbers.0.phone', rule: 'taken' }],
      },
    ]);
    expect(await bin(administrator)).toHaveLength(1);
    // Whoever may not open them is told no name.
    await server.database.asOwner('update customers set owner_id = null, department_id = null');
    await server.database.asOwner('update roles set scopes = \'{"customer.read": "own"}\' where code = \'supervisor\'');
    await server.sessions.refreshTenant(tenantId);
    await remove(administrator, other.id);
    await restore(administrator, other.id);
    expect((await restore(supervisor, id)).json()).toMatchObject({ code: 'deleted-customer.number-taken-by' });
    await server.database.asOwner("update roles set scopes = '{}' where code = 'supervisor'");
    await server.sessions.refreshTenant(tenantId);
    await remove(administrator, other.id);
    expect((await restore(administrator, id)).statusCode).toBe(200);
  });

  test('of somebody who may not see numbers comes back with what others have by now marked as duplicates, untold', async () => {
    const [phone, further, free] = [nextPhone(), nextPhone(), nextPhone()];
    const { id } = await create(leader, { phone, numbers: [{ phone: further }, { phone: free }] });
    expect(await remove(leader, id)).toBe(200);
    for (const taken of [phone, further]) await create(administrator, { phone: taken });
    expect((await restore(leader, id)).statusCode).toBe(200);
    const { isDuplicate, numbers } = (await get(administrator, id)).json<Customer>();
    expect([isDuplicate, ...numbers.map((one) => one.isDuplicate)]).toEqual([true, true, true, false]);
    expect((await get(leader, id)).body).not.toContain('"isDuplicate":true');
  });

  test('[P4] of somebody who may not see numbers brings no calls back: they would tell whose number was guessed', async () => {
    const called = async (user: TestUser) => {
      const phone = nextPhone();
      const { id } = await create(user, { phone });
      await remove(user, id);
      await writeTestCall(server, { number: `+86${phone}`, agentId: user.userId });
      expect((await restore(user, id)).statusCode).toBe(200);
      return (await get(administrator, id)).json<Customer>().callCount;
    };
    expect([await called(administrator), await called(leader)]).toEqual([1, 0]);
  });

  test.each([
    // who deletes, whose customer: the administrator over all, supervisor and leader over their department, an agent not at all
    ['administrator', 'agent', 200],
    ['administrator', 'pool', 200],
    ['supervisor', 'agent', 200],
    ['supervisor', 'stranger', 404],
    ['supervisor', 'pool', 403],
    ['leader', 'agent', 200],
    ['agent', 'agent', 403],
    ['inspector', 'agent', 403],
  ] as const)(
    '[U1] is deleted, seen and restored by the %s, when it is one of the %s: %d',
    async (who, whose, status) => {
      const user = { administrator, supervisor, leader, agent, inspector }[who];
      const { id } = await create(whose === 'stranger' ? stranger : agent);
      if (whose === 'pool') await server.database.asOwner('update customers set owner_id = null, department_id = null');
      expect((await get(user, id)).json<Partial<Customer>>().can?.includes('delete') ?? false).toBe(status === 200);
      expect(await remove(user, id)).toBe(status);
      if (status === 200) return expect((await restore(user, id)).statusCode).toBe(200);
      await remove(administrator, id);
      expect(await bin(user)).toBeOneOf([[], undefined]);
      expect((await as(user, 'GET', `/deleted-customers/${id}`)).statusCode).toBeOneOf([403, 404]);
      expect((await restore(user, id)).statusCode).toBeOneOf([403, 404]);
      expect((await as(user, 'DELETE', `/deleted-customers/${id}`)).statusCode).toBe(403);
    },
  );

  test('is found in the bin by name and number; where numbers are masked, by none of their digits', async () => {
    const phone = nextPhone();
    const { id } = await create(leader, { name: '程立 15400001234', phone });
    await remove(leader, id);
    const found = async (user: TestUser, text: string) => (await bin(user, `?search=${text}`)).length;
    const tries = ['程', phone.slice(-6), '0001234', '%25'];
    expect(await Promise.all(tries.map((text) => found(administrator, text)))).toEqual([1, 1, 1, 0]);
    expect(await Promise.all(tries.map((text) => found(leader, text)))).toEqual([1, 0, 0, 0]);
    expect(JSON.stringify(await bin(leader))).not.toContain(phone);
    expect(JSON.stringify(await bin(leader))).not.toContain('15400001234');
  });

  test('takes along what somebody saves in the same moment, and goes once', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { id } = await create(administrator, { company: '' });
      const further = nextPhone();
      const [saved, ...removed] = await Promise.all([
        as(administrator, 'PATCH', `/customers/${id}`, {
          version: 1,
          company: '南山贸易',
          numbers: [{ phone: further }],
        }),
        remove(administrator, id),
        remove(administrator, id),
      ]);
      expect(new Set(removed)).toEqual(new Set([200, 404]));
      expect((await restore(administrator, id)).statusCode).toBe(200);
      const { company, numbers } = (await get(administrator, id)).json<Customer>();
      const isSaved = saved.statusCode === 200;
      expect([company, numbers.length]).toEqual(isSaved ? ['南山贸易', 2] : ['', 1]);
    }
  });

  test('comes back to its agent, in the department where they are by now', async () => {
    const { id } = await create(agent);
    await remove(administrator, id);
    const departmentId = newId();
    await server.database.asOwner(
      'insert into departments (tenant_id, id, name, path) values ($1, $2::uuid, $3, $2::text || $4)',
      [tenantId, departmentId, '外勤', '/'],
    );
    await as(administrator, 'PATCH', `/users/${agent.userId}`, { version: 1, departmentId });
    expect(await bin(supervisor)).toEqual([]);
    await restore(administrator, id);
    expect(await server.database.asOwner('select owner_id, department_id from customers')).toEqual([
      { owner_id: agent.userId, department_id: departmentId },
    ]);
  });

  test('comes back to the department to which its agent is being moved in the same moment', async () => {
    const { id } = await create(agent);
    await remove(administrator, id);
    const departmentId = newId();
    await server.database.asOwner(
      'insert into departments (tenant_id, id, name, path) values ($1, $2::uuid, $3, $2::text || $4)',
      [tenantId, departmentId, '外勤二部', '/'],
    );
    const restoring: ReturnType<typeof restore>[] = [];
    await server.database.db.tenant(tenantId, async (tx) => {
      await tx.updateTable('users').set({ departmentId }).where('id', '=', agent.userId).execute();
      await tx.updateTable('customers').set({ departmentId }).where('ownerId', '=', agent.userId).execute();
      restoring.push(restore(administrator, id));
      const isWaiting = expect
        .poll(() =>
          server.database.asOwner(
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          ),
        )
        .not.toHaveLength(0);
      await Promise.race([restoring[0], isWaiting]);
      await moveWithAgents(tx, [agent.userId], departmentId);
    });
    expect((await restoring[0]!).statusCode).toBe(200);
    expect(await server.database.asOwner('select department_id from customers')).toEqual([
      { department_id: departmentId },
    ]);
  });
});

test('[C3] nothing but the numbers, which are moved along, refers to a customer by a foreign key', async () => {
  expect(
    await server.database.asOwner(
      "select conrelid::regclass::text as name from pg_constraint where confrelid = 'customers'::regclass and contype = 'f'",
    ),
    'see docs/decisions/0050: keep the id without one, and listen to customer.purged',
  ).toEqual([{ name: 'customer_numbers' }]);
});

describe('[C3] after 30 days', () => {
  test('a deleted customer is gone for good, with follow-ups and files; its calls are nobody’s', async () => {
    const [file, proof] = [await sent(administrator), await sent(administrator)];
    const { id, phone } = await create(administrator, { fields: { papers: [file.id] } });
    await follow(administrator, id, { fields: { proof: [proof.id] } });
    const callId = await writeTestCall(server, { number: `+86${phone}`, agentId: agent.userId, customerId: id });
    await remove(administrator, id);
    const other = await create(administrator);
    await remove(administrator, other.id);
    const forget = () => forgetAttachments(server.database.db, tenantId, server.files);
    const left = async () => ({
      bin: (await bin(administrator)).map(({ daysLeft }) => daysLeft),
      notes: (await server.database.asOwner('select 1 from follow_ups')).length,
      files: (await kept()).length,
    });
    const hadFiles = (await kept()).length;
    await daysPass(29);
    await purgeOver(server.database.db, tenantId);
    await server.database.asOwner("update attachments set unused_since = unused_since - interval '30 days'");
    await forget();
    await forget();
    expect(await left()).toEqual({ bin: [1, 1], notes: 1, files: hadFiles });
    await daysPass(2);
    await restore(administrator, other.id);
    await purgeOver(server.database.db, tenantId);
    await forget();
    expect(await left()).toEqual({ bin: [], notes: 0, files: hadFiles - 2 });
    expect(await fileRows()).toEqual([]);
    expect(await server.database.asOwner('select id, customer_id from calls')).toEqual([
      { id: callId, customer_id: null },
    ]);
    expect((await restore(administrator, id)).statusCode).toBe(404);
    expect((await get(administrator, other.id)).statusCode).toBe(200);
  });

  test('nothing is left of them, nor of who was merged with them', async () => {
    const { columnsOfCustomers, create: plain, merged, rowsOf, undo, withEverything } = openMerges(server, 15410000000);
    const [first, second, third] = [await withEverything(), await withEverything(), await withEverything()];
    const other = await plain();
    const middle = (await merged(second, third)).customer;
    const { customer, mergeId } = await merged(first, other);
    await undo(mergeId);
    await merged({ ...customer, version: customer.version + 1 }, middle);
    await remove(administrator, first.id);
    expect((await as(administrator, 'DELETE', `/deleted-customers/${first.id}`)).statusCode).toBe(200);
    for (const { id } of [first, second, third])
      for (const [place, left] of await rowsOf(await columnsOfCustomers(), id)) expect(left, place).toBe(0);
    const merges = await server.database.asOwner<object>(
      'select merged_name, by_id, by_name, record, numbers, changed, moved from customer_merges',
    );
    const nothing = { by_id: null, record: null, numbers: null, changed: null, moved: null };
    expect(merges).toEqual([1, 2, 3].map(() => ({ merged_name: '', by_name: '', ...nothing })));
    expect((await get(administrator, other.id)).statusCode).toBe(200);
  });

  test('or at once, by who may do that', async () => {
    const { id } = await create(supervisor);
    await remove(supervisor, id);
    expect((await bin(supervisor))[0]?.can).toEqual(['restore']);
    expect((await as(supervisor, 'DELETE', `/deleted-customers/${id}`)).statusCode).toBe(403);
    expect((await as(administrator, 'DELETE', `/deleted-customers/${id}`)).statusCode).toBe(200);
    expect((await as(administrator, 'DELETE', `/deleted-customers/${id}`)).statusCode).toBe(404);
    expect(await server.database.asOwner('select 1 from deleted_customers')).toEqual([]);
  });
});
