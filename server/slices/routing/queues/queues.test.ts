import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Queue } from '@bahu/contract/queues.ts';
import { newId } from '../../../kernel/ids.ts';
import { loadConfiguration } from '../../../telephony/engine/load.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let told = 0;
beforeAll(async () => {
  server = await createTestServer({ onConfigured: () => void told++ });
});
afterAll(() => server.stop());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const as = (user: TestUser, method: Method, url = '', body?: object) =>
  server.request(user, method, `/api/queues${url}`, body);
const asAdmin = (method: Method, url = '', body?: object) => as(server.tenant.administrator, method, url, body);
const create = async (name: string, number: string, change: object = {}): Promise<Queue> => {
  const reply = await asAdmin('POST', '', { name, number, strategy: 'linear', ...change });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Queue>();
};
const member = ({ userId: agentId }: TestUser, tier = 1, order = 1) => ({ agentId, tier, order });
const configuration = () =>
  server.database.db.tenant(server.tenant.id, (tx) => loadConfiguration(tx, server.tenant.id, Date.now()));

describe('queues', () => {
  test('[U5] keep their members in order with tier and the agent’s own order, and reach the calls at once', async () => {
    const { agent, stranger, leader } = server.tenant;
    const before = told;
    const queue = await create('售后', '901', { members: [member(stranger), member(agent, 2, 3), member(leader)] });
    expect(queue).toMatchObject({ name: '售后', number: '901', strategy: 'linear', isEnabled: true, version: 1 });
    expect(queue).toMatchObject({ ringSeconds: 15, maxSignedOut: null, targetPercent: 80, targetSeconds: 20 });
    expect(queue.can).toEqual(['edit', 'delete']);
    const body = { version: 1, members: [member(agent, 2, 3), member(stranger)], weight: 2, ringSeconds: 25 };
    const changed = (await asAdmin('PATCH', `/${queue.id}`, body)).json<Queue>();
    expect(changed.members.map(({ extension, tier, order }) => [extension, tier, order])).toEqual([
      ['802', 2, 3],
      ['803', 1, 1],
    ]);
    expect(told).toBe(before + 2);
    expect((await configuration()).queues.get(queue.id)).toMatchObject({
      ringSeconds: 25,
      weight: 2,
      members: [
        { agentId: agent.userId, penalty: 1, order: 2 },
        { agentId: stranger.userId, penalty: 0, order: 0 },
      ],
    });
    const [row] = await server.database.asOwner("select before, after from audit_rows where action = 'queue.change'");
    expect(row).toEqual({
      before: {
        members: ['agent 803 803 (1, 1)', 'agent 802 802 (2, 3)', 'leader 804 804 (1, 1)'],
        weight: 0,
        ringSeconds: 15,
      },
      after: { members: ['agent 802 802 (2, 3)', 'agent 803 803 (1, 1)'], weight: 2, ringSeconds: 25 },
    });
  });

  test('[U5] a change that names no members leaves them, and one by an old version is refused', async () => {
    const queue = await create('保修', '902', { members: [member(server.tenant.agent)] });
    const changed = await asAdmin('PATCH', `/${queue.id}`, { version: 1, name: '保修期' });
    expect(changed.json<Queue>()).toMatchObject({ name: '保修期', version: 2, members: [{ extension: '802' }] });
    expect((await asAdmin('PATCH', `/${queue.id}`, { version: 1, name: 'x' })).json()).toMatchObject({
      code: 'conflict',
    });
  });

  test('[U5] [B] hold what callers meet there, and reach the calls', async () => {
    const second = await create('二线', '921');
    const queue = await create('一线', '922', {
      overflow: `queue/${second.id}`,
      overflowFull: 'number',
      overflowNumber: '0755-88880001',
      overflowEmpty: 'goodbye',
      overflowEmptyRule: 'unavailable',
      saysPosition: true,
      saysWait: true,
      music: 'music-slow',
      saysAgent: true,
      callbackKey: '2',
      callbackHours: 2,
    });
    expect((await configuration()).queues.get(queue.id)).toMatchObject({
      overflow: {
        late: { to: 'queue', queueId: second.id },
        full: { to: 'number', number: '+8675588880001' },
        empty: { to: 'goodbye' },
        emptyRule: 'unavailable',
      },
      announcements: { saysPosition: true, saysWait: true, music: 'music-slow', saysAgent: true },
      callback: { key: '2', attempts: 3, pauseSeconds: 300, expirySeconds: 7200 },
    });
    const back = { version: 1, overflowEmpty: `queue/${queue.id}` };
    expect((await asAdmin('PATCH', `/${second.id}`, back)).json()).toMatchObject({ code: 'queue.overflow-loop' });
    const itself = { version: 1, overflow: `queue/${second.id}` };
    expect((await asAdmin('PATCH', `/${second.id}`, itself)).json()).toMatchObject({ code: 'queue.overflow-loop' });
    await server.database.asOwner("insert into caller_ids (tenant_id, id, number) values ($1, $2, '+8675588880009')", [
      server.tenant.id,
      newId(),
    ]);
    for (const overflowNumber of [null, '12'.repeat(12), '119', '0012125550123', '0755-88880009'])
      expect(
        (await asAdmin('PATCH', `/${second.id}`, { version: 1, overflow: 'number', overflowNumber })).json(),
      ).toMatchObject({ code: 'queue.overflow-number' });
    for (const change of [{ overflow: 'moon' }, { music: '../hold' }, { announcedFile: 'x' }, { callbackKey: '#' }])
      expect((await asAdmin('PATCH', `/${second.id}`, { version: 1, ...change })).statusCode).toBe(400);
  });

  test('[U5] to which callers of another overflow cannot be removed before that is changed', async () => {
    const goal = await create('终点', '923');
    const from = await create('起点', '924', { overflowEmpty: `queue/${goal.id}` });
    expect((await asAdmin('DELETE', `/${goal.id}`)).json()).toMatchObject({
      code: 'queue.is-goal',
      params: { queues: '起点' },
    });
    await asAdmin('PATCH', `/${from.id}`, { version: 1, overflowEmpty: null });
    expect((await asAdmin('DELETE', `/${goal.id}`)).statusCode).toBe(200);
  });

  test('[U5] a number is one queue’s alone, and looks like no other that can be dialled', async () => {
    await create('号码', '903');
    const other = await create('别的', '904');
    const taken = { code: 'queue.number-taken', fields: [{ path: 'number', rule: 'taken' }] };
    expect((await asAdmin('POST', '', { name: 'a', number: '903', strategy: 'random' })).json()).toMatchObject(taken);
    expect((await asAdmin('PATCH', `/${other.id}`, { version: 1, number: '903' })).json()).toMatchObject(taken);
    for (const number of ['802', '7001', '911', '999', '90', '90000', '8001', '９０５', 'abc'])
      expect((await asAdmin('POST', '', { name: 'a', number, strategy: 'random' })).statusCode, number).toBe(400);
    for (const number of ['998', '9000', '9999']) await create(`至 ${number}`, number);
    const elsewhere = { name: 'a', number: '903', strategy: 'random' };
    const reply = await server.request(server.otherTenant.administrator, 'POST', '/api/queues', elsewhere);
    expect(reply.statusCode).toBe(200);
  });

  test('[U5] [P2] take no agent and no department of another tenant, and no agent twice', async () => {
    const { tenant, otherTenant } = server;
    const wanted = { name: '外人', number: '905', strategy: 'random' };
    const codeOf = async (body: object) => (await asAdmin('POST', '', { ...wanted, ...body })).json<object>();
    expect(await codeOf({ members: [member(otherTenant.agent)] })).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'members', rule: 'reference' }],
    });
    expect(await codeOf({ departmentId: newId() })).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'departmentId', rule: 'reference' }],
    });
    expect(await codeOf({ members: [member(tenant.agent), member(tenant.agent, 2)] })).toMatchObject({
      code: 'queue.member-twice',
    });
    expect(await server.database.asOwner("select 1 from queues where name = '外人'")).toEqual([]);
  });

  test('[U5] [U1] are seen from leaders up, changed from supervisors up, and by no agent', async () => {
    const { agent, leader, supervisor } = server.tenant;
    const { id } = await create('只读', '906');
    expect((await as(leader, 'GET', `/${id}`)).json<Queue>().can).toEqual([]);
    expect((await as(leader, 'PATCH', `/${id}`, { version: 1, weight: 1 })).statusCode).toBe(403);
    expect((await as(supervisor, 'PATCH', `/${id}`, { version: 1, weight: 1 })).statusCode).toBe(200);
    expect((await as(agent, 'GET')).statusCode).toBe(403);
  });

  test('[U5] are found by name and number, and by whether they are on', async () => {
    await create('查找甲', '9401', { isEnabled: false });
    await create('查找乙', '9402');
    const names = async (query: string) =>
      (await asAdmin('GET', `?${query}`)).json<{ items: Queue[] }>().items.map(({ name }) => name);
    expect(await names('search=940')).toEqual(['查找乙', '查找甲']);
    expect(await names(`search=${encodeURIComponent('查找')}&enabled=false`)).toEqual(['查找甲']);
  });
});

