import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallRow } from '@bahu/contract/calls.ts';
import { manyUnread, type Todo } from '@bahu/contract/todos.ts';
import { wrapUpLimits, type WrapUp, type WrapUpGroup, type WrapUpsOfCall } from '@bahu/contract/wrap-up-codes.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { wrapUpReminders } from './reminders.ts';
import { talk } from './test-talks.ts';

let server: TestServer;
let told = 0;
const [queueId, otherQueueId] = [newId(), newId()];
/** Ids of codes by name. */
const ids: Record<string, string> = {};
const code = (name: string, values: object = {}) => ({
  name,
  nameEn: '',
  nextAction: 'none',
  afterMinutes: 30,
  isEnabled: true,
  ...values,
});
const as = (user: TestUser, method: 'GET' | 'POST' | 'PUT', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);

beforeAll(async () => {
  server = await createTestServer({ onConfigured: () => void told++ });
  const { asOwner } = server.database;
  await asOwner("insert into engine_lease (holder, epoch, expires_at) values (1, 1, 'infinity')");
  for (const [id, number] of [
    [queueId, '901'],
    [otherQueueId, '902'],
  ])
    await asOwner("insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, $3, $3, 'round-robin')", [
      server.tenant.id,
      id,
      number,
    ]);
  const groups = [
    { name: '通用', codes: [code('咨询'), code('打错')] },
    {
      name: '销售',
      isRequired: true,
      appliesTo: 'queues',
      queueIds: [queueId],
      codes: [
        code('再联系', { nextAction: 'callback' }),
        code('勿拨', { nextAction: 'block' }),
        code('停用', { isEnabled: false }),
      ],
    },
  ];
  for (const group of groups) {
    const reply = await as(server.tenant.administrator, 'POST', '/wrap-up-groups', group);
    expect(reply.statusCode, reply.body).toBe(200);
    for (const { id, name } of reply.json<WrapUpGroup>().codes) ids[name] = id;
  }
});
afterAll(() => server.stop());
beforeEach(async () => {
  for (const table of ['call_wrap_ups', 'wrap_up_choices', 'blacklist_entries', 'live_state', 'call_segments', 'calls'])
    await server.database.asOwner(`delete from ${table}`);
});

const choose = (user: TestUser, callId: string, name: string, more: object = {}) =>
  as(user, 'PUT', `/calls/${callId}/wrap-up`, { codeId: ids[name], ...more });
const chosen = async (...of: Parameters<typeof choose>): Promise<WrapUp> => {
  const reply = await choose(...of);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<WrapUp>();
};
const codeOf = async (reply: ReturnType<typeof as>) => (await reply).json<{ code?: string }>().code;
const wrapUps = async (user: TestUser, callId: string) =>
  (await as(user, 'GET', `/calls/${callId}/wrap-ups`)).json<WrapUpsOfCall>();
const listed = async (query: string): Promise<CallRow[]> =>
  (await as(server.tenant.administrator, 'GET', `/calls?${query}`)).json<{ items: CallRow[] }>().items;
const wrappingUp = (user: TestUser, callId: string) =>
  server.database.asOwner("insert into live_state (tenant_id, kind, id, state) values ($1, 'agent', $2, $3)", [
    server.tenant.id,
    user.userId,
    JSON.stringify({ wrapUpCallId: callId, wrapUpEndsAt: Date.now() }),
  ]);

