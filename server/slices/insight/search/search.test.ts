import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchHits } from '@bahu/contract/search.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let callId: string;

beforeAll(async () => {
  server = await createTestServer();
  const { tenant, otherTenant, database } = server;
  for (const { id, agent } of [tenant, otherTenant]) {
    await server.request(agent, 'POST', '/api/customers', {
      name: '欧阳静',
      phone: '15400000042',
      company: '青禾农业',
    });
    await database.db.tenant(id, (tx) =>
      tx
        .updateTable('users')
        .set({ name: '张子墨', nameInitials: initialsOf('张子墨') })
        .where('id', '=', agent.userId)
        .execute(),
    );
  }
  await server.request(tenant.stranger, 'POST', '/api/customers', { name: '欧阳锋', phone: '075526000001' });
  callId = newId();
  await database.db.tenant(tenant.id, (tx) =>
    tx
      .insertInto('calls')
      .values({
        tenantId: tenant.id,
        id: callId,
        direction: 'inbound',
        startedAt: new Date(),
        number: '+8615400000042',
        ownNumber: '',
        agentId: tenant.agent.userId,
      })
      .execute(),
  );
});
afterAll(() => server.stop());

const find = async (user: TestUser, text: string): Promise<SearchHits> =>
  (await server.request(user, 'GET', `/api/search?text=${encodeURIComponent(text)}`)).json();
const names = (hits: SearchHits): string[] => hits.customers.map((customer) => customer.name).toSorted();

describe('the search over everything', () => {
  test.each([
    '15400000042',
    '154 0000 0042',
    '154-0000-0042',
    '+86 154 0000 0042',
    '015400000042',
    '１５４００００００４２',
    '0000042',
    '(154)00000042',
  ])('[C1] finds a customer and their calls by the number written as %s', async (text) => {
    const hits = await find(server.tenant.administrator, text);
    expect(hits.customers).toMatchObject([{ name: '欧阳静', number: '15400000042', note: '青禾农业' }]);
    expect(hits.calls).toMatchObject([{ id: callId, number: '15400000042' }]);
  });

  test('[C1] finds a number with an area code with and without its zero', async () => {
    for (const text of ['0755 2600 0001', '75526000001', '+86 755 26000001', '+86 0755 26000001', '26000001'])
      expect(names(await find(server.tenant.administrator, text)), text).toEqual(['欧阳锋']);
  });

  test.each([
    ['oy', ['欧阳锋', '欧阳静']],
    ['OYJ', ['欧阳静']],
    ['欧阳', ['欧阳锋', '欧阳静']],
    ['静', ['欧阳静']],
    ['yj', []],
    ['%', []],
    [' ', []],
  ])('[C1] finds customers by %j', async (text, expected) => {
    expect(names(await find(server.tenant.administrator, text))).toEqual(expected);
  });

  test.each([
    ['ＡＢＣ贸易（深圳）', ['abc贸易', 'ＡＢＣ', 'ａｂｃ', 'ABC贸易(深圳)', '（深圳', 'abcmysz', 'ＡＢＣｍｙ']],
    ['Lee & Co.', ['ｌｅｅ', 'LEE ＆', 'ｌｅｅｃｏ']],
    ['㈱山田', ['(株)', '㈱', '株']],
    ['①号店', ['1号', '①', '１号']],
  ])('[C1] full-width and half-width are one: %s', async (name, searches) => {
    const { agent, administrator } = server.tenant;
    const { id } = (
      await server.request(agent, 'POST', '/api/customers', {
        name,
        phone: `1540000${String(name.codePointAt(0)! % 10_000).padStart(4, '0')}`,
      })
    ).json<Customer>();
    const found = async (path: string, key: 'items' | 'customers') => {
      const answer = (await server.request(administrator, 'GET', path)).json<Record<typeof key, Customer[]>>();
      return answer[key].some((customer) => customer.id === id);
    };
    for (const typed of searches) {
      expect(await found(`/api/customers?search=${encodeURIComponent(typed)}`, 'items'), `list: ${typed}`).toBe(true);
      expect(await found(`/api/search?text=${encodeURIComponent(typed)}`, 'customers'), `search: ${typed}`).toBe(true);
    }
  });

  test('[A2.2] finds colleagues by name, initials, extension and login name, whatever the scope, and the exact extension first', async () => {
    for (const text of ['张子', 'zzm', 'zz', 'ＺＺ', '802', '８０２', 'user-802', 'ＵＳＥＲ－802'])
      expect((await find(server.tenant.stranger, text)).people, text).toMatchObject([
        { id: server.tenant.agent.userId, name: '张子墨', number: '802', note: '客服中心' },
      ]);
    expect((await find(server.tenant.agent, '80')).people.map((person) => person.number)).toEqual([
      '800',
      '801',
      '802',
      '803',
      '804',
      '805',
    ]);
    expect((await find(server.tenant.agent, '_0')).people).toEqual([]);
  });

  test('[U1] shows each reader what their scope holds, numbers as they may see them', async () => {
    const own = await find(server.tenant.agent, 'oy');
    expect(own.customers).toMatchObject([{ name: '欧阳静', number: '154****0042' }]);
    expect((await find(server.tenant.agent, '0042')).calls).toMatchObject([{ number: '154****0042' }]);
    expect((await find(server.tenant.agent, '5400')).calls).toEqual([]);
    const foreign = await find(server.tenant.stranger, callId);
    expect([foreign.calls, names(await find(server.tenant.stranger, '欧阳'))]).toEqual([[], ['欧阳锋']]);
    expect((await find(server.tenant.agent, callId)).calls).toHaveLength(1);
    expect((await find(server.otherTenant.administrator, callId)).calls).toEqual([]);
    for (const number of [callNumber(callId), callNumber(callId).replace('-', '').toLowerCase()]) {
      expect((await find(server.tenant.agent, number)).calls).toMatchObject([{ id: callId }]);
      expect((await find(server.otherTenant.administrator, number)).calls).toEqual([]);
    }
    expect((await find(server.tenant.agent, callNumber(newId()))).calls).toEqual([]);
  });

  test('[U1] leaves a part empty that the reader has no permission to read', async () => {
    const { tenant, database, sessions } = server;
    await database.asOwner("update roles set permissions = '{desk.use}' where tenant_id = $1 and code = 'inspector'", [
      tenant.id,
    ]);
    await sessions.refreshAllOf(tenant.id, tenant.inspector.userId);
    for (const text of ['欧阳', '15400000042', 'zzm'])
      expect(await find(tenant.inspector, text)).toMatchObject({ customers: [], calls: [] });
    expect((await find(tenant.inspector, 'zzm')).people).toHaveLength(1);
  });
});

describe('initials', () => {
  test('[C1] follow the name', async () => {
    const { agent, administrator } = server.tenant;
    const customer = (
      await server.request(agent, 'POST', '/api/customers', { name: '单雄信', phone: '15400000077' })
    ).json<Customer>();
    expect(names(await find(administrator, 'sxx'))).toEqual(['单雄信']);
    await server.request(administrator, 'PATCH', `/api/customers/${customer.id}`, { version: 1, name: '秦琼' });
    expect([names(await find(administrator, 'sxx')), names(await find(administrator, 'qq'))]).toEqual([[], ['秦琼']]);
  });
});
