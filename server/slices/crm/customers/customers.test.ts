import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { writeTestCall, type TestCall } from './test-call.ts';

interface List<T> {
  items: T[];
  next: string | null;
  total: number;
  totalIsExact: boolean;
}

let server: TestServer;
const linked: { id: string; name: string; phone: string }[] = [];
beforeAll(async () => {
  server = await createTestServer({ onNewNumber: (_tenantId, customer) => void linked.push(customer) });
});
afterAll(() => server.stop());

const create = (user: TestUser, body: object) => server.request(user, 'POST', '/api/customers', body);
const created = async (user: TestUser, body: object) => (await create(user, body)).json<Customer>();
const list = async (user: TestUser, query = '') =>
  (await server.request(user, 'GET', `/api/customers${query}`)).json<List<Customer>>();
let lastPhone = 15400100000;
const nextPhone = () => String(lastPhone++);

const putCall = (call: TestCall) => writeTestCall(server, call);

describe('a new customer', () => {
  test('[C2] keeps a number as E.164 and shows it as people write it', async () => {
    const { agent, administrator } = server.tenant;
    const customer = await created(agent, {
      name: '欧阳静',
      phone: ' 154-0000-0042 ',
      company: '青禾农业',
      title: 'ms',
      stage: 'lead',
    });
    expect(customer).toMatchObject({
      name: '欧阳静',
      company: '青禾农业',
      title: 'ms',
      stage: 'lead',
      ownerId: agent.userId,
      version: 1,
      callCount: 0,
      can: ['edit', 'call', 'give-back', 'lock'],
    });
    expect((await server.request(administrator, 'GET', `/api/customers/${customer.id}`)).json()).toMatchObject({
      phone: '15400000042',
      phoneIsMasked: false,
    });
    expect(await server.database.asOwner('select phone from customers where id = $1', [customer.id])).toEqual([
      { phone: '+8615400000042' },
    ]);
    const seen = await created(administrator, { name: '看得见号码', phone: '15400000043' });
    expect(linked).toContainEqual(expect.objectContaining({ id: seen.id, phone: '+8615400000043' }));
  });

  test('[C2] with a number that another has is refused, however it is written', async () => {
    const phone = nextPhone();
    await create(server.tenant.agent, { name: 'a', phone });
    expect((await create(server.tenant.administrator, { name: 'b', phone: `+86 ${phone}` })).json()).toMatchObject({
      code: 'customer.phone-taken-by',
    });
    expect((await create(server.otherTenant.administrator, { name: 'b', phone })).statusCode).toBe(200);
  });

  test.each(['12', 'abc', '154,0000', '1540000004;2', '<b>15400000042</b>', '１５４abc', '999999999999999999999'])(
    'with %j for a number is refused',
    async (phone) => {
      expect((await create(server.tenant.agent, { name: 'x', phone })).statusCode).toBeGreaterThanOrEqual(400);
    },
  );

  test('may hold any text, which comes back as it was', async () => {
    const name = `<img src=x onerror=alert(1)>'"\\%_ =1+1 😀 ${'𠮷'.repeat(5)}`;
    const customer = await created(server.tenant.administrator, {
      name,
      phone: nextPhone(),
      note: '=cmd|calc!A1\n第二行',
    });
    expect(customer).toMatchObject({ name, note: '=cmd|calc!A1\n第二行' });
  });

  test('[A2.3] of a call takes its number from the call, and the call becomes theirs', async () => {
    const { agent, administrator } = server.tenant;
    const phone = nextPhone();
    const callId = await putCall({ number: `+86${phone}`, agentId: agent.userId });
    const pop = (await server.request(agent, 'GET', `/api/calls/${callId}/customer`)).json<{
      customer: null;
      number: string;
      numberIsMasked: boolean;
    }>();
    expect(pop).toMatchObject({ customer: null, numberIsMasked: true });
    expect(pop.number).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    const customer = await created(agent, { name: '新客户', phone: pop.number, callId });
    expect((await server.request(administrator, 'GET', `/api/customers/${customer.id}`)).json()).toMatchObject({
      phone,
      callCount: 1,
    });
    expect((await server.request(agent, 'GET', `/api/calls/${callId}/customer`)).json()).toMatchObject({
      customer: { id: customer.id },
    });
  });

  test("of somebody else's call is refused", async () => {
    const callId = await putCall({ number: '+8615400009999', agentId: server.tenant.stranger.userId });
    expect((await create(server.tenant.agent, { name: 'x', phone: '154****9999', callId })).json()).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a changed customer', () => {
  test('[C2] keeps what was not named; a second editor is told that they were too late', async () => {
    const { administrator } = server.tenant;
    const customer = await created(administrator, { name: '原名', phone: nextPhone(), company: '恒信机械' });
    const change = (body: object) =>
      server.request(administrator, 'PATCH', `/api/customers/${customer.id}`, { version: customer.version, ...body });
    expect((await change({ name: '新名' })).json()).toMatchObject({ name: '新名', company: '恒信机械', version: 2 });
    expect((await change({ name: '晚了' })).json()).toMatchObject({ code: 'customer.changed-meanwhile' });
    const audit = await server.database.asOwner(
      "select before, after from audit_rows where action = 'customer.change' and record_id = $1",
      [customer.id],
    );
    expect(audit).toEqual([{ before: { name: '原名' }, after: { name: '新名' } }]);
  });

  test('keeps its number when the form comes back with the masked one', async () => {
    const { agent } = server.tenant;
    const customer = await created(agent, { name: 'x', phone: '15400000777' });
    expect(customer.phone).toBe('154****0777');
    const reply = await server.request(agent, 'PATCH', `/api/customers/${customer.id}`, {
      version: 1,
      phone: customer.phone,
      note: 'n',
    });
    expect(reply.json()).toMatchObject({ phone: '154****0777', note: 'n' });
    expect(await server.database.asOwner('select phone from customers where id = $1', [customer.id])).toEqual([
      { phone: '+8615400000777' },
    ]);
    expect(
      (
        await server.request(agent, 'PATCH', `/api/customers/${customer.id}`, { version: 2, phone: '155****0777' })
      ).json(),
    ).toMatchObject({ code: 'phone.invalid-number' });
  });

  test('many editors at once: exactly one wins', async () => {
    const { administrator } = server.tenant;
    const customer = await created(administrator, { name: 'x', phone: nextPhone() });
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        server.request(administrator, 'PATCH', `/api/customers/${customer.id}`, { version: 1, name: `n${i}` }),
      ),
    );
    expect(replies.filter((reply) => reply.statusCode === 200)).toHaveLength(1);
  });
});

