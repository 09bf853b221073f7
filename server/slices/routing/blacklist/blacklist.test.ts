import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlacklistEntry } from '@bahu/contract/blacklist.ts';
import type { CallRow } from '@bahu/contract/calls.ts';
import { newId } from '../../../kernel/ids.ts';
import { loadNumberLists } from '../../../kernel/number-lists.ts';
import { loadConfiguration } from '../../../telephony/engine/load.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';

const configured: string[] = [];
const { server, drive } = await openTransfers({
  onConfigured: (tenantId, part) => void configured.push(`${part} ${tenantId}`),
});
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const as = (user: TestUser, method: Method, url: string, body?: object) =>
  server.request(user, method, `/api/blacklist${url}`, body);
const admin = server.tenant.administrator;
const add = async (number: string, change: object = {}) =>
  (await as(admin, 'POST', '', { number, ...change })).json<BlacklistEntry>();
const numbers = async (query: string, user = admin) =>
  (await as(user, 'GET', query)).json<{ items: BlacklistEntry[] }>().items.map(({ number }) => number);

/** What calls with a number are answered from now on: the entry that refuses it. */
async function blocks(number: string, direction: 'inbound' | 'outbound', tenant = server.tenant, now = Date.now()) {
  const { numberLists } = await server.database.db.tenant(tenant.id, (tx) => loadConfiguration(tx, tenant.id, now));
  return numberLists.map((list) => list.find({ number, direction, now })).find(Boolean)?.entryId ?? null;
}

/** The entry that refuses it where that alone is asked, as after a call. */
async function blocksAlone(number: string, direction: 'inbound' | 'outbound', now = Date.now()) {
  const lists = await server.database.db.tenant(server.tenant.id, (tx) => loadNumberLists(tx, number));
  return lists.map((list) => list.find({ number, direction, now })).find(Boolean)?.entryId ?? null;
}

/** A call that calls have refused for an entry, as the engine writes it. */
async function refusedCall(entryId: string, agentId: string | null = null): Promise<string> {
  const [tenantId, id] = [server.tenant.id, newId()];
  await server.database.db.tenant(tenantId, async (tx) => {
    const call = { tenantId, id, startedAt: new Date(), endedAt: new Date(), number: '+8615400000777', ownNumber: '' };
    await tx
      .insertInto('calls')
      .values({ ...call, direction: agentId ? 'outbound' : 'inbound', outcome: 'refused', agentId })
      .execute();
    const fact = { tenantId, callId: id, seq: 2, at: new Date(), type: 'refused' };
    await tx
      .insertInto('callEvents')
      .values({ ...fact, data: JSON.stringify({ reason: 'blacklist', entryId }) })
      .execute();
  });
  return id;
}

