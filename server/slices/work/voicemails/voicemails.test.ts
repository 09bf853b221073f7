import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MissedCall } from '@bahu/contract/missed-calls.ts';
import type { Todo } from '@bahu/contract/todos.ts';
import type { Voicemail } from '@bahu/contract/voicemails.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { newId } from '../../../kernel/ids.ts';
import { loadAgents } from '../../../telephony/engine/load.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';
import { addQueue } from '../missed-calls/test-ends.ts';
import { leave } from './test-walk.ts';

/** Of what calls go by, what is read anew. */
const told: string[] = [];
const server = await createTestServer({
  onConfigured: (_tenantId, part) => void told.push(`${part}`),
  onUserChanged: (_tenantId, { id }) => void told.push(id),
});
afterAll(() => server.stop());
const queueId = newId();
const number = '+8615473269981';
const { agent, stranger, leader, supervisor, inspector, administrator, departmentId, id: tenantId } = server.tenant;
const everybody = { agent, stranger, leader, supervisor, inspector, administrator };

beforeAll(() => addQueue(server, { id: queueId, name: '售前咨询', number: '901', members: [agent, stranger] }));
beforeEach(async () => {
  for (const table of [
    'voicemails',
    'missed_calls',
    'recordings',
    'call_segments',
    'call_legs',
    'calls',
    'desk_settings',
  ])
    await server.database.asOwner(`delete from ${table}`);
});

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const list = async (user: TestUser, query = ''): Promise<Voicemail[]> =>
  (await as(user, 'GET', `/voicemails?${query}`)).json<{ items: Voicemail[] }>().items;
const whoSees = async (): Promise<string[]> => {
  const names = Object.keys(everybody) as (keyof typeof everybody)[];
  const seen = await Promise.all(names.map(async (name) => (await list(everybody[name])).length > 0));
  return names.filter((_, i) => seen[i]);
};
const unheard = async (user: TestUser) =>
  (await as(user, 'GET', '/voicemails/unheard')).json<{ count: number }>().count;
const mine = (message: Parameters<typeof leave>[2] = {}) =>
  leave(server.database, tenantId, { number, agentId: agent.userId, departmentId, ...message });

/** A call that ended with a message, as the engine writes it; its message can be played. */
async function record(box: string | null, seconds = 8): Promise<string> {
  const [id, at] = [newId(), new Date()];
  await server.database.db.tenant(tenantId, async (tx) => {
    const call = { tenantId, id, direction: 'inbound', startedAt: at, number, ownNumber: '', departmentId } as const;
    await tx
      .insertInto('calls')
      .values({ ...call, queueId: box === null ? queueId : null })
      .execute();
    await tx
      .insertInto('callSegments')
      .values({
        tenantId,
        callId: id,
        seq: 1,
        kind: 'voicemail',
        isMain: true,
        agentId: box,
        startedAt: at,
        endedAt: at,
        begunBy: 'deadline',
        endedBy: 'leg-gone',
      })
      .execute();
    await tx.updateTable('calls').set({ endedAt: at, outcome: 'voicemail' }).where('id', '=', id).execute();
  });
  await server.database.db.tenant(tenantId, (tx) => publish(tx, 'message.recorded', { callId: id, seconds }));
  return id;
}

