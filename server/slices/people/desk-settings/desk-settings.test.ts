import { standardDeskSettings, type OwnDeskSettings, type SomeDeskSettings } from '@bahu/contract/desk-settings.ts';
import type { Me } from '@bahu/contract/session.ts';
import type { OwnTenant } from '@bahu/contract/tenants.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectReader, type Reader } from '../../../realtime/test-reader.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let address: string;
/** What the engine was told to read again: agents by their ids, and all of a company. */
const told: string[] = [];
beforeAll(async () => {
  server = await createTestServer({
    onUserChanged: (_tenantId, { id }) => void told.push(id),
    onConfigured: () => void told.push('company'),
  });
  address = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 })).host;
});
afterAll(() => server.stop());

const read = async (user: TestUser) =>
  (await server.request(user, 'GET', '/api/desk-settings')).json<OwnDeskSettings>();
const set = (user: TestUser, version: number, own: SomeDeskSettings) =>
  server.request(user, 'PUT', '/api/desk-settings', { version, own });
const inForce = async (user: TestUser) => (await server.request(user, 'GET', '/api/session')).json<Me>().settings;
async function rule(desk: OwnTenant['desk']): Promise<number> {
  const { administrator } = server.tenant;
  const { version } = (await server.request(administrator, 'GET', '/api/tenant')).json<OwnTenant>();
  return (await server.request(administrator, 'PATCH', '/api/tenant', { version, desk })).statusCode;
}

describe('desk settings', () => {
  test('[A4] are those of the product, then of the company, then of the agent, and a locked one is the company’s again', async () => {
    const { agent, stranger } = server.tenant;
    expect(await inForce(agent)).toEqual(standardDeskSettings);
    expect(await rule({ defaults: { popsOutbound: false }, locks: [] })).toBe(200);
    expect((await inForce(agent)).popsOutbound).toBe(false);
    const own = (await set(agent, 0, { popsOutbound: true, popsInbound: false })).json<OwnDeskSettings>();
    expect(own).toMatchObject({ version: 1, inForce: { popsOutbound: true, popsInbound: false } });
    expect(await inForce(agent)).toMatchObject({ popsOutbound: true, popsInbound: false });
    expect(await inForce(stranger)).toMatchObject({ popsOutbound: false, popsInbound: true });
    await rule({ defaults: { popsOutbound: false }, locks: ['popsOutbound'] });
    expect(await read(agent)).toMatchObject({
      inForce: { popsOutbound: false, popsInbound: false },
      own: { popsOutbound: true },
      locks: ['popsOutbound'],
    });
    for (const tried of [{ popsOutbound: false }, {}])
      expect((await set(agent, 1, tried)).json()).toMatchObject({ code: 'desk-setting.locked' });
    expect((await set(agent, 1, { popsOutbound: true })).statusCode).toBe(200);
    await rule({ defaults: {}, locks: [] });
    expect((await inForce(agent)).popsOutbound).toBe(true);
  });

  test('[A4] are not written over what was set elsewhere meanwhile', async () => {
    const { leader } = server.tenant;
    expect((await set(leader, 0, { popsInbound: false })).statusCode).toBe(200);
    for (const version of [0, 2]) expect((await set(leader, version, {})).json()).toMatchObject({ code: 'conflict' });
    expect((await set(leader, 1, {})).json()).toMatchObject({ version: 2, own: {} });
  });

  test('[A4.1] refuse keys that something else has, from agents and from companies', async () => {
    const { stranger } = server.tenant;
    const hotKeys = { ...standardDeskSettings.hotKeys, answer: 'Alt+P' };
    expect((await set(stranger, 0, { hotKeys })).json()).toMatchObject({
      code: 'desk-setting.hot-keys',
      fields: [{ path: 'hotKeys.answer', rule: 'taken' }],
    });
    expect(await rule({ defaults: { hotKeys }, locks: [] })).toBe(422);
    const own = { ...hotKeys, answer: 'Alt+A' };
    expect((await set(stranger, 0, { hotKeys: own })).statusCode).toBe(200);
    expect((await inForce(stranger)).hotKeys).toEqual(own);
  });

  test('[A4] of an agent are read again for this agent alone, those of the company for all', async () => {
    const { leader } = server.tenant;
    told.length = 0;
    await set(leader, (await read(leader)).version, { popsInbound: false });
    expect(told).toEqual([leader.userId]);
    await rule({ defaults: { popsInbound: false }, locks: [] });
    expect(told).toEqual([leader.userId, 'company']);
  });

  test('[A4] tell of a change the windows of its agent alone', async () => {
    // Who has set something of their own before may still be told of that.
    const { leader, administrator } = server.tenant;
    const readers = await Promise.all([connectReader(address, leader), connectReader(address, administrator)]);
    for (const reader of readers) reader.send({ subscribe: ['records'] });
    for (const reader of readers) await reader.settled();
    expect((await set(leader, (await read(leader)).version, { raisesInbound: true })).statusCode).toBe(200);
    const isTold = (frames: readonly unknown[]) => JSON.stringify(frames).includes('desk-setting');
    const [own, other] = readers as [Reader, Reader];
    while (!isTold(own.frames)) await own.received(own.frames.length + 1);
    const told = isTold(await other.settled());
    for (const { socket } of readers) socket.terminate();
    expect(told).toBe(false);
  });
});