describe('the blacklist', () => {
  test('[S6] takes numbers in any form and patterns, and calls go by it at once', async () => {
    const entry = await add('+86 154-0000-0777', { direction: 'inbound', reason: '骚扰' });
    expect(entry).toMatchObject({ number: '15400000777', direction: 'inbound', reason: '骚扰', hits: 0, version: 1 });
    expect(configured).toEqual([`number-lists ${server.tenant.id}`]);
    expect(await blocks('+8615400000777', 'inbound')).toBe(entry.id);
    expect(await blocks('+8615400000777', 'outbound')).toBeNull();
    const pattern = await add('0755-2654 ????', { direction: 'outbound' });
    expect([pattern.number, await blocks('+8675526540805', 'outbound')]).toEqual(['07552654????', pattern.id]);
  });

  test('[S6] [A4.8] says the same of one number without being read whole', async () => {
    for (const number of ['15771110777', '1577111*', '*110778', '0755-2654 1???', '1577?110779', '+852 6*'])
      await add(number, { direction: 'outbound' });
    const asked = ['15771110777', '15771110778', '15771110779', '15772110778', '15772110779', '15399999999'];
    for (const number of [...asked.map((one) => `+86${one}`), '+8675526541805', '+8675526542805', '+85261234567'])
      for (const direction of ['inbound', 'outbound'] as const)
        expect([number, direction, await blocksAlone(number, direction)]).toEqual([
          number,
          direction,
          await blocks(number, direction),
        ]);
  });

  test.each([
    ['一五四', 'phone.invalid-number'],
    ['154[0-9]*', 'phone.invalid-number'],
    ['1*', 'phone.invalid-number'],
    ['119', 'phone.invalid-number'],
    ['0086 154 0000 0777', 'blacklist.taken'],
  ])('[S6] %s is refused as %s, at its field', async (number, code) => {
    expect((await as(admin, 'POST', '', { number })).json()).toMatchObject({ code, fields: [{ path: 'number' }] });
  });

  test('[S6] an entry that has expired blocks nothing, and is found as such', async () => {
    const past = await add('15400000801', { expiresAt: '2026-01-01T00:00:00.000Z' });
    const soon = await add('15400000802', { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await blocks('+8615400000801', 'inbound')).toBeNull();
    expect(await blocks('+8615400000802', 'inbound')).toBe(soon.id);
    expect(await numbers('?expired=true')).toEqual([past.number]);
    expect(await numbers('?expired=false&search=1540000080')).toEqual([soon.number]);
  });

  test('[S6] is changed where it is as its editor saw it, with its audit rows, and removed', async () => {
    const { id } = await add('15400000803', { reason: '退订' });
    const change = (body: object) => as(admin, 'PATCH', `/${id}`, body);
    expect((await change({ version: 1, direction: 'outbound', expiresAt: null })).json()).toMatchObject({
      direction: 'outbound',
      reason: '退订',
      version: 2,
    });
    expect((await change({ version: 1, reason: 'x' })).json()).toMatchObject({ code: 'conflict' });
    expect((await as(admin, 'DELETE', `/${id}`)).statusCode).toBe(200);
    expect((await as(admin, 'GET', `/${id}`)).statusCode).toBe(404);
    expect(await blocks('+8615400000803', 'outbound')).toBeNull();
    const rows = await server.database.asOwner(
      'select action, record_name, before, after from audit_rows where record_id = $1 order by id',
      [id],
    );
    expect(rows).toMatchObject([
      {
        action: 'blocked-number.create',
        record_name: '15400000803',
        after: { number: '+8615400000803', reason: '退订' },
      },
      { action: 'blocked-number.change', before: { direction: 'both' }, after: { direction: 'outbound' } },
      { action: 'blocked-number.delete', before: { number: '+8615400000803', direction: 'outbound' } },
    ]);
  });

  test('[S6] counts the calls that were refused, each once, and the calls are listed within the scope of their reader', async () => {
    const entry = await add('15400000777*', {});
    const [mine, theirs] = [
      await refusedCall(entry.id, server.tenant.agent.userId),
      await refusedCall(entry.id, server.tenant.stranger.userId),
    ];
    await refusedCall(newId());
    expect((await as(admin, 'GET', `/${entry.id}`)).json()).toMatchObject({ hits: 2 });
    const calls = async (user: TestUser) =>
      (await server.request(user, 'GET', `/api/calls?entry=${entry.id}`))
        .json<{ items: CallRow[] }>()
        .items.map(({ id }) => id);
    expect(await calls(admin)).toEqual([theirs, mine]);
    expect(await calls(server.tenant.agent)).toEqual([mine]);
    const { route } = (await server.request(admin, 'GET', `/api/calls/${mine}`)).json<{ route: object[] }>();
    expect(route).toMatchObject([{ type: 'refused', data: { reason: 'blacklist', entryId: entry.id } }]);
  });

  test('[S6] [P2] is the tenant’s own: the same number may be on another’s list, and none of it is found there', async () => {
    const other = server.otherTenant;
    const { id } = await add('15400000804');
    expect(await blocks('+8615400000804', 'inbound', other)).toBeNull();
    for (const method of ['GET', 'PATCH', 'DELETE'] as const)
      expect(
        (await as(other.administrator, method, `/${id}`, method === 'PATCH' ? { version: 1 } : undefined)).statusCode,
      ).toBe(404);
    expect((await as(other.administrator, 'POST', '', { number: '15400000804' })).statusCode).toBe(200);
    expect(await numbers('', other.administrator)).toEqual(['15400000804']);
  });

  test('[S6] [U1] is read by supervisors, who may not change it, and by no agent', async () => {
    const { supervisor, agent } = server.tenant;
    const { items } = (await as(supervisor, 'GET', '')).json<{ items: BlacklistEntry[] }>();
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ can }) => can.length === 0)).toBe(true);
    expect((await as(supervisor, 'POST', '', { number: '15400000805' })).statusCode).toBe(403);
    expect((await as(agent, 'GET', '')).statusCode).toBe(403);
  });
});