describe('[A4.7] a message', () => {
  test('in the box of an agent is theirs, and of those who have their department in scope', async () => {
    const id = await mine();
    expect(await whoSees()).toEqual(['agent', 'leader', 'supervisor', 'inspector', 'administrator']);
    expect(await list(agent)).toMatchObject([
      { id, agentId: agent.userId, queueId: null, heardAt: null, can: ['call', 'play', 'handle', 'delete'] },
    ]);
  });

  test('for a queue is that of all its members', async () => {
    await mine({ agentId: null, queueId, departmentId: null });
    expect(await whoSees()).toEqual(['agent', 'stranger', 'inspector', 'administrator']);
    expect(await Promise.all([agent, stranger, leader].map(unheard))).toEqual([1, 1, 0]);
  });

  test('is kept when it can be played, once, in the box of whom it was left for', async () => {
    const id = await record(agent.userId);
    await server.database.db.tenant(tenantId, (tx) => publish(tx, 'message.recorded', { callId: id, seconds: 8 }));
    const [message, ...others] = await list(administrator);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ id, agentId: agent.userId, queueId: null, seconds: 8, closedAt: null });
  });

  test('and the missed call of its caller are one thing: whose it is, and that it is done', async () => {
    const id = await record(agent.userId);
    const [message] = await list(agent);
    const missed = async (user = agent) =>
      (await as(user, 'GET', '/missed-calls')).json<{ items: MissedCall[] }>().items;
    expect(await missed()).toMatchObject([{ id: message!.missedCallId, messageCallId: id, agentId: agent.userId }]);
    await as(agent, 'POST', `/voicemails/${id}/forward`, { agentId: stranger.userId });
    expect(await missed()).toEqual([]);
    expect(await missed(stranger)).toMatchObject([{ id: message!.missedCallId }]);
    await as(stranger, 'POST', '/missed-calls/close', { selection: { ids: [message!.missedCallId] } });
    expect((await list(stranger))[0]!.closedAt).not.toBeNull();
  });

  test('in which nothing is said is none: its call was not served, and its caller has left nothing', async () => {
    const id = await record(agent.userId);
    await server.database.asOwner('delete from voicemails');
    await server.database.db.tenant(tenantId, (tx) => publish(tx, 'message.empty', { callId: id }));
    expect(await server.database.asOwner('select outcome from calls where id = $1', [id])).toEqual([
      { outcome: 'not-served' },
    ]);
    expect(await server.database.asOwner('select message_call_id from missed_calls')).toEqual([
      { message_call_id: null },
    ]);
  });

  test('that nobody has heard stands first, and counts until somebody has', async () => {
    const [first, second] = [await mine(), await mine()];
    expect(await unheard(agent)).toBe(2);
    const heard = (await as(agent, 'PATCH', `/voicemails/${second}`, { heard: true })).json<Voicemail>();
    expect(heard).toMatchObject({ heardByName: expect.any(String), version: 2 });
    expect((await list(agent)).map(({ id }) => id)).toEqual([first, second]);
    expect((await list(agent, 'heard=false')).map(({ id }) => id)).toEqual([first]);
    expect(await unheard(agent)).toBe(1);
    // Who hears it again changes nothing of who was first.
    const again = (await as(administrator, 'PATCH', `/voicemails/${second}`, { heard: true })).json<Voicemail>();
    expect(again.heardByName).toBe(heard.heardByName);
    await as(agent, 'PATCH', `/voicemails/${second}`, { heard: false });
    expect(await unheard(agent)).toBe(2);
  });

  test('has a note that is not written over another', async () => {
    const id = await mine();
    expect((await as(agent, 'PATCH', `/voicemails/${id}`, { note: '要报价单', version: 1 })).json()).toMatchObject({
      note: '要报价单',
      version: 2,
    });
    for (const body of [{ note: 'x', version: 1 }, { note: 'x' }])
      expect((await as(agent, 'PATCH', `/voicemails/${id}`, body)).json()).toMatchObject({ code: 'conflict' });
  });

  test('that is given to a colleague is in their box alone, unheard, and says from whom', async () => {
    const id = await mine();
    await as(agent, 'PATCH', `/voicemails/${id}`, { heard: true });
    expect((await as(agent, 'POST', `/voicemails/${id}/forward`, { agentId: newId() })).json()).toMatchObject({
      code: 'voicemail.no-box',
    });
    expect((await as(agent, 'POST', `/voicemails/${id}/forward`, { agentId: stranger.userId })).statusCode).toBe(200);
    expect(await list(agent)).toEqual([]);
    expect(await list(stranger)).toMatchObject([{ id, heardAt: null, forwardedByName: expect.any(String) }]);
    expect((await as(agent, 'POST', `/voicemails/${id}/forward`, { agentId: agent.userId })).statusCode).toBe(404);
  });

  test('that is deleted is in no list, and comes back; what is another’s stays', async () => {
    const [own, others] = [await mine(), await mine({ agentId: stranger.userId, departmentId: null })];
    const reply = await as(agent, 'POST', '/voicemails/delete', { ids: [own, others] });
    expect(reply.json()).toEqual({ deleted: [own] });
    expect(await list(agent)).toEqual([]);
    expect(await list(stranger)).toHaveLength(1);
    await as(agent, 'POST', '/voicemails/restore', { ids: [own] });
    expect(await list(agent)).toMatchObject([{ id: own }]);
  });

  test('may be heard by whose box it is in, though the call never rang at them', async () => {
    await mine({ departmentId: null });
    expect((await list(agent))[0]!.can).toContain('play');
    expect((await as(stranger, 'GET', `/calls/${(await list(agent))[0]!.id}`)).statusCode).toBe(404);
  });
});

