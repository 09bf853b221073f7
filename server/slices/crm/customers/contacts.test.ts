/** Contacts of customers: whose numbers find the customer, who may read and write them, and what is told of a call with one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '@bahu/contract/contacts.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import type { TimelineItem } from '@bahu/contract/timeline.ts';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { findByNumber } from './store.ts';
import { writeTestCall } from './test-call.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const admin = () => server.tenant.administrator;
const ask = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
  server.request(user, method, `/api${path}`, body);
let lastPhone = 15460000000;
const nextPhone = () => String((lastPhone += 1));
const customer = async (user = admin(), name = '客户'): Promise<Customer> =>
  (await ask(user, 'POST', '/customers', { name, phone: nextPhone() })).json<Customer>();
const add = (id: string, body: object, user = admin()) => ask(user, 'POST', `/customers/${id}/contacts`, body);
const added = async (id: string, body: object, user = admin()): Promise<Contact> =>
  (await add(id, body, user)).json<Contact>();
const all = async (id: string, user = admin()): Promise<Contact[]> =>
  (await ask(user, 'GET', `/customers/${id}/contacts`)).json<{ items: Contact[] }>().items;
const whose = (number: string) => server.database.db.tenant(server.tenant.id, (tx) => findByNumber(tx, number));

describe('a contact', () => {
  test('[C2] [A2.3] has a name, a relation and numbers, each of which finds the customer', async () => {
    const { id } = await customer();
    const [first, second] = [nextPhone(), nextPhone()];
    const contact = await added(id, {
      name: '李会计',
      relation: '财务',
      email: 'li@example.com',
      note: '月底对账',
      numbers: [{ phone: first, label: 'work' }, { phone: second }],
    });
    expect(contact).toMatchObject({ name: '李会计', relation: '财务', version: 1, can: ['edit', 'delete'] });
    expect(contact.numbers.map(({ number, label, isPrimary }) => [number, label, isPrimary])).toEqual([
      [first, 'work', false],
      [second, '', false],
    ]);
    for (const phone of [first, second]) {
      expect((await whose(`+86${phone}`))?.id).toBe(id);
      const found = (await ask(admin(), 'GET', `/customers?search=${phone}`)).json<{ items: Customer[] }>().items;
      expect(found.map((one) => one.id)).toEqual([id]);
    }
    expect(await all(id)).toEqual([contact]);
  });

  test('[C2] keeps its numbers when the numbers of the customer are saved, and the other way round', async () => {
    const known = await customer();
    const own = nextPhone();
    const contact = await added(known.id, { name: '王', numbers: [{ phone: nextPhone() }] });
    const change = { version: known.version, numbers: [{ phone: own }] };
    const saved = (await ask(admin(), 'PATCH', `/customers/${known.id}`, change)).json<Customer>();
    expect(saved.numbers.map(({ number }) => number)).toEqual([known.phone, own]);
    const [kept] = await all(known.id);
    expect(kept!.numbers).toEqual(contact.numbers);
    const none = { version: 1, numbers: [] };
    expect((await ask(admin(), 'PATCH', `/contacts/${contact.id}`, none)).json<Contact>().numbers).toEqual([]);
    const again = (await ask(admin(), 'GET', `/customers/${known.id}`)).json<Customer>();
    expect(again.numbers.map(({ number }) => number)).toEqual([known.phone, own]);
  });

  test('[C2] is refused a number that another customer has, which names them, and its own customer has', async () => {
    const [mine, other] = [await customer(), await customer(admin(), '别的客户')];
    const refused = await add(mine.id, { name: '赵', numbers: [{ phone: nextPhone() }, { phone: other.phone }] });
    expect(refused.statusCode).toBe(409);
    expect(refused.json<ErrorBody>()).toMatchObject({
      code: 'customer.phone-taken-by',
      params: { name: '别的客户' },
      fields: [{ path: 'numbers.1.phone', rule: 'taken' }],
    });
    expect(await all(mine.id)).toEqual([]);
    expect((await add(mine.id, { name: '赵', numbers: [{ phone: mine.phone }] })).statusCode).toBe(409);
  });

  test('[C2] is changed by whoever saw the latest, and goes with its numbers', async () => {
    const { id } = await customer();
    const phone = nextPhone();
    const contact = await added(id, { name: '孙', numbers: [{ phone }] });
    const change = (version: number, body: object) =>
      ask(admin(), 'PATCH', `/contacts/${contact.id}`, { version, ...body });
    expect((await change(1, { relation: '采购' })).json<Contact>()).toMatchObject({ relation: '采购', version: 2 });
    const late = await change(1, { name: '孙二' });
    expect([late.statusCode, late.json<ErrorBody>().code]).toEqual([409, 'conflict']);
    expect((await ask(admin(), 'DELETE', `/contacts/${contact.id}`)).statusCode).toBe(200);
    expect(await all(id)).toEqual([]);
    expect(await whose(`+86${phone}`)).toBeUndefined();
    const log = await server.database.asOwner<{ action: string }>(
      "select action from audit_rows where record_id = $1 or (record_id = $2 and action like 'customer.%-number') order by at, id",
      [contact.id, id],
    );
    expect(log.map(({ action }) => action)).toEqual([
      'contact.create',
      'customer.add-number',
      'contact.change',
      'customer.remove-number',
      'contact.delete',
    ]);
  });

  test('[C2] is read by whoever may open the customer, written by whoever may change it', async () => {
    const known = await customer(server.tenant.agent);
    const contact = await added(known.id, { name: '周' }, server.tenant.agent);
    const { stranger } = server.tenant;
    for (const [method, path, body] of [
      ['GET', `/customers/${known.id}/contacts`, undefined],
      ['POST', `/customers/${known.id}/contacts`, { name: 'x' }],
      ['PATCH', `/contacts/${contact.id}`, { version: 1, name: 'x' }],
      ['DELETE', `/contacts/${contact.id}`, undefined],
    ] as const)
      expect((await ask(stranger, method, path, body)).statusCode, `${method} ${path}`).toBe(404);
    const other = server.otherTenant.administrator;
    expect((await ask(other, 'GET', `/customers/${known.id}/contacts`)).statusCode).toBe(404);
    expect((await ask(other, 'DELETE', `/contacts/${contact.id}`)).statusCode).toBe(404);
    expect(await all(known.id)).toHaveLength(1);
  });

  test('[C2] there are at most fifty of a customer', async () => {
    const { id } = await customer();
    await server.database.asOwner(
      `insert into contacts (tenant_id, id, customer_id, name) select $1, gen_random_uuid(), $2, 'x' from generate_series(1, 50)`,
      [server.tenant.id, id],
    );
    expect((await add(id, { name: '多' })).json<ErrorBody>().code).toBe('contact.too-many');
  });
});

describe('a call with a contact', () => {
  test('[A2.3] tells in the pop and in the history who it is', async () => {
    const { id } = await customer();
    const phone = nextPhone();
    await added(id, { name: '吴', relation: '司机', numbers: [{ phone }] });
    const callId = await writeTestCall(server, { number: `+86${phone}`, customerId: id, agentId: admin().userId });
    expect((await ask(admin(), 'GET', `/calls/${callId}/customer`)).json()).toMatchObject({
      customer: { id },
      contact: { name: '吴', relation: '司机' },
    });
    const { items } = (await ask(admin(), 'GET', `/customers/${id}/history?kinds=call`)).json<{
      items: TimelineItem[];
    }>();
    expect(items).toMatchObject([{ kind: 'call', callId, contactName: '吴' }]);
  });

  test('[A2.3] tells those who may not see numbers nothing of a number that was saved after it began', async () => {
    const { agent } = server.tenant;
    const { id } = await customer(agent);
    const phone = nextPhone();
    const began = new Date(Date.now() - 60_000);
    const callId = await writeTestCall(server, {
      number: `+86${phone}`,
      customerId: id,
      agentId: agent.userId,
      startedAt: began,
    });
    await added(id, { name: '猜', numbers: [{ phone }] }, agent);
    expect((await ask(agent, 'GET', `/calls/${callId}/customer`)).json()).toMatchObject({ contact: null });
    const { items } = (await ask(agent, 'GET', `/customers/${id}/history?kinds=call`)).json<{
      items: TimelineItem[];
    }>();
    expect(items).toMatchObject([{ callId, contactName: null }]);
    const [contact] = await all(id, agent);
    expect(contact!.numbers[0]!.number).not.toContain(phone.slice(3, 8));
    expect((await ask(admin(), 'GET', `/calls/${callId}/customer`)).json()).toMatchObject({ contact: { name: '猜' } });
  });
});
