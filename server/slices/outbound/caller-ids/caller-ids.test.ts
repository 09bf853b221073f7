import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallerId } from '@bahu/contract/caller-ids.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
const configured: string[] = [];
const told: string[] = [];
beforeAll(async () => {
  server = await createTestServer({
    onConfigured: (tenantId) => void configured.push(tenantId),
    onUserChanged: (_tenantId, user) => void told.push(user.id),
  });
});
afterAll(() => server.stop());

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api/caller-ids${url}`, body);
const asAdmin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  as(server.tenant.administrator, method, url, body);
const all = async () => (await asAdmin('GET', '?limit=100')).json<{ items: CallerId[] }>().items;
const one = async (number: string) => (await all()).find((callerId) => callerId.number === number)!;

async function insertTrunk(tenantId: string): Promise<string> {
  const id = newId();
  await server.database.db.tenant(tenantId, (tx) =>
    tx.insertInto('trunks').values({ tenantId, id, name: '线路', host: '127.0.0.1' }).execute(),
  );
  return id;
}

describe('caller IDs', () => {
  test('[S4] come alone or as a range; the first one is the standard one', async () => {
    const trunkId = await insertTrunk(server.tenant.id);
    const reply = await asAdmin('POST', '', {
      number: '0755-8888 0098',
      toNumber: '075588880101',
      trunkId,
      note: '总机',
    });
    expect(reply.json<{ items: CallerId[] }>().items.map((item) => [item.number, item.value, item.isStandard])).toEqual(
      [
        ['075588880098', '+8675588880098', true],
        ['075588880099', '+8675588880099', false],
        ['075588880100', '+8675588880100', false],
        ['075588880101', '+8675588880101', false],
      ],
    );
    expect(reply.json<{ items: CallerId[] }>().items[1]).toMatchObject({
      trunkId,
      trunkName: '线路',
      note: '总机',
      isEnabled: true,
      agentCount: 0,
      version: 1,
    });
    expect(configured).toEqual([server.tenant.id]);
  });

  test('[S4] that exist already are refused by name, and then none of the range is added', async () => {
    expect((await asAdmin('POST', '', { number: '075588880101', toNumber: '075588880103' })).json()).toMatchObject({
      code: 'caller-id.taken',
      params: { number: '075588880101' },
    });
    expect(await all()).toHaveLength(4);
  });

  test.each([
    ['an end before the beginning', { number: '075588880203', toNumber: '075588880201' }, 'caller-id.wrong-range'],
    ['ends of different length', { number: '95500', toNumber: '075588880201' }, 'caller-id.wrong-range'],
    ['no number', { number: 'abc' }, 'phone.invalid-number'],
    ['more than twice the licensed lines', { number: '075588880200', toNumber: '075588880250' }, 'caller-id.limit'],
  ])('[S4] with %s are refused', async (_what, body, code) => {
    expect((await asAdmin('POST', '', body)).json()).toMatchObject({ code });
    expect(await all()).toHaveLength(4);
  });

  test('[S4] stay within the limit when many are added at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 3 }, (_, i) =>
        asAdmin('POST', '', { number: `0755888804${i}0`, toNumber: `0755888804${i}9` }),
      ),
    );
    expect(replies.map((reply) => reply.json<{ code?: string }>().code ?? 'added')).toEqual([
      'added',
      'added',
      'added',
    ]);
    const more = await Promise.all(
      Array.from({ length: 3 }, (_, i) =>
        asAdmin('POST', '', { number: `0755888805${i}0`, toNumber: `0755888805${i}3` }),
      ),
    );
    expect(more.map((reply) => reply.json<{ code?: string }>().code ?? 'added').sort()).toEqual([
      'added',
      'caller-id.limit',
      'caller-id.limit',
    ]);
  });

  test('[S4] there is exactly one standard one: another takes its place, and it can neither be disabled nor removed', async () => {
    const [old, next] = [await one('075588880098'), await one('075588880099')];
    for (const refused of [
      await asAdmin('PATCH', `/${old.id}`, { version: old.version, isEnabled: false }),
      await asAdmin('DELETE', `/${old.id}`),
    ]) {
      expect(refused.json()).toMatchObject({ code: 'caller-id.standard' });
    }
    expect((await asAdmin('PATCH', `/${next.id}`, { version: next.version, isStandard: true })).json()).toMatchObject({
      isStandard: true,
    });
    expect((await all()).filter((item) => item.isStandard).map((item) => item.number)).toEqual(['075588880099']);
    expect((await asAdmin('DELETE', `/${old.id}`)).statusCode).toBe(200);
  });

  test('[S4] the last one stays: no tenant is ever without', async () => {
    const asOther = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) =>
      as(server.otherTenant.administrator, method, url, body);
    const {
      items: [only],
    } = (await asOther('POST', '', { number: '075566660000' })).json<{ items: CallerId[] }>();
    expect(only).toMatchObject({ isStandard: true, can: ['edit'] });
    expect((await asOther('DELETE', `/${only!.id}`)).json()).toMatchObject({ code: 'caller-id.standard' });
    expect((await asOther('GET', '')).json<{ items: CallerId[] }>().items).toHaveLength(1);
    const {
      items: [next],
    } = (await asOther('POST', '', { number: '075566660001' })).json<{ items: CallerId[] }>();
    expect(next).toMatchObject({ isStandard: false, can: ['edit', 'delete'] });
    expect((await asOther('DELETE', `/${next!.id}`)).statusCode).toBe(200);
  });

  test.each([1, 2, 7])(
    '[S4] are at most twice the %i licensed channels: the last that fits is taken, one more is not',
    async (channels) => {
      const { otherTenant } = server;
      const add = (number: string, toNumber: string) => as(otherTenant.administrator, 'POST', '', { number, toNumber });
      await server.database.asOwner('delete from caller_ids where tenant_id = $1', [otherTenant.id]);
      await server.database.asOwner('update tenants set licensed_channels = $2 where id = $1', [
        otherTenant.id,
        channels,
      ]);
      const end = (count: number) => `0755777700${String(count - 1).padStart(2, '0')}`;
      const tooMany = await add('075577770000', end(2 * channels + 1));
      expect(tooMany.json()).toMatchObject({ code: 'caller-id.limit', params: { most: 2 * channels } });
      expect((await add('075577770000', end(2 * channels))).json<{ items: CallerId[] }>().items).toHaveLength(
        2 * channels,
      );
      expect((await add('075577770099', '075577770099')).json()).toMatchObject({ code: 'caller-id.limit' });
    },
  );

  test('[S4] a disabled one cannot become the standard one', async () => {
    const callerId = await one('075588880101');
    expect(
      (
        await asAdmin('PATCH', `/${callerId.id}`, { version: callerId.version, isEnabled: false, isStandard: true })
      ).json(),
    ).toMatchObject({ code: 'caller-id.standard' });
  });

  test('[S4] the agents of a removed or disabled one show the standard one, and the engine hears of it', async () => {
    const { agent, stranger } = server.tenant;
    const [shown, transferred] = [await one('075588880100'), await one('075588880101')];
    await server.database.asOwner('update agents set caller_id = $1 where id = $2', [shown.value, agent.userId]);
    await server.database.asOwner('update agents set caller_id = $1, transfer_caller_id = $1 where id = $2', [
      transferred.value,
      stranger.userId,
    ]);
    expect(await one('075588880100')).toMatchObject({ agentCount: 1 });
    await asAdmin('DELETE', `/${shown.id}`);
    await asAdmin('PATCH', `/${transferred.id}`, { version: transferred.version, isEnabled: false });
    const rows = await server.database.asOwner('select caller_id, transfer_caller_id from agents where id = any ($1)', [
      [agent.userId, stranger.userId],
    ]);
    expect(rows).toEqual([
      { caller_id: null, transfer_caller_id: null },
      { caller_id: null, transfer_caller_id: null },
    ]);
    expect(told).toEqual([agent.userId, stranger.userId]);
    expect(await one('075588880099')).toMatchObject({ isStandard: true, agentCount: 6 });
  });

  test('[S4] a number that is gone is gone with every agent, however its row went', async () => {
    const { agent } = server.tenant;
    const [added] = (await asAdmin('POST', '', { number: '075588889001' })).json<{ items: CallerId[] }>().items;
    await server.database.asOwner('update agents set caller_id = $1, transfer_caller_id = $1 where id = $2', [
      added!.value,
      agent.userId,
    ]);
    await server.database.asOwner('delete from caller_ids where id = $1', [added!.id]);
    expect(
      await server.database.asOwner('select caller_id, transfer_caller_id from agents where id = $1', [agent.userId]),
    ).toEqual([{ caller_id: null, transfer_caller_id: null }]);
    await expect(
      server.database.asOwner('update agents set caller_id = $1 where id = $2', [added!.value, agent.userId]),
    ).rejects.toThrow(/foreign key/);
  });

  test('[S4] are found by any part of the number as people write it, or by the note', async () => {
    const found = async (search: string) =>
      (await asAdmin('GET', `?search=${encodeURIComponent(search)}`))
        .json<{ items: CallerId[] }>()
        .items.map((item) => item.number);
    expect(await found('0755 8888 0099')).toEqual(['075588880099']);
    expect(await found('总')).toEqual(['075588880099', '075588880101']);
    expect(await found('%')).toEqual([]);
  });

  test("[S4] [P2] another tenant's trunk is refused, and its caller IDs are not found", async () => {
    const trunkId = await insertTrunk(server.otherTenant.id);
    expect((await asAdmin('POST', '', { number: '075588889999', trunkId })).json()).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'trunkId', rule: 'reference' }],
    });
    const callerId = await one('075588880099');
    expect((await asAdmin('PATCH', `/${callerId.id}`, { version: callerId.version, trunkId })).json()).toMatchObject({
      code: 'input.invalid',
    });
    expect((await as(server.otherTenant.administrator, 'DELETE', `/${callerId.id}`)).statusCode).toBe(404);
  });

  test('[S4] are read by a supervisor and managed by an administrator', async () => {
    const seen = (await as(server.tenant.supervisor, 'GET', '?limit=1')).json<{ items: CallerId[] }>().items;
    expect(seen[0]?.can).toEqual([]);
    expect((await as(server.tenant.supervisor, 'POST', '', { number: '075588887777' })).statusCode).toBe(403);
    expect((await as(server.tenant.leader, 'GET', '')).statusCode).toBe(403);
  });
});