describe('[A4.7] a message in a box that nobody has', () => {
  const setEnabled = (user: TestUser, isEnabled: boolean) =>
    server.database.asOwner('update users set is_enabled = $2 where id = $1', [user.userId, isEnabled]);

  test('waits for who leads its department, who gives it to somebody', async () => {
    const id = await mine();
    expect(await Promise.all([agent, leader].map(unheard))).toEqual([1, 0]);
    await setEnabled(agent, false);
    try {
      expect(await Promise.all([leader, stranger].map(unheard))).toEqual([1, 0]);
      expect(await list(leader, 'unattended=true')).toMatchObject([{ id, isUnattended: true }]);
      expect(await list(leader, 'unattended=false')).toEqual([]);
      const forwarded = await as(leader, 'POST', `/voicemails/${id}/forward`, { agentId: stranger.userId });
      expect(forwarded.statusCode).toBe(200);
      expect(await Promise.all([leader, stranger].map(unheard))).toEqual([0, 1]);
    } finally {
      await setEnabled(agent, true);
    }
  });

  test('is so where its agent was deleted, and where its queue has no members', async () => {
    await mine({ agentId: newId() });
    await mine({ agentId: null, queueId: newId() });
    expect(await unheard(leader)).toBe(2);
    expect((await list(leader)).map(({ isUnattended }) => isUnattended)).toEqual([true, true]);
    expect(await unheard(agent)).toBe(0);
  });
});

describe('[A4.7] a message of a colleague', () => {
  /** The stranger has called the agent inside. */
  const leftInside = async (): Promise<string> => {
    const id = await record(agent.userId);
    await server.database.asOwner(
      "update calls set direction = 'internal', agent_id = $2, own_number = '803', number = '802' where id = $1",
      [id, stranger.userId],
    );
    await server.database.asOwner('delete from voicemails');
    await server.database.asOwner('delete from missed_calls');
    await server.database.db.tenant(tenantId, (tx) => publish(tx, 'message.recorded', { callId: id, seconds: 8 }));
    return id;
  };

  test('has their extension and name, and is a to-do until it is heard', async () => {
    const id = await leftInside();
    expect(await list(agent)).toMatchObject([
      { id, number: '803', customerName: expect.any(String), missedCallId: null },
    ]);
    const todos = async () =>
      (await as(agent, 'GET', '/todos')).json<{ items: Todo[] }>().items.filter(({ kind }) => kind === 'voicemail');
    expect(await todos()).toMatchObject([{ id }]);
    await as(agent, 'PATCH', `/voicemails/${id}`, { heard: true });
    expect(await todos()).toEqual([]);
  });
});