describe('[B] [A2.8] the code of a call', () => {
  test('is of the groups for its queue and for all calls, those that are switched off left out', async () => {
    const { agent } = server.tenant;
    const names = async (queue: string | null) =>
      (await wrapUps(agent, await talk(server, { stays: [{ agentId: agent.userId, queueId: queue }] }))).groups.map(
        ({ name, codes }) => `${name}:${codes.map((one) => one.name).join('')}`,
      );
    expect(await names(queueId)).toEqual(['通用:咨询打错', '销售:再联系勿拨']);
    expect(await names(otherQueueId)).toEqual(['通用:咨询打错']);
    const callId = await talk(server, { stays: [{ agentId: agent.userId, queueId: otherQueueId }] });
    for (const name of ['再联系', '停用'])
      expect(await codeOf(choose(agent, callId, name))).toBe('wrap-up.no-such-code');
    const inside = await talk(server, { direction: 'internal', stays: [{ agentId: agent.userId }] });
    expect(await codeOf(choose(agent, inside, '咨询'))).toBe('wrap-up.no-such-code');
  });

  test('is missing where it is required, holds nothing up, and is found until it is chosen', async () => {
    const { agent } = server.tenant;
    const live = { id: newId(), stays: [{ agentId: agent.userId, queueId, endedAgo: null }] };
    const callId = await talk(server, live);
    expect(await listed('codes=missing')).toEqual([]);
    await talk(server, { id: callId, stays: [{ agentId: agent.userId, queueId }] });
    await talk(server, { stays: [{ agentId: agent.userId, queueId: otherQueueId }] });
    await talk(server, { stays: [{ agentId: agent.userId, queueId, wasAnswered: false }] });
    expect((await listed('codes=missing')).map(({ id }) => id)).toEqual([callId]);
    expect(await wrapUps(agent, callId)).toMatchObject({ agents: [{ isRequired: true, code: null, can: ['choose'] }] });
    await chosen(agent, callId, '咨询');
    expect(await listed('codes=missing')).toEqual([]);
    const [row] = await listed(`code=${ids['咨询']}`);
    expect(row).toMatchObject({
      id: callId,
      isCodeMissing: false,
      codes: [{ name: '咨询', group: '通用', isLate: false }],
    });
  });

  test('that is chosen in the call stays when the call ends', async () => {
    const { agent } = server.tenant;
    const callId = await talk(server, { stays: [{ agentId: agent.userId, queueId, endedAgo: null }] });
    await chosen(agent, callId, '再联系');
    await talk(server, { id: callId, stays: [{ agentId: agent.userId, queueId }] });
    expect(await wrapUps(agent, callId)).toMatchObject({ agents: [{ isRequired: true, code: { name: '再联系' } }] });
  });

  test('is late behind the after-call work, with who chose it, and every choice is kept', async () => {
    const { agent, leader, departmentId } = server.tenant;
    const callId = await talk(server, { departmentId, stays: [{ agentId: agent.userId, queueId, endedAgo: 600 }] });
    await wrappingUp(agent, callId);
    expect((await chosen(agent, callId, '咨询')).isLate).toBe(false);
    await server.database.asOwner('delete from live_state');
    const late = await chosen(leader, callId, '打错', { agentId: agent.userId });
    expect(late).toMatchObject({ isLate: true, code: { name: '打错' } });
    expect(late.history.map(({ code: of, byName, isLate }) => [of.name, byName === null, isLate])).toEqual([
      ['打错', false, true],
      ['咨询', false, false],
    ]);
    expect((await listed('codes=late')).map(({ id }) => id)).toEqual([callId]);
    const rows = await server.database.asOwner("select 1 from audit_rows where action = 'wrap-up.correct'");
    expect(rows).toHaveLength(1);
  });

  test('is each agent’s own who talked, and nobody else’s but their leader’s', async () => {
    const { agent, stranger, leader, departmentId, inspector } = server.tenant;
    const stays = [
      { agentId: stranger.userId, queueId },
      { agentId: agent.userId, queueId },
    ];
    const callId = await talk(server, { departmentId, stays });
    await chosen(agent, callId, '咨询');
    expect(await codeOf(choose(stranger, callId, '打错'))).toBe('not-found');
    expect(await codeOf(choose(agent, callId, '打错', { agentId: stranger.userId }))).toBe('forbidden');
    expect(await codeOf(choose(leader, callId, '打错'))).toBe('wrap-up.not-talked');
    expect(await codeOf(choose(inspector, callId, '打错', { agentId: agent.userId }))).toBe('forbidden');
    await chosen(leader, callId, '打错', { agentId: stranger.userId });
    const of = (await wrapUps(agent, callId)).agents;
    expect(of.map(({ agentId, code: one, can }) => [agentId, one?.name, can])).toEqual(
      expect.arrayContaining([
        [stranger.userId, '打错', []],
        [agent.userId, '咨询', ['choose']],
      ]),
    );
  });
});