describe('[U5] removing a queue', () => {
  const run = (text: string, values: unknown[]) => server.database.asOwner(text, values);
  const removed = async (id: string) => (await asAdmin('DELETE', `/${id}`)).json<{ code?: string; params?: object }>();

  test('is refused while a menu leads to it, which is named', async () => {
    const { id } = await create('导航用', '9501');
    const menu = JSON.stringify({ prompt: 'welcome', keys: { 1: { to: 'queue', queueId: id } } });
    const values = [server.tenant.id, newId(), '主导航', menu];
    await run('insert into menus (tenant_id, id, name, definition) values ($1, $2, $3, $4)', values);
    expect(await removed(id)).toMatchObject({ code: 'queue.in-menu', params: { menus: '主导航' } });
  });

  test('[A4.7] is refused while callers of a number leave their messages there, which is named', async () => {
    const { id } = await create('留言用', '9503');
    const [tenantId, trunkId] = [server.tenant.id, newId()];
    await run("insert into trunks (tenant_id, id, name, host) values ($1, $2, '线路', '127.0.0.1')", [
      tenantId,
      trunkId,
    ]);
    await run(
      "insert into did_numbers (tenant_id, id, trunk_id, number, box_queue_id) values ($1, $2, $3, '+864000000900', $4)",
      [tenantId, newId(), trunkId, id],
    );
    expect(await removed(id)).toMatchObject({ code: 'queue.in-number', params: { numbers: '+864000000900' } });
    await run('delete from trunks where id = $1', [trunkId]);
    expect((await asAdmin('DELETE', `/${id}`)).statusCode).toBe(200);
  });

  test('is refused while callers wait in it, and once it has had calls', async () => {
    const { id } = await create('有来电', '9502');
    const callId = newId();
    const call = JSON.stringify({ phase: 'queued', queueId: id });
    await run("insert into live_state (tenant_id, kind, id, state) values ($1, 'call', $2, $3)", [
      server.tenant.id,
      callId,
      call,
    ]);
    expect(await removed(id)).toMatchObject({ code: 'queue.has-callers', params: { callers: 1 } });
    await run('delete from live_state where id = $1', [callId]);
    await run(
      `insert into call_segments (tenant_id, call_id, seq, kind, is_main, queue_id, started_at, begun_by) values ($1, $2, 1, 'queue', true, $3, now(), 'caller')`,
      [server.tenant.id, callId, id],
    );
    expect(await removed(id)).toMatchObject({ code: 'queue.used' });
  });

  test('takes its memberships along and leaves the agents', async () => {
    const { agent } = server.tenant;
    const { id } = await create('临时', '9503', { members: [member(agent)] });
    expect((await asAdmin('DELETE', `/${id}`)).statusCode).toBe(200);
    expect(await run('select 1 from queue_members where queue_id = $1', [id])).toEqual([]);
    expect(await run('select 1 from agents where id = $1', [agent.userId])).toHaveLength(1);
  });
});