describe('the list of customers', () => {
  beforeAll(async () => {
    const { otherTenant } = server;
    const base = Date.UTC(2026, 0, 1);
    await server.database.db.tenant(otherTenant.id, async (tx) => {
      const names = ['张伟', '阿凡提', '赵云', '王建国', '李建', '建文', 'Anna Smith'];
      await tx
        .insertInto('customers')
        .values(
          Array.from({ length: 120 }, (_, i) => ({
            tenantId: otherTenant.id,
            id: newId(base + i),
            name: `${names[i % names.length]}`,
            phone: `+86154${String(20_000_000 + i * 1001)}`,
            stage: i % 2 ? 'lead' : 'won',
            createdAt: new Date(base + Math.floor(i / 3)),
            ownerId: i % 4 ? null : otherTenant.agent.userId,
            lastCallAt: i % 5 ? null : new Date(base + i),
          })),
        )
        .execute();
    });
  });

  const admin = () => server.otherTenant.administrator;

  test.each(['created', 'last-call', 'name'])(
    '[C1] ordered by %s shows each customer once, page after page',
    async (sort) => {
      const seen: Customer[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: List<Customer> = await list(admin(), `?limit=17&sort=${sort}${next && `&cursor=${next}`}`);
        seen.push(...page.items);
        expect(page.total).toBeGreaterThanOrEqual(120);
        next = page.next;
      }
      expect(new Set(seen.map((customer) => customer.id)).size).toBe(seen.length);
      expect(seen.length).toBe((await list(admin())).total);
      const keys = seen.map((customer) =>
        sort === 'name' ? customer.name : sort === 'created' ? customer.createdAt : (customer.lastCallAt ?? ''),
      );
      const sorted =
        sort === 'name' ? keys.toSorted(new Intl.Collator('zh-u-co-pinyin').compare) : keys.toSorted().reverse();
      expect(keys.map((key) => key)).toEqual(sorted);
    },
  );

  test('[C1] a cursor of one order is refused in another', async () => {
    const { next } = await list(admin(), '?limit=5&sort=name');
    expect(
      (await server.request(admin(), 'GET', `/api/customers?limit=5&sort=created&cursor=${next}`)).json(),
    ).toMatchObject({ code: 'input.invalid' });
  });

  test.each([
    ['建国', (c: Customer) => c.name.includes('建国')],
    ['建', (c: Customer) => c.name.includes('建')],
    ['anna', (c: Customer) => c.name.includes('Anna')],
    ['a s', (c: Customer) => c.name.includes('Anna')],
    ['1001', (c: Customer) => c.phone.includes('1001')],
    ['154 2000 1', (c: Customer) => c.phone.includes('15420001')],
    ['+86 1542000', (c: Customer) => c.phone.startsWith('1542000')],
  ])('[C1] searching %j finds what contains it and nothing else', async (search, matches) => {
    const all = (await list(admin(), '?limit=100')).items.concat(
      (await list(admin(), `?limit=100&cursor=${(await list(admin(), '?limit=100')).next}`)).items,
    );
    const found = await list(admin(), `?limit=100&search=${encodeURIComponent(search)}`);
    expect(found.total).toBeGreaterThan(0);
    expect(found.items.map((c) => c.id).sort()).toEqual(
      all
        .filter(matches)
        .map((c) => c.id)
        .sort(),
    );
  });

  test.each(['%', '_', '\\', "'", '建%', '不存在的名字', '98765'])(
    '[C1] searching %j finds nothing here and harms nothing',
    async (search) => {
      expect(await list(admin(), `?search=${encodeURIComponent(search)}`)).toMatchObject({ items: [], total: 0 });
    },
  );

  test('[C1] filters by stage and owner', async () => {
    expect((await list(admin(), '?fields=stage:is:won')).total).toBe(60);
    expect((await list(admin(), `?owner=${server.otherTenant.agent.userId}`)).total).toBe(30);
    expect((await list(admin(), `?owner=${server.tenant.agent.userId}`)).total).toBe(0);
  });

  test('an agent finds by the digits that they see and not by those that are hidden from them', async () => {
    const { agent, administrator } = server.tenant;
    await create(agent, { name: '隐号客户', phone: '15478901234' });
    const finds = async (user: TestUser, search: string) =>
      (await list(user, `?search=${search}`)).items.some((customer) => customer.name === '隐号客户');
    expect(await finds(agent, '1234')).toBe(true);
    expect(await finds(agent, '15478901234')).toBe(true);
    expect(await finds(agent, '15400001234')).toBe(true); // looks the same to them
    expect(await finds(agent, '789')).toBe(false);
    expect(await finds(agent, '78901')).toBe(false);
    expect(await finds(agent, '478901234')).toBe(true); // its last four again
    expect(await finds(agent, '15478901235')).toBe(false);
    expect(await finds(administrator, '789')).toBe(true);
  });
});