describe('[B] what a code has done', () => {
  const todosOf = async (user: TestUser) => {
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const { items, coming } = (await as(user, 'GET', `/todos?until=${until}`)).json<{
      items: Todo[];
      coming: Todo[];
    }>();
    const mine = (all: Todo[]) => all.filter(({ kind }) => kind === 'wrap-up');
    return { due: mine(items), coming: mine(coming) };
  };

  test('a call back is a reminder at its time, which can be moved and put off, and goes with the code', async () => {
    const { agent } = server.tenant;
    const callId = await talk(server, { stays: [{ agentId: agent.userId, queueId }] });
    const before = Date.now();
    const { dueAt } = await chosen(agent, callId, '再联系');
    expect(Date.parse(dueAt!) - before).toBeGreaterThan(29 * 60_000);
    expect(await todosOf(agent)).toMatchObject({
      due: [],
      coming: [{ id: callId, detail: '再联系', call: { callId } }],
    });
    await chosen(agent, callId, '再联系', { dueAt: new Date(before).toISOString() });
    expect((await todosOf(agent)).due).toHaveLength(1);
    const at = new Date(Date.now() + 10 * 60_000).toISOString();
    expect((await as(agent, 'POST', `/todos/wrap-up/${callId}/move`, { at })).statusCode).toBe(200);
    expect((await todosOf(agent)).coming).toHaveLength(1);
    expect((await as(agent, 'POST', `/todos/wrap-up/${callId}/read`)).statusCode).toBe(200);
    expect(await todosOf(agent)).toEqual({ due: [], coming: [] });
    await chosen(agent, callId, '咨询');
    await chosen(agent, callId, '再联系');
    expect((await todosOf(agent)).coming).toHaveLength(1);
    expect((await wrapUps(agent, callId)).agents[0]!.history).toHaveLength(3);
  });

  test('a number that wants no more calls is on the blacklist, at once for calls, and off it again when that was a mistake', async () => {
    const { agent, administrator } = server.tenant;
    const number = '+8615473269982';
    const callId = await talk(server, { number, stays: [{ agentId: agent.userId, queueId }] });
    const entries = async () =>
      (await as(administrator, 'GET', '/blacklist')).json<{ items: { direction: string; reason: string }[] }>().items;
    const before = told;
    await chosen(agent, callId, '勿拨');
    expect(await entries()).toMatchObject([{ direction: 'outbound', reason: '勿拨' }]);
    expect(told).toBe(before + 1);
    await chosen(agent, callId, '咨询');
    expect(await entries()).toEqual([]);
    expect(told).toBe(before + 2);
  });

  test('what was on the blacklist before stays there', async () => {
    const { agent, administrator } = server.tenant;
    const number = '+8615473269983';
    expect((await as(administrator, 'POST', '/blacklist', { number, direction: 'inbound' })).statusCode).toBe(200);
    const callId = await talk(server, { number, stays: [{ agentId: agent.userId, queueId }] });
    for (const name of ['勿拨', '咨询']) await chosen(agent, callId, name);
    const { items } = (await as(administrator, 'GET', '/blacklist')).json<{ items: { direction: string }[] }>();
    expect(items).toMatchObject([{ direction: 'both' }]);
  });

  interface Entry {
    id: string;
    version: number;
    direction: string;
  }
  const onList = async (): Promise<Entry[]> =>
    (await as(server.tenant.administrator, 'GET', '/blacklist')).json<{ items: Entry[] }>().items;
  const talkWith = (number: string, ...users: TestUser[]) =>
    talk(server, {
      number,
      departmentId: server.tenant.departmentId,
      stays: users.map(({ userId }) => ({ agentId: userId, queueId })),
    });

  test('of two who choose at once the second undoes what the first had done: no number stays blocked by a code that nobody chose', async () => {
    const { agent, leader } = server.tenant;
    for (let round = 0; round < 5; round++) {
      const callId = await talkWith(`+861547326991${round}`, agent);
      await Promise.all([
        chosen(agent, callId, '勿拨'),
        chosen(leader, callId, '勿拨', { agentId: agent.userId }),
        chosen(leader, callId, '咨询', { agentId: agent.userId }),
      ]);
      await chosen(agent, callId, '打错');
      expect(await onList()).toEqual([]);
    }
  });

  test('a number stays blocked as long as anybody who talked with it has said so, whoever was the first', async () => {
    const { agent, stranger, leader } = server.tenant;
    const say = (of: TestUser, callId: string, name: string) => chosen(leader, callId, name, { agentId: of.userId });
    for (const order of [
      [agent, stranger],
      [stranger, agent],
    ]) {
      const callId = await talkWith('+8615473269984', agent, stranger);
      for (const user of [agent, stranger]) await say(user, callId, '勿拨');
      expect(await onList()).toMatchObject([{ direction: 'outbound', version: 1 }]);
      await say(order[0]!, callId, '咨询');
      expect(await onList()).toHaveLength(1);
      await say(order[1]!, callId, '咨询');
      expect(await onList()).toEqual([]);
    }
  });

  test('what an administrator has widened since stays blocked', async () => {
    const { agent, administrator } = server.tenant;
    const callId = await talkWith('+8615473269985', agent);
    await chosen(agent, callId, '勿拨');
    const [{ id, version }] = (await onList()) as [Entry];
    const widened = await server.request(administrator, 'PATCH', `/api/blacklist/${id}`, {
      version,
      direction: 'both',
    });
    expect(widened.statusCode, widened.body).toBe(200);
    await chosen(agent, callId, '咨询');
    expect(await onList()).toMatchObject([{ id, direction: 'both' }]);
  });

  test('is said anew so often and not endlessly', async () => {
    const { agent } = server.tenant;
    const callId = await talkWith('+8615473269986', agent);
    for (let i = 0; i < wrapUpLimits.choices; i++) await chosen(agent, callId, i % 2 === 0 ? '咨询' : '打错');
    expect(await codeOf(choose(agent, callId, '咨询'))).toBe('wrap-up.too-many');
    expect((await chosen(agent, callId, '打错')).history).toHaveLength(wrapUpLimits.choices);
  });

  test('is counted as far as anybody counts reminders', async () => {
    const { agent } = server.tenant;
    await server.database.asOwner(
      `insert into call_wrap_ups (tenant_id, call_id, agent_id, code_id, due_at)
        select $1, bahu_id(), $2, $3, now() from generate_series(1, ${manyUnread + 1})`,
      [server.tenant.id, agent.userId, ids['再联系']],
    );
    const reader = (await server.sessions.find(agent.token))!;
    const { count } = await server.database.db.tenant(server.tenant.id, (tx) => wrapUpReminders.unread(tx, reader, 1));
    expect(count).toBe(manyUnread);
  });
});
