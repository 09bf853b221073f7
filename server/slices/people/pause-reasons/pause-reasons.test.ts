import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OpenPause } from '@bahu/contract/named-pause.ts';
import type { PauseReason } from '@bahu/contract/pause-reasons.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { TestCalls } from '../../../test-calls.ts';
import { placeAt } from './store.ts';
import { loadAgents, loadConfiguration } from '../../../telephony/engine/load.ts';

let server: TestServer;
const calls = new TestCalls();
let told = 0;
beforeAll(async () => {
  server = await createTestServer({ desk: calls.desk, onConfigured: () => void told++ });
  const { agent, leader, stranger } = server.tenant;
  calls.add(agent, leader, stranger);
});
afterAll(() => server.stop());

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const create = async (values: object): Promise<PauseReason> => {
  const reply = await as(server.tenant.administrator, 'POST', '/pause-reasons', { state: 'away', ...values });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<PauseReason>();
};
const codeOf = async (reply: ReturnType<typeof as>) => (await reply).json<{ code?: string }>().code;
const db = () => server.database.db;

describe('pause reasons', () => {
  test('[A2.4] have a name of their own, limits, an order, and reach the calls at once, switched off ones do not', async () => {
    const before = told;
    const first = await create({ name: '小休' });
    const second = await create({ name: '用餐', nameEn: 'Meal', minutesPerDay: 60, maxOfGroup: 2, hue: 'sand' });
    await create({ name: '旧原因', isEnabled: false });
    expect(told).toBe(before + 3);
    expect(
      await codeOf(as(server.tenant.administrator, 'POST', '/pause-reasons', { name: '小休', state: 'busy' })),
    ).toBe('pause-reason.name-taken');
    const { pauses } = await db().tenant(server.tenant.id, (tx) => loadConfiguration(tx, server.tenant.id, Date.now()));
    expect([...pauses.values()]).toEqual([
      { id: first.id, name: '小休', nameEn: '', hue: 'grey', state: 'away', minutesPerDay: null, maxOfGroup: null },
      { id: second.id, name: '用餐', nameEn: 'Meal', hue: 'sand', state: 'away', minutesPerDay: 60, maxOfGroup: 2 },
    ]);
  });

  test('[A2.4] stand in the order that people give them, on every page, to their editors and to the calls', async () => {
    const { administrator } = server.tenant;
    const ids: string[] = [];
    for (const at of [0, 1, 2, 3, 4]) ids.push((await create({ name: `第${at}项` })).id);
    const listed = async (): Promise<string[]> => {
      const found: string[] = [];
      for (let cursor = ''; cursor !== 'none';) {
        const query = `?limit=2&search=${encodeURIComponent('项')}${cursor && `&cursor=${cursor}`}`;
        const page = (await as(administrator, 'GET', `/pause-reasons${query}`)).json<{
          items: PauseReason[];
          next: string | null;
          total: number;
        }>();
        expect(page.total).toBe(5);
        found.push(...page.items.map(({ id }) => String(ids.indexOf(id))));
        cursor = page.next ?? 'none';
      }
      return found;
    };
    const place = (id: string, at: string) => as(administrator, 'PUT', `/pause-reasons/${id}/place`, { at });
    expect((await listed()).join('')).toBe('01234');
    for (const [from, to, order] of [
      [4, 1, '04123'],
      [0, 2, '41203'],
      [3, 4, '34120'],
      [3, 3, '34120'],
      [1, 0, '34201'],
    ] as const) {
      const before = told;
      expect((await place(ids[from]!, ids[to]!)).statusCode).toBe(200);
      expect((await listed()).join(''), `${from} at ${to}`).toBe(order);
      expect(told).toBe(before + 1);
    }
    // Two at once: the second moves what the first has ordered.
    const others: ReturnType<typeof place>[] = [];
    await db().tenant(server.tenant.id, async (tx) => {
      await placeAt(tx, ids[1]!, ids[3]!);
      others.push(place(ids[0]!, ids[1]!));
      await expect
        .poll(() =>
          server.database.asOwner(
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          ),
        )
        .not.toHaveLength(0);
    });
    expect((await others[0]!).statusCode).toBe(200);
    expect((await listed()).join('')).toBe('01342');
    for (const gone of [() => place(ids[0]!, newId()), () => place(newId(), ids[0]!)])
      expect(await codeOf(gone())).toBe('not-found');
    const { pauses } = await db().tenant(server.tenant.id, (tx) => loadConfiguration(tx, server.tenant.id, Date.now()));
    expect([...pauses.keys()].map((id) => ids.indexOf(id)).filter((at) => at >= 0)).toEqual([0, 1, 3, 4, 2]);
    // A form that was open meanwhile is still saved.
    const change = { version: 1, minutesPerDay: 5 };
    expect((await as(administrator, 'PATCH', `/pause-reasons/${ids[3]}`, change)).statusCode).toBe(200);
    const moves = await server.database.asOwner(
      "select before, after from audit_rows where action = 'pause-reason.change' and record_id = $1 order by at",
      [ids[4]],
    );
    const [first] = moves as [{ before: { position: number }; after: { position: number } }];
    expect([first.before.position - first.after.position, moves.length]).toEqual([3, 1]);
  });

  test('[U1] are read from leaders up and changed by administrators alone', async () => {
    const { agent, leader, supervisor } = server.tenant;
    const statuses = await Promise.all([agent, leader].map((user) => as(user, 'GET', '/pause-reasons')));
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([403, 200]);
    expect(await codeOf(as(supervisor, 'POST', '/pause-reasons', { name: '抽烟', state: 'away' }))).toBe('forbidden');
  });

  test('[A2.4] that were used stay, with the time that is counted under their name; others can be deleted', async () => {
    const { administrator, agent } = server.tenant;
    const [used, live, fresh] = [
      await create({ name: '培训' }),
      await create({ name: '会议' }),
      await create({ name: '面谈' }),
    ];
    const times = ['2026-11-01T08:00:00Z', '2026-11-01T08:10:00Z'];
    await server.database.asOwner(
      `insert into agent_states (tenant_id, agent_id, started_at, seq, state, ended_at, seconds, pause_id)
       values ($1, $2, $3, 1, 'away', $4, 600, $5)`,
      [server.tenant.id, agent.userId, ...times, used.id],
    );
    await server.database.asOwner(`insert into live_state (tenant_id, kind, id, state) values ($1, 'agent', $2, $3)`, [
      server.tenant.id,
      agent.userId,
      JSON.stringify({ reason: { pauseId: live.id } }),
    ]);
    for (const { id } of [used, live])
      expect(await codeOf(as(administrator, 'DELETE', `/pause-reasons/${id}`))).toBe('pause-reason.in-use');
    expect((await as(administrator, 'DELETE', `/pause-reasons/${fresh.id}`)).statusCode).toBe(200);
  });

  test('[A2.4] the groups of an agent go with them to the calls, those that are switched off do not', async () => {
    const { administrator, agent } = server.tenant;
    const group = async (name: string, isEnabled: boolean): Promise<string> => {
      const values = { name, order: 'round-robin', isEnabled, memberIds: [agent.userId] };
      const reply = await as(administrator, 'POST', '/agent-groups', values);
      expect(reply.statusCode, reply.body).toBe(200);
      return reply.json<{ id: string }>().id;
    };
    const before = told;
    const id = await group('退换', true);
    await group('旧组', false);
    expect(told).toBe(before + 2);
    const agents = await db().tenant(server.tenant.id, (tx) => loadAgents(tx, [agent.userId]));
    expect(agents[0]!.groupIds).toEqual([id]);
  });
});

