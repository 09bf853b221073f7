/** A customer's number with its extension, and what is said of a number that is none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { phoneOfCustomer } from '../../work/desk/store.ts';
import { findByNumber } from './store.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const admin = () => server.tenant.administrator;
const create = (phone: string, more: object = {}) =>
  server.request(admin(), 'POST', '/api/customers', { name: '测试', phone, ...more });
const change = (customer: Customer, body: object) =>
  server.request(admin(), 'PATCH', `/api/customers/${customer.id}`, { version: customer.version, ...body });
const line = ({ phone, phoneExtension }: Customer): string[] => [phone, phoneExtension];

describe('the number of a customer', () => {
  test('[C2] has the extension that is written behind it, also when another one comes along', async () => {
    expect(line((await create('0755-26540701转8001')).json())).toEqual(['075526540701', '8001']);
    expect(line((await create('0755-26540702-8', { phoneExtension: '9' })).json())).toEqual(['075526540702', '8']);
    expect(line((await create('0755-26540703', { phoneExtension: '9' })).json())).toEqual(['075526540703', '9']);
    expect(line((await create('0755-26540704')).json())).toEqual(['075526540704', '']);
  });

  test('[C2] keeps its extension while the number stays, and loses it with the number', async () => {
    const first = (await create('0755-26540711转8001')).json<Customer>();
    const same = (await change(first, { phone: first.phone, note: 'n' })).json<Customer>();
    expect(line(same)).toEqual(['075526540711', '8001']);
    const other = (await change(same, { phone: '0755-26540712' })).json<Customer>();
    expect(line(other)).toEqual(['075526540712', '']);
    const both = (await change(other, { phone: '0755-26540713', phoneExtension: '5' })).json<Customer>();
    expect(line(both)).toEqual(['075526540713', '5']);
    const without = (await change(both, { phoneExtension: '' })).json<Customer>();
    expect(line(without)).toEqual(['075526540713', '']);
    expect(line((await change(without, { phone: '0755-26540713转6' })).json())).toEqual(['075526540713', '6']);
  });

  test('[C2] [A2.2] is called with its extension', async () => {
    const { id } = (await create('0755-26540721转8001')).json<Customer>();
    const party = await server.database.db.tenant(server.tenant.id, async (tx) => {
      const reader = {
        userId: admin().userId,
        tenantId: server.tenant.id,
        scope: 'all',
        scopes: {},
        departmentIds: [],
      };
      return phoneOfCustomer(tx, reader as never, id);
    });
    expect(party).toMatchObject({ number: '+8675526540721', keys: '8001' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['1540000077', { why: 'too-short', missing: 1 }],
    ['154000007777', { why: 'too-long', extra: 1 }],
    ['0755-2654070', { why: 'too-short-for-area', area: '0755', missing: 1 }],
    ['00860 1 212 5550113', { why: 'foreign-after-86' }],
    ['75526540502', { why: 'leading-zero-lost', offered: '0755-26540502' }],
    ['15400000701/15400000702', { why: 'several-numbers' }],
    ['154****0777', { why: 'characters', character: '*' }],
    ['106900000000916', { why: 'messages-only' }],
  ])('[C2] %s is refused with what is wrong with it', async (phone, params) => {
    expect((await create(phone)).json()).toMatchObject({
      code: 'phone.invalid-number',
      params,
      fields: [{ path: 'phone' }],
    });
  });

  test('[C2] has an extension of at most eight keys', async () => {
    for (const phoneExtension of ['123456789', '12a', '1 2'])
      expect((await create('0755-26540731', { phoneExtension })).json(), phoneExtension).toMatchObject({
        code: 'input.invalid',
      });
  });

  test('[C2] is found by any form in which it is written', async () => {
    await create('15400000881');
    for (const text of [
      '15400000881',
      '+86 154 0000 0881',
      '8615400000881',
      '1795115400000881',
      '０１５４０００００８８１',
      '154\u200b0000\u20110881',
      '15400000881#',
      'tel:+8615400000881',
      '15400000881转8001',
    ]) {
      const found = (await server.request(admin(), 'GET', `/api/customers?search=${encodeURIComponent(text)}`)).json<{
        items: Customer[];
      }>().items;
      expect(
        found.map(({ phone }) => phone),
        text,
      ).toEqual(['15400000881']);
    }
  });
});

describe('people behind one switchboard', () => {
  test('[C2] are a customer each, and nobody has the line of another', async () => {
    const first = (await create('0755-26540750转1')).json<Customer>();
    const second = (await create('0755-26540750', { phoneExtension: '2' })).json<Customer>();
    expect([first.phoneExtension, second.phoneExtension]).toEqual(['1', '2']);
    expect((await create('0755-26540750-2')).json()).toMatchObject({ code: 'customer.phone-taken-by' });
    expect((await change(second, { phoneExtension: '1' })).json()).toMatchObject({ code: 'customer.phone-taken-by' });
    expect((await change(second, { phoneExtension: '3' })).json()).toMatchObject({ phoneExtension: '3' });
    const found = (await server.request(admin(), 'GET', '/api/customers?search=075526540750')).json<{
      items: Customer[];
    }>().items;
    expect(found.map(({ phoneExtension }) => phoneExtension).sort()).toEqual(['1', '3']);
  });

  test('[U1] [C2] a line that another has is refused to nobody who may not see numbers: it is marked for those who may', async () => {
    const masked = server.otherTenant.agent;
    const make = async (phone: string) =>
      (await server.request(masked, 'POST', '/api/customers', { name: '客户', phone })).json<Customer>();
    const [first, second] = [await make('0755-26540751转1'), await make('0755-26540751转2')];
    const reply = await server.request(masked, 'PATCH', `/api/customers/${second.id}`, {
      version: second.version,
      phoneExtension: '1',
    });
    expect([reply.statusCode, reply.json<Customer>().phoneExtension]).toEqual([200, '1']);
    const seen = async ({ id }: Customer) =>
      (await server.request(server.otherTenant.administrator, 'GET', `/api/customers/${id}`)).json<Customer>()
        .isDuplicate;
    expect([await seen(first), await seen(second)]).toEqual([false, true]);
  });

  test('[A2.3] a call of the switchboard is that of whoever has it without an extension, of the only one, or of nobody', async () => {
    const whose = () =>
      server.database.db.tenant(
        server.tenant.id,
        async (tx) => (await findByNumber(tx, '+8675526540752'))?.name ?? null,
      );
    expect(await whose()).toBeNull();
    await create('0755-26540752转1', { name: '一' });
    expect(await whose()).toBe('一');
    await create('0755-26540752转2', { name: '二' });
    expect(await whose()).toBeNull();
    await create('0755-26540752', { name: '前台' });
    expect(await whose()).toBe('前台');
  });

  test('[A2.3] calls of the switchboard go to no later one of several, and to the one without an extension', async () => {
    const callId = newId();
    await server.database.db.tenant(server.tenant.id, (tx) =>
      tx
        .insertInto('calls')
        .values({
          tenantId: server.tenant.id,
          id: callId,
          direction: 'inbound',
          startedAt: new Date(),
          number: '+8675526540753',
          ownNumber: '',
        })
        .execute(),
    );
    const owner = async () =>
      (
        await server.database.asOwner<{ name: string }>(
          'select c.name from calls k join customers c on c.id = k.customer_id where k.id = $1',
          [callId],
        )
      )[0]?.name;
    await server.database.asOwner(
      "insert into customers (tenant_id, id, name, phone, phone_extension) values ($1, $2, '一', '+8675526540753', '1')",
      [server.tenant.id, newId()],
    );
    await create('0755-26540753转2', { name: '二' });
    expect(await owner()).toBeUndefined();
    await create('0755-26540753', { name: '前台' });
    expect(await owner()).toBe('前台');
  });
});

describe('a number with words beside it', () => {
  const found = async (text: string, user = admin()) =>
    (await server.request(user, 'GET', `/api/customers?search=${encodeURIComponent(text)}`))
      .json<{ items: Customer[] }>()
      .items.map(({ name }) => name)
      .sort();

  test('[C1] is looked for as a name and as a number, whichever of them it was', async () => {
    await create('15473260001', { name: '张15473269981' });
    await create('15473269981', { name: '李四' });
    await create('15473260002', { name: '15473269982（王）' });
    expect(await found('张15473269981')).toEqual(['张15473269981', '李四']);
    expect(await found('15473269982（王）')).toEqual(['15473269982（王）']);
    expect(await found('李四 15473269981')).toEqual(['李四']);
    expect(await found('15473269981')).toEqual(['李四']);
    expect(await found('电话：15473269981')).toEqual(['李四']);
  });

  test('[U1] [C1] finds for a masked reader no name by digits that are hidden in it', async () => {
    await server.database.asOwner(
      "update roles set masks_numbers = true where tenant_id = $1 and code = 'supervisor'",
      [server.tenant.id],
    );
    await server.database.asOwner("update roles set scope = 'all' where tenant_id = $1 and code = 'supervisor'", [
      server.tenant.id,
    ]);
    await server.sessions.refreshTenant(server.tenant.id);
    await create('15473260003', { name: '赵15473269983' });
    const { supervisor } = server.tenant;
    for (const text of ['赵15473269983', '赵15473260000', '赵1547326'])
      expect(await found(text, supervisor), text).toEqual([]);
    expect(await found('赵', supervisor)).toEqual([expect.stringContaining('****') as string]);
    // By its last four digits, which are shown, a number is found as before.
    expect(await found('某人 15400009981', supervisor)).toEqual(['李四']);
  });
});

describe('the numbers of lines and agents', () => {
  test('[S4] a caller ID is refused with what is wrong with it, and has no extension', async () => {
    const add = (number: string) => server.request(admin(), 'POST', '/api/caller-ids', { number });
    expect((await add('0755-2654070')).json()).toMatchObject({
      code: 'phone.invalid-number',
      params: { why: 'too-short-for-area' },
      fields: [{ path: 'number' }],
    });
    expect((await add('0755-26540700转1')).json()).toMatchObject({
      code: 'phone.invalid-number',
      params: { why: 'extension', text: '1' },
    });
  });

  test('[U2] a new agent may call at home and not abroad', async () => {
    const rows = await server.database.asOwner(
      'select column_name, column_default from information_schema.columns where table_name = $1 and column_name like $2 order by 1',
      ['agents', 'may_call_%'],
    );
    expect(rows).toEqual([
      { column_name: 'may_call_domestic', column_default: 'true' },
      { column_name: 'may_call_international', column_default: 'false' },
    ]);
    const made = await server.request(admin(), 'GET', '/api/users?limit=1');
    expect(made.json<{ items: { mayCallInternational: boolean }[] }>().items[0]).toMatchObject({
      mayCallDomestic: true,
      mayCallInternational: false,
    });
  });
});
