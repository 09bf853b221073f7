import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlatformTenant } from '@bahu/contract/operator.ts';
import type { Me } from '@bahu/contract/session.ts';
import { sessionCookie } from '../../../kernel/http/access.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, testPassword, type TestServer } from '../../../test-server.ts';
import { createTestOperator, type TestOperator } from './test-operator.ts';

let server: TestServer;
let operator: TestOperator;
let news = 0;
beforeAll(async () => {
  server = await createTestServer({ onTenantChanged: () => void news++ });
  operator = await createTestOperator(server, 'ops');
});
afterAll(() => server.stop());

const callerId = '0755-8000 1000';
const licence = { licensedAgents: 3, licensedChannels: 2, storageBytes: 0, expiresAt: null };
interface Created {
  tenant: PlatformTenant;
  account: string;
  password: string;
}
const create = async (body: object): Promise<Created> =>
  (await operator.request('POST', '/tenants', { ...licence, callerId, ...body })).json<Created>();
const read = async (id: string): Promise<PlatformTenant> =>
  (await operator.request('GET', `/tenants/${id}`)).json<PlatformTenant>();
const change = async (id: string, body: object) =>
  operator.request('PATCH', `/tenants/${id}`, { version: (await read(id)).version, ...body });
const list = async (query: string): Promise<string[]> =>
  (await operator.request('GET', `/tenants?${query}`))
    .json<{ items: PlatformTenant[] }>()
    .items.map(({ code }) => code);
const codeOf = (reply: LightMyRequestResponse) => reply.json<{ code?: string }>().code;

let address = 0;
/** Signs in to a tenant; the answer asks as that user. */
async function enter(account: string, password: string) {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account, password },
    remoteAddress: `198.51.100.${++address}`,
  });
  const token = reply.cookies.find(({ name }) => name === sessionCookie)?.value ?? '';
  const request = (method: 'DELETE' | 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
    server.app.inject({ method, url: `/api${url}`, cookies: { [sessionCookie]: token }, ...(payload && { payload }) });
  return { reply, request };
}

describe('a new tenant', () => {
  test('[P1] gets the lowest free code, its roles, a department and an administrator who must change their password, and then works', async () => {
    const before = news;
    const { tenant, account, password } = await create({ name: '海风贸易', note: '试用', areaCode: '20' });
    expect(tenant).toMatchObject({
      code: '100003',
      name: '海风贸易',
      note: '试用',
      status: 'active',
      ...licence,
      version: 1,
      usage: { agents: 1, channels: 0, storageBytes: 0, callsToday: 0, customers: 0 },
    });
    expect([account, news]).toEqual(['100003800', before + 1]);
    const { reply, request } = await enter(account, password);
    expect(reply.json<Me>()).toMatchObject({
      mustChangePassword: true,
      extension: '800',
      role: { code: 'administrator' },
      tenant: { code: '100003', canCall: true },
    });
    expect(codeOf(await request('GET', '/customers'))).toBe('session.password-change-required');
    expect(
      (await request('POST', '/session/password', { current: password, next: 'harbour-light-4' })).statusCode,
    ).toBe(200);
    expect((await request('GET', '/customers')).json()).toMatchObject({ items: [] });
    const [settings] = await server.database.asOwner<{ settings: object }>(
      "select settings from tenants where code = '100003'",
    );
    expect(settings!.settings).toMatchObject({ home: { countryCode: '86', areaCode: '20' } });
    expect(
      await server.database.asOwner('select code, is_built_in from roles r where tenant_id = $1 order by code', [
        tenant.id,
      ]),
    ).toHaveLength(5);
    expect(await server.database.asOwner('select name from departments where tenant_id = $1', [tenant.id])).toEqual([
      { name: '总部' },
    ]);
  });

  test('[P1] can have a code of choice once', async () => {
    expect((await create({ name: '甲', code: '800100' })).tenant.code).toBe('800100');
    expect(
      codeOf(await operator.request('POST', '/tenants', { ...licence, callerId, name: '乙', code: '800100' })),
    ).toBe('tenant.code-taken');
    expect(
      await server.database.asOwner(
        "select 1 from operator_log l join tenants t on t.id = l.tenant_id where t.code = '800100'",
      ),
    ).toHaveLength(1);
  });

  test('[S4] has the caller ID that it was given as its standard one, read as its home writes numbers', async () => {
    const { tenant } = await create({ name: '有号码', areaCode: '20', callerId: '8765 4321' });
    expect(
      await server.database.asOwner('select number, is_standard, is_enabled from caller_ids where tenant_id = $1', [
        tenant.id,
      ]),
    ).toEqual([{ number: '+862087654321', is_standard: true, is_enabled: true }]);
  });

  test.each([
    [undefined, 'input.invalid'],
    ['', 'input.invalid'],
    ['12', 'input.invalid'],
    ['abc', 'phone.invalid-number'],
  ])('[S4] is not made without a caller ID: %j', async (given, code) => {
    const reply = await operator.request('POST', '/tenants', { ...licence, name: '无号码', callerId: given });
    expect(reply.json()).toMatchObject({ code, fields: [{ path: 'callerId' }] });
    expect(await server.database.asOwner("select 1 from tenants where name = '无号码'")).toEqual([]);
  });

  test('[P1] two that are made at the same moment get different codes', async () => {
    const made = await Promise.all(['丙', '丁', '戊'].map((name) => create({ name })));
    expect(new Set(made.map(({ tenant }) => tenant.code)).size).toBe(3);
  });
});