describe('[A2.4] choosing a state', () => {
  const mealId = '00000000-0000-7000-8000-00000000000a';
  const set = (user: TestUser, state: string, pauseId?: string) =>
    as(user, 'PUT', '/desk/state', { state, ...(pauseId && { pauseId }) });
  const pausesOf = async (user: TestUser) =>
    (await as(user, 'GET', '/desk/pauses')).json<{ items: OpenPause[] }>().items;

  beforeEach(() => {
    const { agent, leader } = server.tenant;
    const meal = {
      id: mealId,
      name: '用餐',
      nameEn: 'Meal',
      hue: 'sand',
      state: 'away',
      minutesPerDay: 10,
      maxOfGroup: 1,
    } as const;
    const { configuration } = calls.control.state;
    calls.control.apply({ type: 'configured', configuration: { ...configuration, pauses: new Map([[mealId, meal]]) } });
    for (const user of [agent, leader])
      calls.control.apply({ type: 'agent-saved', agent: { ...calls.agent(user), groupIds: ['g'] } });
  });

  test('with a named reason says what is left of it, and names who keeps a colleague from it', async () => {
    const { agent, leader } = server.tenant;
    expect(await pausesOf(agent)).toMatchObject([{ pauseId: mealId, minutesLeft: 10, refused: null, people: [] }]);
    expect((await set(agent, 'away', mealId)).statusCode).toBe(200);
    expect(calls.agent(agent)).toMatchObject({ state: 'away', reason: { cause: 'own', pauseId: mealId } });
    expect(await pausesOf(leader)).toMatchObject([{ refused: 'full', people: [calls.agent(agent).name] }]);
    const full = (await set(leader, 'away', mealId)).json<object>();
    expect(full).toMatchObject({
      code: 'phone.pause-full',
      params: { name: '用餐', most: 1, people: calls.agent(agent).name },
    });
    expect(calls.agent(leader).state).toBe('ready');
  });

  test('is refused when the minutes are used up, and for a reason of another state', async () => {
    const { agent } = server.tenant;
    calls.control.apply({ type: 'choose-state', agentId: agent.userId, chosen: 'ready' }, 700);
    const used = (await set(agent, 'away', mealId)).json<object>();
    expect(used).toMatchObject({ code: 'phone.pause-used-up', params: { name: '用餐', minutes: 10 } });
    expect(await pausesOf(agent)).toMatchObject([{ minutesLeft: 0, refused: 'used-up' }]);
    for (const [state, id] of [
      ['busy', mealId],
      ['away', '00000000-0000-7000-8000-00000000000b'],
    ] as const)
      expect(await codeOf(set(agent, state, id))).toBe('input.invalid');
    expect((await set(agent, 'away')).statusCode).toBe(200);
    expect(calls.agent(agent)).toMatchObject({ state: 'away', reason: null });
  });
});