test('[A4.7] a caller who has left a message is one to-do, until they are called back and while it is not heard', async () => {
  const id = await record(agent.userId);
  const todos = async () => (await as(agent, 'GET', '/todos')).json<{ items: Todo[] }>().items.map(({ kind }) => kind);
  expect(await todos()).toEqual(['missed-call']);
  const [message] = await list(agent);
  await as(agent, 'POST', '/missed-calls/close', { selection: { ids: [message!.missedCallId] } });
  expect(await todos()).toEqual(['voicemail']);
  await as(agent, 'PATCH', `/voicemails/${id}`, { heard: true });
  expect(await todos()).toEqual([]);
});

test('[A4.7] other systems are told of a new message, once', async () => {
  await server.database.asOwner(
    `insert into webhooks (tenant_id, id, owner_id, url, events, secret)
      values ($1, $2, $3, 'https://127.0.0.1:9/', '{voicemail.left}', 'x')`,
    [tenantId, newId(), administrator.userId],
  );
  const id = await record(agent.userId);
  await server.database.db.tenant(tenantId, (tx) => publish(tx, 'message.recorded', { callId: id, seconds: 8 }));
  const told = await server.database.asOwner('select event, record_id from webhook_deliveries');
  expect(told).toEqual([{ event: 'voicemail.left', record_id: id }]);
  await server.database.asOwner('delete from webhooks');
});

describe('[A4.7] a box', () => {
  const boxOf = async () => (await server.database.db.tenant(tenantId, (tx) => loadAgents(tx, [agent.userId])))[0]!.box;
  const set = (own: object) => server.request(agent, 'PUT', '/api/desk-settings', { version: 0, own });

  test('is there unless its agent or their company switches it off', async () => {
    expect(await boxOf()).toEqual({
      ringSeconds: 20,
      maxSeconds: 180,
      greeting: null,
      isFull: false,
      takesColleagues: false,
      takesTransfers: false,
      saysSaved: true,
    });
    await set({ afterMessage: 'hang-up', messagesOfColleagues: true, messagesOfTransfers: true });
    expect(await boxOf()).toMatchObject({ takesColleagues: true, takesTransfers: true, saysSaved: false });
    await server.database.asOwner('delete from desk_settings');
    await set({ takesMessages: false });
    expect(await boxOf()).toBeNull();
  });

  test('that is full takes none from a colleague either', async () => {
    const kept = await mine({ agentId: stranger.userId, departmentId });
    await set({ boxMessages: 1 });
    const first = await mine();
    expect((await as(stranger, 'POST', `/voicemails/${kept}/forward`, { agentId: agent.userId })).json()).toMatchObject(
      {
        code: 'voicemail.box-full',
      },
    );
    expect(await list(stranger)).toMatchObject([{ id: kept }]);
    await as(agent, 'POST', '/voicemails/delete', { ids: [first] });
    const given = await as(stranger, 'POST', `/voicemails/${kept}/forward`, { agentId: agent.userId });
    expect(given.statusCode).toBe(200);
  });

  test('[A2.10] has calls read its agent anew and nothing else', async () => {
    const [own, queued] = [await mine(), await mine({ agentId: null, queueId, departmentId: null })];
    told.length = 0;
    await as(agent, 'POST', '/voicemails/delete', { ids: [own, queued] });
    await as(agent, 'POST', '/voicemails/restore', { ids: [own] });
    await as(agent, 'POST', `/voicemails/${own}/forward`, { agentId: stranger.userId });
    expect(told).toEqual([agent.userId, agent.userId, agent.userId, stranger.userId]);
    told.length = 0;
    await as(agent, 'PATCH', `/voicemails/${queued}`, { heard: true });
    expect(told).toEqual([]);
  });

  test('is full by its number of messages, or by their length, until some are deleted', async () => {
    await set({ boxMessages: 2, boxMinutes: 1 });
    const [first] = [await mine(), await mine()];
    expect((await boxOf())!.isFull).toBe(true);
    await as(agent, 'POST', '/voicemails/delete', { ids: [first] });
    expect((await boxOf())!.isFull).toBe(false);
    await server.database.asOwner('update voicemails set seconds = 60');
    expect((await boxOf())!.isFull).toBe(true);
  });
});