describe('the list of tenants', () => {
  test('[P1] is searched by code, name and note, filtered by state, and paged by code', async () => {
    const over = new Date(Date.now() - 1000).toISOString();
    const { tenant: expired } = await create({ name: '到期公司', code: '900001', expiresAt: over });
    const { tenant: suspended } = await create({ name: '停用公司', code: '900002', expiresAt: over });
    await create({
      name: '正常公司',
      code: '900003',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      note: 'VIP_100%',
    });
    await change(suspended.id, { isSuspended: true });
    expect([expired.status, (await read(suspended.id)).status]).toEqual(['expired', 'suspended']);
    expect([
      await list('search=9000'),
      await list('search=停用'),
      await list(`search=${encodeURIComponent('vip_100%')}`),
      await list('search=%25'),
    ]).toEqual([['900001', '900002', '900003'], ['900002'], ['900003'], ['900003']]);
    expect([
      await list('search=9000&status=expired'),
      await list('search=9000&status=suspended'),
      await list('search=9000&status=active'),
    ]).toEqual([['900001'], ['900002'], ['900003']]);
    const first = (await operator.request('GET', '/tenants?search=9000&limit=2')).json<{
      next: string;
      total: number;
      items: PlatformTenant[];
    }>();
    expect([
      first.total,
      first.items.map(({ code }) => code),
      await list(`search=9000&limit=2&cursor=${first.next}`),
    ]).toEqual([3, ['900001', '900002'], ['900003']]);
    expect(codeOf(await operator.request('GET', '/tenants?cursor=nonsense'))).toBe('input.invalid');
  });

  test('[P1] counts what each uses of its licence, and today in its own time', async () => {
    const { id } = server.otherTenant;
    const call = async (startedAt: Date, endedAt: Date | null, trunk: string | null) => {
      const callId = newId(startedAt.getTime());
      await server.database.asOwner(
        "insert into calls (tenant_id, id, direction, started_at, ended_at, number, own_number, trunk_id) values ($1, $2, 'inbound', $3, $4, '+8613900000001', '', $5)",
        [id, callId, startedAt, endedAt, trunk],
      );
      return callId;
    };
    // The day of this tenant, fourteen hours ahead of UTC, began at 10:00 UTC.
    await server.database.asOwner(`update tenants set settings = '{"utcOffsetMinutes": 840}' where id = $1`, [id]);
    const shift = 840 * 60_000;
    const today = Math.floor((Date.now() + shift) / 86_400_000) * 86_400_000 - shift;
    const ended = await call(new Date(today), new Date(today + 1), newId());
    await call(new Date(today - 1), new Date(today), newId());
    await call(new Date(), null, newId());
    await call(new Date(), null, null);
    await server.database.asOwner(
      "insert into recordings (tenant_id, id, call_id, status, source, bytes, started_at) values ($1, $2, $3, 'ready', 'x', 12345, now())",
      [id, newId(), ended],
    );
    await server.database.asOwner(
      "insert into customers (tenant_id, id, name, phone) values ($1, $2, '客户', '+8613900000001')",
      [id, newId()],
    );
    expect((await read(id)).usage).toEqual({
      agents: 6,
      channels: 1,
      storageBytes: 12345,
      callsToday: 3,
      customers: 1,
    });
  });

  test('[P2] shows of a tenant its licence and its counts, and nothing that belongs to it', async () => {
    const reply = await operator.request('GET', `/tenants/${server.tenant.id}`);
    expect(Object.keys(reply.json<object>()).toSorted()).toEqual([
      'code',
      'createdAt',
      'expiresAt',
      'id',
      'licensedAgents',
      'licensedChannels',
      'name',
      'note',
      'status',
      'storageBytes',
      'usage',
      'version',
    ]);
    expect((await operator.request('GET', `/tenants/${newId()}`)).statusCode).toBe(404);
    expect((await operator.request('GET', '/tenants/nonsense')).statusCode).toBe(404);
    const routes = await Promise.all(
      ['/customers', '/users', '/calls', '/audit'].map((url) =>
        server.app.inject({ method: 'GET', url: `/api${url}`, cookies: { bahu_operator: operator.token } }),
      ),
    );
    expect(routes.map(({ statusCode }) => statusCode).filter((status) => status === 200)).toEqual([]);
  });
});