describe('sheets of the blacklist', () => {
  const importRows = (rows: readonly string[]) =>
    drive.importAll(admin, ['号码,方向,原因,到期时间', ...rows].join('\n'), {
      kind: 'blacklist',
      name: '黑名单.csv',
      onExisting: 'update',
    });

  test('[S6] are imported, changed and taken back, and the rows that are left out say why', async () => {
    await add('15400000811', { reason: '旧' });
    const done = await importRows([
      '154 0000 0810,呼入,骚扰,2030-01-31 16:30',
      '15400000811,,新,',
      '1541*,双向,,',
      '120,,,',
      '15[0-9]*,,,',
      '15400000812,横向,,',
      '15400000813,,,某天',
      '86154 0000 0810,,,',
    ]);
    expect(done.reasons.map(({ field, reason }) => `${field} ${reason}`).toSorted()).toEqual([
      'direction choice',
      'expiresAt moment',
      'number phone-emergency',
      'number phone-pattern',
      'number twice',
    ]);
    const one = async (number: string) =>
      (await as(admin, 'GET', `?search=${number}`)).json<{ items: BlacklistEntry[] }>().items[0];
    expect(await one('15400000810')).toMatchObject({
      direction: 'inbound',
      reason: '骚扰',
      expiresAt: '2030-01-31T08:30:00.000Z',
    });
    expect(await one('15400000811')).toMatchObject({ reason: '新', direction: 'both', version: 2 });
    expect(await one('1541')).toMatchObject({ number: '1541*' });
    await drive.step(admin, done.id, 'undo');
    expect([await one('15400000810'), await one('1541')]).toEqual([undefined, undefined]);
    expect(await one('15400000811')).toMatchObject({ reason: '旧' });
  });

  test('[S6] that were exported are the same when they are imported again', async () => {
    const entry = await add('15400000820', {
      direction: 'outbound',
      reason: '=1+1',
      expiresAt: '2031-05-06T07:08:09.000Z',
    });
    await add('0755265?0820', { reason: '"双引号",逗号' });
    const state = async () => (await as(admin, 'GET', '?search=0820')).json<{ items: BlacklistEntry[] }>().items;
    const before = await state();
    const { bytes } = await drive.exportFile(admin, { kind: 'blacklist', format: 'csv', filter: { search: '0820' } });
    await drive.importAll(admin, bytes, { kind: 'blacklist', name: 'a.csv', onExisting: 'update' });
    expect(await state()).toEqual(before);
    for (const { id } of before) await as(admin, 'DELETE', `/${id}`);
    await drive.importAll(admin, bytes, { kind: 'blacklist', name: 'b.csv' });
    const plain = (entries: BlacklistEntry[]) =>
      entries
        .map(({ number, direction, reason, expiresAt }) => [number, direction, reason, expiresAt].join())
        .toSorted();
    expect(plain(await state())).toEqual(plain(before));
    expect(before.find(({ id }) => id === entry.id)).toMatchObject({ expiresAt: '2031-05-06T07:08:09.000Z' });
  });
});

describe('[U1] whoever may not see numbers', () => {
  beforeAll(async () => {
    await add('15400000831', { reason: '打 15400000831 的人' });
    await server.database.asOwner(
      "update roles set masks_numbers = true, permissions = permissions || array['blacklist.manage'] where code = 'supervisor' and tenant_id = $1",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
  });
  afterAll(() => server.sessions.refreshTenant(server.tenant.id));
  const { supervisor } = server.tenant;

  test('[U1] [S6] sees entries masked, also in their texts and files, and finds them by the last four digits alone', async () => {
    const [entry] = (await as(supervisor, 'GET', '?search=0831')).json<{ items: BlacklistEntry[] }>().items;
    expect(entry).toMatchObject({ number: '154****0831', reason: '打 154****0831 的人' });
    expect(await numbers('?search=154000008', supervisor)).toEqual([]);
    const body = { kind: 'blacklist', format: 'csv', filter: {} };
    const { bytes } = await drive.exportFile(supervisor, body);
    expect(bytes.toString()).toContain('154****0831');
    expect(bytes.toString()).not.toContain('15400000831');
  });

  test('[U1] [S6] saves the reason as it was though they saw it masked', async () => {
    const [entry] = (await as(supervisor, 'GET', '?search=0831')).json<{ items: BlacklistEntry[] }>().items;
    const body = { version: entry!.version, reason: `${entry!.reason}！` };
    expect((await as(supervisor, 'PATCH', `/${entry!.id}`, body)).statusCode).toBe(200);
    expect((await as(admin, 'GET', `/${entry!.id}`)).json()).toMatchObject({ reason: '打 15400000831 的人！' });
  });

  test('[U1] [S6] cannot try numbers until one is there: they add none, whether it is there or not', async () => {
    for (const number of ['15400000831', '15400000832', '154*'])
      expect((await as(supervisor, 'POST', '', { number })).json()).toMatchObject({ code: 'blacklist.numbers-hidden' });
    await expect(drive.upload(supervisor, '号码\n15400000831', { kind: 'blacklist' })).rejects.toThrow(
      'import.numbers-hidden',
    );
  });
});
