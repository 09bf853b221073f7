import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallOutcome } from '@bahu/contract/calls.ts';
import type { MissedCall } from '@bahu/contract/missed-calls.ts';
import { manyUnread, type Todo } from '@bahu/contract/todos.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';
import { addQueue, batchOf, commit, commitIn, takeLease, type End } from './test-ends.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const number = '+8615473269981';
const queueId = newId();
const emptyQueueId = newId();
const { agent, stranger, leader, supervisor, inspector, administrator, departmentId, id: tenantId } = server.tenant;

beforeAll(async () => {
  await takeLease(server);
  await addQueue(server, { id: queueId, name: '售前咨询', number: '901', members: [agent, stranger] });
  await addQueue(server, { id: emptyQueueId, name: '售后支持', number: '902', members: [] });
});
beforeEach(async () => {
  for (const table of ['missed_calls', 'todo_reads', 'recordings', 'call_legs', 'calls'])
    await server.database.asOwner(`delete from ${table}`);
});

const as = (user: TestUser, method: 'GET' | 'POST', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const end = (one: Partial<End> & Pick<End, 'outcome'>) => commit(server, batchOf({ number, ...one }));
const miss = (one: Partial<End> = {}) => end({ outcome: 'abandoned-queue', queueId, departmentId, ...one });
const reach = (one: Partial<End> = {}) => end({ outcome: 'connected', wasAnswered: true, ...one });
const list = async (user: TestUser, query = 'closed=false'): Promise<MissedCall[]> => {
  const reply = await as(user, 'GET', `/missed-calls?${query}`);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<{ items: MissedCall[] }>().items;
};
const only = async (user = administrator, query = 'closed=false'): Promise<MissedCall> => {
  const items = await list(user, query);
  expect(items).toHaveLength(1);
  return items[0]!;
};
const todosOf = async (user: TestUser): Promise<Todo[]> =>
  (await as(user, 'GET', '/todos')).json<{ items: Todo[] }>().items.filter(({ kind }) => kind === 'missed-call');
const everybody = { agent, stranger, leader, supervisor, inspector, administrator };
type Name = keyof typeof everybody;
const whoHas = async (has: (user: TestUser) => Promise<boolean>): Promise<string[]> => {
  const names = Object.keys(everybody) as Name[];
  const held = await Promise.all(names.map((name) => has(everybody[name])));
  return names.filter((_, i) => held[i]);
};
const whoSees = () => whoHas(async (user) => (await list(user)).length > 0);
const whoIsReminded = () => whoHas(async (user) => (await todosOf(user)).length > 0);

describe('[C8] [A4.7] an end of a call', () => {
  type Row = readonly [CallOutcome, Partial<End>, 'missed' | 'reached' | 'neither'];
  const rows: readonly Row[] = [
    ['abandoned-queue', {}, 'missed'],
    ['abandoned-menu', {}, 'missed'],
    ['not-served', {}, 'missed'],
    ['voicemail', {}, 'missed'],
    ['no-answer', {}, 'missed'],
    ['busy', {}, 'missed'],
    ['unreachable', {}, 'missed'],
    ['network', {}, 'missed'],
    ['cancelled', {}, 'missed'],
    ['media-server-restarted', {}, 'missed'],
    ['failed', {}, 'missed'],
    // Who is called back instead of waiting is nobody's task, until the last try has failed.
    ['callback', {}, 'neither'],
    ['callback-failed', { direction: 'outbound' }, 'missed'],
    // For lack of lines; a number on a list, or that leads nowhere, wants no call back.
    ['refused', { cause: 34 }, 'missed'],
    ['refused', { cause: 21 }, 'neither'],
    ['invalid-number', { cause: 1 }, 'neither'],
    ['connected', { wasAnswered: true }, 'reached'],
    ['media-server-restarted', { wasAnswered: true }, 'reached'],
    // Where a queue sent them on to a number outside.
    ['connected', { wasAnswered: true, isOutside: true }, 'neither'],
    // They have talked with somebody, and had to leave a message then.
    ['voicemail', { wasAnswered: true }, 'missed'],
    ['connected', { direction: 'outbound', wasAnswered: true }, 'reached'],
    ['no-answer', { direction: 'outbound' }, 'neither'],
    ['busy', { direction: 'outbound' }, 'neither'],
    ['refused', { direction: 'outbound', cause: 34 }, 'neither'],
    ['failed', { direction: 'outbound' }, 'neither'],
    ['connected', { direction: 'internal', wasAnswered: true }, 'neither'],
    ['no-answer', { direction: 'internal' }, 'neither'],
    ['abandoned-queue', { number: '' }, 'neither'],
  ];
  test.each(rows)('%s %j is %s: it opens, counts or closes accordingly', async (outcome, part, what) => {
    await end({ outcome, ...part });
    expect((await list(administrator)).map(({ tries }) => tries)).toEqual(what === 'missed' ? [1] : []);
    await miss();
    await end({ outcome, ...part });
    const open = await list(administrator);
    expect(open.map(({ tries }) => tries)).toEqual({ missed: [3], reached: [], neither: [1] }[what]);
    expect(await list(administrator, 'closed=true')).toHaveLength(what === 'reached' ? 1 : 0);
  });

  test('is counted with its time, its call and whose it was, and a try in the menu leaves it with them', async () => {
    const ids = [newId(), newId(), newId()] as const;
    await miss({ id: ids[0], startedAgo: 30, endedAgo: 0.5, rangAt: [stranger.userId, agent.userId] });
    await end({ id: ids[1], outcome: 'voicemail', startedAgo: 20, queueId: emptyQueueId, rangAt: [agent.userId] });
    await end({ id: ids[2], outcome: 'abandoned-menu', startedAgo: 10 });
    const row = await only();
    expect(row).toMatchObject({
      number: '15473269981',
      tries: 3,
      lastCallId: ids[2],
      lastOutcome: 'abandoned-menu',
      agentId: agent.userId,
      agentName: 'agent 802',
      queueId: emptyQueueId,
      queueName: '售后支持',
      messageCallId: ids[1],
      closedAt: null,
    });
    expect(Math.round((Date.parse(row.lastAt) - Date.parse(row.firstAt)) / 60_000)).toBe(20);
  });

  test('opens a new record when the caller was reached before, in a call in or out', async () => {
    await miss();
    const [first, reachedCallId] = [await only(), newId()];
    await reach({ id: reachedCallId, direction: 'outbound' });
    await miss();
    const second = await only();
    expect([second.id === first.id, second.tries]).toEqual([false, 1]);
    expect(await only(administrator, 'closed=true')).toMatchObject({
      id: first.id,
      reachedCallId,
      closedByName: null,
    });
  });

  test('that the engine writes again, or begins and ends in one batch, counts once', async () => {
    const [one, other] = [batchOf({ number, outcome: 'abandoned-queue' }), batchOf({ number, outcome: 'not-served' })];
    await commit(server, one, one, other, one, other);
    expect((await only()).tries).toBe(2);
    const reached = batchOf({ number, outcome: 'connected', wasAnswered: true });
    await commit(server, reached, reached);
    await miss();
    await commit(server, reached, one);
    expect((await only()).tries).toBe(1);
  });

  test('that comes late, from the journal, opens nothing when the caller was reached since, and closes nothing newer', async () => {
    await reach({ startedAgo: 20, endedAgo: 15 });
    await miss({ startedAgo: 25, endedAgo: 24 });
    expect(await list(administrator)).toEqual([]);
    await miss({ startedAgo: 10, endedAgo: 9 });
    await reach({ startedAgo: 20, endedAgo: 15 });
    expect((await only()).tries).toBe(1);
    // An older try that comes later is counted, and is not the last.
    const { lastCallId } = await only();
    await miss({ startedAgo: 14, endedAgo: 13 });
    expect(await only()).toMatchObject({ tries: 2, lastCallId });
  });
});

describe('[C8] [U1] a missed call', () => {
  test('is for the agent at whom it rang last; who has the department in their scope sees it too and is not reminded', async () => {
    await miss({ rangAt: [stranger.userId, agent.userId] });
    expect(await whoSees()).toEqual(['agent', 'leader', 'supervisor', 'inspector', 'administrator']);
    expect(await whoIsReminded()).toEqual(['agent']);
    expect(await todosOf(agent)).toMatchObject([{ detail: '售前咨询', isTimed: false, customerId: null }]);
  });

  test('of nobody in particular is for the members of its queue: it rang at several at once, or at somebody who has left', async () => {
    await miss({ rangAt: [[stranger.userId, agent.userId]] });
    expect(await whoIsReminded()).toEqual(['agent', 'stranger']);
    expect((await whoSees()).slice(0, 2)).toEqual(['agent', 'stranger']);
    await miss({ rangAt: [leader.userId] });
    expect(await whoIsReminded()).toEqual(['leader']);
    await server.database.asOwner('update users set is_enabled = false where id = $1', [leader.userId]);
    expect(await whoIsReminded()).toEqual(expect.arrayContaining(['agent', 'stranger']));
    await server.database.asOwner('update users set is_enabled = true where id = $1', [leader.userId]);
  });

  test('of a queue without members, or of a menu, is for whoever has its department in their scope', async () => {
    await end({ outcome: 'abandoned-menu', departmentId });
    expect(await whoIsReminded()).toEqual(['leader', 'supervisor', 'inspector', 'administrator']);
    expect(await whoSees()).toEqual(['leader', 'supervisor', 'inspector', 'administrator']);
  });

  test('is not there for anybody else: not in the list, by its id, to be read, called or closed', async () => {
    await miss({ rangAt: [agent.userId] });
    const { id } = await only();
    for (const user of [stranger, server.otherTenant.administrator]) {
      expect(await list(user)).toEqual([]);
      expect((await as(user, 'GET', `/missed-calls/${id}`)).statusCode).toBe(404);
      expect((await as(user, 'POST', `/todos/missed-call/${id}/read`)).statusCode).toBe(404);
      expect((await as(user, 'POST', '/desk/calls', { missedCallId: id })).statusCode).toBe(404);
      const reply = await as(user, 'POST', '/missed-calls/close', { selection: { ids: [id] } });
      expect(reply.json()).toEqual({ closed: [] });
    }
    expect(await only()).toMatchObject({ id, closedAt: null });
  });

  test('shows its number masked where the role masks it, and is found by what is seen of it alone', async () => {
    await miss({ rangAt: [agent.userId] });
    expect((await only(agent)).number).toBe('154****9981');
    expect((await todosOf(agent))[0]!.title).toBe('154****9981');
    const finds = async (user: TestUser, digits: string) => (await list(user, `number=${digits}`)).length > 0;
    expect([await finds(agent, '7326'), await finds(agent, '9981'), await finds(administrator, '7326')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('is called back by reference, without a number in the browser', async () => {
    await miss({ rangAt: [agent.userId] });
    const [todo] = await todosOf(agent);
    // No media server in this test: the call is what it says, and could be placed.
    expect((await as(agent, 'POST', '/desk/calls', todo!.call!)).json()).toMatchObject({
      code: 'phone.media-server-unavailable',
    });
    const both = await as(agent, 'POST', '/desk/calls', { ...todo!.call, number: '10086' });
    expect(both.json()).toMatchObject({ code: 'input.invalid' });
  });

  test('of which there are very many is counted no further than anybody reads', async () => {
    await server.database.asOwner(
      `insert into missed_calls (tenant_id, number, first_at, last_at, last_call_id, agent_id)
        select $1, '+861540000' || n, now(), now(), bahu_id(), $2 from generate_series(1000, 1300) n`,
      [tenantId, agent.userId],
    );
    expect((await as(agent, 'GET', '/todos')).json()).toMatchObject({ unread: manyUnread });
    // Nothing is left of their calls.
    expect((await list(agent))[0]).toMatchObject({ lastOutcome: null, customerName: null });
  });

  test('reminds again of a further try whoever has seen the one before', async () => {
    await miss({ rangAt: [agent.userId] });
    const [{ id }] = (await todosOf(agent)) as [Todo];
    await as(agent, 'POST', `/todos/missed-call/${id}/read`);
    expect(await todosOf(agent)).toEqual([]);
    await miss({ rangAt: [agent.userId] });
    expect(await todosOf(agent)).toMatchObject([{ id, detail: '售前咨询 ×2' }]);
    await reach();
    expect(await todosOf(agent)).toEqual([]);
  });

  test('[A4.7] lets its message be heard by those who may hear the call', async () => {
    const id = newId();
    await end({ id, outcome: 'voicemail', queueId, departmentId });
    const path = `${tenantId}/recordings/${id}.wav`;
    await server.files.put(path, Buffer.from('RIFF message'));
    await server.database.asOwner(
      `insert into recordings (tenant_id, id, call_id, kind, status, source, path, seconds, started_at)
        values ($1, $2, $3, 'voicemail', 'ready', '{}', $4, 7, now())`,
      [tenantId, newId(), id, path],
    );
    expect(await only(leader)).toMatchObject({ messageCallId: id, messageSeconds: 7, can: ['call', 'play', 'close'] });
    expect((await as(leader, 'GET', `/calls/${id}/recording`)).statusCode).toBe(200);
    // A member of the queue calls back; the message is of a call that is not theirs.
    expect(await only(agent)).toMatchObject({ can: ['call', 'close'] });
    expect((await as(agent, 'GET', `/calls/${id}/recording`)).statusCode).toBe(404);
  });
});

describe('[C8] by hand', () => {
  test('some or all that a filter finds are closed by whom it says, once, which the audit log has; that can be taken back', async () => {
    await miss({ rangAt: [agent.userId] });
    await miss({ number: '+8615400000001', rangAt: [agent.userId] });
    await miss({ number: '+8615400000002', rangAt: [stranger.userId] });
    const close = async (user: TestUser, selection: object) =>
      (await as(user, 'POST', '/missed-calls/close', { selection })).json<{ closed: string[] }>().closed;
    const closed = await close(agent, { filter: {} });
    expect([closed.length, (await close(agent, { ids: closed })).length]).toEqual([2, 0]);
    expect(await list(agent, 'closed=true')).toMatchObject([
      { closedByName: 'agent 802', reachedCallId: null, can: ['call'] },
      { closedByName: 'agent 802' },
    ]);
    expect((await only()).agentId).toBe(stranger.userId);
    await as(agent, 'POST', '/missed-calls/reopen', { ids: closed });
    expect((await list(agent)).map(({ id }) => id).toSorted()).toEqual(closed.toSorted());
    const noted = await server.database.asOwner<{ action: string }>(
      "select action from audit_rows where record_type = 'missed-call' and record_id = any($1::text[]) order by action",
      [closed],
    );
    expect(noted.map(({ action }) => action)).toEqual([
      'missed-call.close',
      'missed-call.close',
      'missed-call.reopen',
      'missed-call.reopen',
    ]);
    expect((await as(inspector, 'POST', '/missed-calls/close', { selection: { ids: closed } })).statusCode).toBe(403);
  });

  test('those that wait stand before those of whom it is over, by their latest call, on every page', async () => {
    for (const [last, startedAgo] of [9, 3, 6].entries()) await miss({ number: `+861540000010${last}`, startedAgo });
    const [latest] = await list(administrator);
    await as(administrator, 'POST', '/missed-calls/close', { selection: { ids: [latest!.id] } });
    const found: string[] = [];
    for (let cursor = ''; cursor !== 'none';) {
      const reply = await as(administrator, 'GET', `/missed-calls?limit=1${cursor && `&cursor=${cursor}`}`);
      const page = reply.json<{ items: MissedCall[]; next: string | null; total: number }>();
      expect(page.total).toBe(3);
      found.push(...page.items.map((one) => one.number.slice(-1)));
      cursor = page.next ?? 'none';
    }
    expect(found).toEqual(['2', '0', '1']);
  });

  test('is taken back neither when the caller has called again, nor when they were reached', async () => {
    await miss();
    const first = await only();
    await as(administrator, 'POST', '/missed-calls/close', { selection: { ids: [first.id] } });
    await miss();
    const reopen = () => as(administrator, 'POST', '/missed-calls/reopen', { ids: [first.id] });
    expect((await reopen()).statusCode).toBe(200);
    expect((await only()).id).not.toBe(first.id);
    await reach();
    await reopen();
    expect(await list(administrator)).toEqual([]);
  });

  test('is not taken back, and nothing fails, when the caller calls again at this very moment', async () => {
    await miss();
    await miss({ number: '+8615400000009' });
    const ids = (await list(administrator)).map(({ id }) => id);
    await as(administrator, 'POST', '/missed-calls/close', { selection: { ids } });
    const reopening = await server.database.db.tenant(tenantId, async (tx) => {
      await commitIn(tx, server, batchOf({ number, outcome: 'abandoned-queue' }));
      const asked = as(administrator, 'POST', '/missed-calls/reopen', { ids });
      // It waits for this transaction, whose row it does not see yet.
      await expect
        .poll(() => server.database.asOwner("select from pg_locks where locktype = 'transactionid' and not granted"))
        .not.toEqual([]);
      return { asked };
    });
    expect((await reopening.asked).statusCode).toBe(200);
    expect((await list(administrator)).map((one) => [one.number.slice(-4), one.tries])).toEqual(
      expect.arrayContaining([
        ['9981', 1],
        ['0009', 1],
      ]),
    );
    expect(await list(administrator, 'closed=true')).toMatchObject([{ number: '15473269981' }]);
  });

  test('is not taken back when somebody has talked with them since', async () => {
    await miss();
    const { id } = await only();
    await as(administrator, 'POST', '/missed-calls/close', { selection: { ids: [id] } });
    await reach();
    await as(administrator, 'POST', '/missed-calls/reopen', { ids: [id] });
    expect(await list(administrator)).toEqual([]);
  });

  test('other systems are told of a caller who was missed once, and that it is over once', async () => {
    await server.database.asOwner(
      `insert into webhooks (tenant_id, id, owner_id, url, events, secret)
        values ($1, $2, $3, 'https://127.0.0.1:9/', '{missed-call.opened,missed-call.closed}', 'x')`,
      [tenantId, newId(), administrator.userId],
    );
    await miss();
    await miss();
    await reach();
    await reach();
    const told = await server.database.asOwner<{ event: string }>(
      'select event from webhook_deliveries order by event',
    );
    expect(told.map(({ event }) => event)).toEqual(['missed-call.closed', 'missed-call.opened']);
    await server.database.asOwner('delete from webhooks');
  });
});