describe('a changed licence', () => {
  test('[P1] a suspended tenant reads and does not write, and writes again the moment it is resumed', async () => {
    const { id } = server.otherTenant;
    const { request } = await enter('100002800', testPassword);
    const write = () => request('POST', '/customers', { name: '新客户', phone: '13900000042' });
    expect((await request('GET', '/customers')).statusCode).toBe(200);
    await change(id, { isSuspended: true });
    expect([(await request('GET', '/customers')).statusCode, codeOf(await write())]).toEqual([200, 'tenant.suspended']);
    expect((await request('GET', '/session')).json<Me>().tenant).toMatchObject({ status: 'suspended', canCall: false });
    const [user] = (await request('GET', '/users?limit=1')).json<{ items: { can: string[] }[] }>().items;
    const { permissions } = (await request('GET', '/session')).json<Me>();
    expect([
      user!.can,
      permissions.includes('customer.read'),
      permissions.includes('customer.export'),
      permissions.filter((name) => /\.(?:create|edit|import|delete)$/.test(name)),
    ]).toEqual([[], true, true, []]);
    expect((await enter('100002800', testPassword)).reply.statusCode).toBe(200);
    await change(id, { isSuspended: false });
    expect((await write()).statusCode).toBe(200);
    expect((await request('GET', '/session')).json<Me>().permissions).toContain('customer.create');
  });

  test('[P1] likewise one whose date has come, until it is extended', async () => {
    const { id } = server.tenant;
    const { request } = await enter('100001800', testPassword);
    const write = () => request('POST', '/customers', { name: '新客户', phone: '13900000043' });
    await change(id, { expiresAt: new Date(Date.now() - 1000).toISOString() });
    expect([(await request('GET', '/customers')).statusCode, codeOf(await write())]).toEqual([200, 'tenant.expired']);
    await change(id, { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect((await write()).statusCode).toBe(200);
  });

  test('[P1] [A2] no record of it says that something can be done which is refused: settings, keys, addresses, deliveries, numbers', async () => {
    const { id } = server.tenant;
    const { request } = await enter('100001800', testPassword);
    const { key } = (await request('POST', '/api-keys', { name: '看板', permissions: ['call.read'] })).json<{
      key: { id: string };
    }>();
    const { webhook } = (
      await request('POST', '/webhooks', { url: 'https://example.com/hook', events: ['call.ended'] })
    ).json<{ webhook: { id: string } }>();
    await request('POST', `/webhooks/${webhook.id}/test`);
    await server.database.asOwner(
      "update webhook_deliveries set state = 'failed', next_at = null where webhook_id = $1",
      [webhook.id],
    );
    const can = async (path: string) => {
      const body = (await request('GET', path)).json<{ can?: string[]; items?: { can: string[] }[] }>();
      return body.can ?? body.items?.[0]?.can;
    };
    const all = async () => Promise.all(['/tenant', '/api-keys', '/webhooks', '/webhook-deliveries'].map(can));
    expect(await all()).toEqual([['edit'], ['revoke'], ['edit', 'test', 'rotate', 'delete'], ['replay']]);
    await change(id, { expiresAt: new Date(Date.now() - 1000).toISOString() });
    expect(await all()).toEqual([[], [], [], []]);
    const tries = [
      ['PATCH', '/tenant'],
      ['DELETE', `/api-keys/${key.id}`],
      ['POST', `/webhooks/${webhook.id}/test`],
      ['POST', `/webhooks/${webhook.id}/secret`],
      ['DELETE', `/webhooks/${webhook.id}`],
    ] as const;
    for (const [method, path] of tries)
      expect(codeOf(await request(method, path, method === 'PATCH' ? { version: 1 } : undefined)), path).toBe(
        'tenant.expired',
      );
    expect((await request('GET', '/session')).json<Me>().permissions).not.toContain('customer.reveal-number');
    await change(id, { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await all()).toEqual([['edit'], ['revoke'], ['edit', 'test', 'rotate', 'delete'], ['replay']]);
  });

  test('[P1] cannot be lowered to less than is used, but other things can still be changed', async () => {
    const { id } = server.tenant;
    const refused = await change(id, { licensedAgents: 5 });
    expect([refused.statusCode, refused.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'tenant.below-usage',
        params: { used: 6 },
        fields: [{ path: 'licensedAgents', rule: 'minimum', limit: 6 }],
      }),
    ]);
    expect((await change(id, { licensedAgents: 6 })).json()).toMatchObject({ licensedAgents: 6 });
    await server.database.asOwner('update tenants set licensed_agents = 2 where id = $1', [id]);
    expect((await change(id, { note: '欠费', licensedAgents: 2 })).json()).toMatchObject({
      note: '欠费',
      licensedAgents: 2,
    });
    expect((await change(id, { licensedAgents: 10, licensedChannels: 1 })).json()).toMatchObject({
      licensedAgents: 10,
      licensedChannels: 1,
    });
  });

  test('[S4] channels cannot be lowered to less than half of its caller IDs', async () => {
    const { tenant } = await create({ name: '五个号码', licensedChannels: 4 });
    for (const tail of [1, 2, 3, 4])
      await server.database.asOwner('insert into caller_ids (tenant_id, id, number) values ($1, $2, $3)', [
        tenant.id,
        newId(),
        `+86755800010${tail}0`,
      ]);
    expect((await change(tenant.id, { licensedChannels: 2 })).json()).toMatchObject({
      code: 'tenant.below-usage',
      params: { used: 3 },
      fields: [{ path: 'licensedChannels', limit: 3 }],
    });
    expect((await change(tenant.id, { licensedChannels: 3 })).json()).toMatchObject({ licensedChannels: 3 });
  });

  test('[P1] storage cannot be lowered below the recordings that are there', async () => {
    const { id } = server.otherTenant;
    const refused = await change(id, { storageBytes: 12344 });
    expect([codeOf(refused), refused.json<{ params: object }>().params]).toEqual([
      'tenant.below-usage',
      { used: 12345 },
    ]);
    expect((await change(id, { storageBytes: 12345 })).statusCode).toBe(200);
  });

  test('is refused when somebody else was faster, and stands in the log with before and after', async () => {
    const { tenant } = await create({ name: '原名' });
    expect((await change(tenant.id, { name: '新名' })).json()).toMatchObject({ name: '新名', version: 2 });
    expect(codeOf(await operator.request('PATCH', `/tenants/${tenant.id}`, { version: 1, name: '旧名' }))).toBe(
      'conflict',
    );
    await change(tenant.id, { isSuspended: true });
    const { items, total } = (await operator.request('GET', `/log?tenant=${tenant.id}`)).json<{
      total: number;
      items: { action: string; before: object; after: object; tenantCode: string; operatorName: string }[];
    }>();
    expect(items.map(({ action }) => action)).toEqual(['tenant.suspend', 'tenant.change', 'tenant.create']);
    expect([total, items[1]]).toEqual([
      3,
      expect.objectContaining({
        tenantCode: tenant.code,
        operatorName: '运营 ops',
        before: expect.objectContaining({ name: '原名' }) as object,
        after: expect.objectContaining({ name: '新名' }) as object,
      }),
    ]);
  });

  test('[P4] the log pages, newest first', async () => {
    const page = async (query: string) =>
      (await operator.request('GET', `/log?limit=4${query}`)).json<{
        items: { id: string; at: string }[];
        next: string;
        total: number;
      }>();
    const first = await page('');
    const second = await page(`&cursor=${first.next}`);
    const times = [...first.items, ...second.items].map(({ at }) => at);
    expect([times, new Set([...first.items, ...second.items].map(({ id }) => id)).size]).toEqual([
      times.toSorted().toReversed(),
      8,
    ]);
  });
});