describe('a large tenant', () => {
  test('[C1] has its customers counted up to 10,000 and estimated beyond, and pages all the same', async () => {
    const { stranger, administrator } = server.otherTenant;
    await server.database.asOwner(
      `
      insert into customers (tenant_id, id, name, phone, owner_id, created_at)
      select $1, gen_random_uuid(), '客户' || i, '+86155' || lpad(i::text, 8, '0'), $2, now() - make_interval(secs => i) from generate_series(1, 10100) i`,
      [server.otherTenant.id, stranger.userId],
    );
    await server.database.asOwner('analyze customers');
    const own = await list(stranger);
    expect(own.totalIsExact).toBe(false);
    expect(own.total).toBeGreaterThan(10_000);
    expect(own.items).toHaveLength(50);
    expect(await list(administrator, `?search=${encodeURIComponent('客户10099')}`)).toMatchObject({
      total: 1,
      totalIsExact: true,
    });
    expect(await list(administrator, `?search=${encodeURIComponent('客户')}`)).toMatchObject({
      total: 500,
      totalIsExact: false,
    });
  });
});

describe('who sees which customer', () => {
  test('an agent sees their own, a supervisor their department, an administrator all', async () => {
    const { agent, stranger, supervisor, administrator } = server.tenant;
    const [mine, foreign] = [
      await created(agent, { name: '我的', phone: nextPhone() }),
      await created(stranger, { name: '别人的', phone: nextPhone() }),
    ];
    const sees = async (user: TestUser, id: string) =>
      (await list(user, '?limit=100')).items.some((customer) => customer.id === id);
    expect(await Promise.all([sees(agent, mine.id), sees(agent, foreign.id)])).toEqual([true, false]);
    expect(await Promise.all([sees(supervisor, mine.id), sees(supervisor, foreign.id)])).toEqual([true, false]);
    expect(await Promise.all([sees(administrator, mine.id), sees(administrator, foreign.id)])).toEqual([true, true]);
    expect((await server.request(agent, 'GET', `/api/customers/${foreign.id}`)).json()).toMatchObject({
      code: 'not-found',
    });
    expect(
      (await server.request(agent, 'PATCH', `/api/customers/${foreign.id}`, { version: 1, name: 'x' })).json(),
    ).toMatchObject({ code: 'not-found' });
  });

  test('[A2.3] whoever is called by a customer may open that customer, also one of another agent', async () => {
    const { agent, stranger } = server.tenant;
    const phone = nextPhone();
    const foreign = await created(stranger, { name: '别人的', phone });
    const callId = await putCall({ number: `+86${phone}`, rungAgentId: agent.userId, customerId: foreign.id });
    expect((await server.request(agent, 'GET', `/api/calls/${callId}/customer`)).json()).toMatchObject({
      customer: { name: '别人的' },
    });
    expect((await server.request(agent, 'GET', `/api/customers/${foreign.id}`)).statusCode).toBe(200);
  });

  test('the number of a customer never leaves whole for a role that may not see it', async () => {
    const { agent } = server.tenant;
    const customer = await created(agent, { name: '掩码', phone: '15466667777' });
    const callId = await putCall({ number: '+8615466667777', agentId: agent.userId, customerId: customer.id });
    const bodies = await Promise.all(
      [
        '/api/customers?limit=100',
        `/api/customers/${customer.id}`,
        `/api/customers/${customer.id}/history`,
        `/api/calls/${callId}`,
        `/api/calls/${callId}/customer`,
        '/api/calls',
        '/api/desk/recent',
      ].map(async (url) => (await server.request(agent, 'GET', url)).body),
    );
    expect(bodies.join('\n')).toContain('154****7777');
    expect(bodies.join('\n')).not.toMatch(/15466667777|66667777/);
    expect(server.logged.join('\n')).not.toContain('15466667777');
  });
});
