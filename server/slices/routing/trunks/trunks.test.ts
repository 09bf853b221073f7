import type { Trunk } from '@bahu/contract/trunks.ts';
import type { OwnTenant } from '@bahu/contract/tenants.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { loadConfiguration } from '../../../telephony/engine/load.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';

let server: TestServer;
const id = newId();
beforeAll(async () => {
  server = await createTestServer();
  const { id: tenantId } = server.tenant;
  await server.database.db.tenant(tenantId, (tx) =>
    tx.insertInto('trunks').values({ tenantId, id, name: '主线', host: 'trunk.invalid', channels: 30 }).execute(),
  );
});
afterAll(() => server.stop());

const change = (body: object, user = server.tenant.administrator) =>
  server.request(user, 'PATCH', `/api/trunks/${id}`, body);
const plan = () =>
  server.database.db
    .tenant(server.tenant.id, (tx) => loadConfiguration(tx, server.tenant.id, Date.now()))
    .then(({ trunks }) => trunks.get(id)?.plan);
async function home(settings: object): Promise<OwnTenant['home']> {
  const { administrator } = server.tenant;
  const { version } = (await server.request(administrator, 'GET', '/api/tenant')).json<OwnTenant>();
  const { home: changed } = (
    await server.request(administrator, 'PATCH', '/api/tenant', { version, home: settings })
  ).json<OwnTenant>();
  return changed;
}

describe('what a trunk is given to dial', () => {
  test('[A4.3][A4.6] is the company’s until it has its own, also none, and is set by who may', async () => {
    const list = (await server.request(server.tenant.administrator, 'GET', '/api/trunks')).json<{ items: Trunk[] }>();
    expect(list.items.find((trunk) => trunk.id === id)).toEqual({
      id,
      name: '主线',
      channels: 30,
      isEnabled: true,
      outsidePrefix: null,
      longDistance: null,
      version: 1,
      can: ['edit'],
    });
    expect(await plan()).toEqual({ outsidePrefix: '', longDistance: null });
    expect(await home({ areaCode: '10', outsidePrefix: '9' })).toEqual({ areaCode: '10', outsidePrefix: '9' });
    expect(await plan()).toEqual({ outsidePrefix: '9', longDistance: null });
    expect((await change({ version: 1, outsidePrefix: '' })).statusCode).toBe(200);
    expect(await plan()).toEqual({ outsidePrefix: '', longDistance: null });
    expect((await change({ version: 2, outsidePrefix: '0', longDistance: 'always' })).json<Trunk>()).toMatchObject({
      version: 3,
    });
    expect(await plan()).toEqual({ outsidePrefix: '0', longDistance: 'always' });
    expect((await change({ version: 3, outsidePrefix: null, longDistance: null })).statusCode).toBe(200);
    expect(await plan()).toEqual({ outsidePrefix: '9', longDistance: null });
  });

  test('[A4.6] is digits, and is neither written over nor set by others', async () => {
    const { version } = (await server.request(server.tenant.administrator, 'GET', `/api/trunks/${id}`)).json<Trunk>();
    expect((await change({ version: version - 1, longDistance: 'never' })).json()).toMatchObject({ code: 'conflict' });
    for (const wrong of [
      { outsidePrefix: 'a' },
      { outsidePrefix: '1234567' },
      { outsidePrefix: '9;' },
      { longDistance: 'ask' },
    ])
      expect((await change({ version, ...wrong })).json()).toMatchObject({ code: 'input.invalid' });
    expect((await change({ version, longDistance: 'never' }, server.tenant.agent)).statusCode).toBe(403);
    expect((await server.request(server.tenant.administrator, 'GET', `/api/trunks/${newId()}`)).statusCode).toBe(404);
  });

  test('[A4.3] the company’s home keeps its country, and its area code completes local numbers', async () => {
    await home({ areaCode: '571', outsidePrefix: '' });
    const { home: kept } = await server.database.db.tenant(server.tenant.id, (tx) =>
      loadConfiguration(tx, server.tenant.id, Date.now()),
    );
    expect(kept).toEqual({ countryCode: '86', areaCode: '571', outsidePrefix: '' });
    const made = await server.request(server.tenant.administrator, 'POST', '/api/customers', {
      name: '本地',
      phone: '87654321',
    });
    expect(made.json()).toMatchObject({
      phone: '057187654321',
      region: { place: '浙江杭州', placeEn: 'Hangzhou, Zhejiang', carrier: null },
    });
  });
});
