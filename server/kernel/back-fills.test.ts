/** What a migration makes of rows that were there before it: the schema as it was, filled by hand, then brought up to date. */
import { copyFile, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { apart, music, talkingIn, type Place } from '@bahu/domain/callcontrol/topology.ts';
import type { Call } from '@bahu/domain/callcontrol/call.ts';
import { judgeCall } from '@bahu/domain/simulation/judge.ts';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate, type DatabaseUrls } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));

let cluster: TestDatabase;
let client: Client;
let urls: DatabaseUrls;
const name = `old_${process.pid}`;
const run = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await client.query(text, values)).rows as Row[];

/** The migrations with lower numbers. */
async function before(number: number): Promise<string> {
  const older = await mkdtemp(path.join(tmpdir(), 'bahu-older-'));
  const names = (await readdir(folder)).filter((one) => Number(one.slice(0, 4)) < number);
  await Promise.all(names.map((one) => copyFile(path.join(folder, one), path.join(older, one))));
  return older;
}

/** One tenant as it stood in the older schema. */
interface Old {
  tenant: string;
  departments: Record<'top' | 'sales' | 'night' | 'support', string>;
  agents: Record<'sales' | 'night' | 'support' | 'nowhere', string>;
}

async function fill(code: string): Promise<Old> {
  const tenant = newId();
  await run("insert into tenants (id, code, name) values ($1, $2, '旧')", [tenant, code]);
  const role = newId();
  await run(
    "insert into roles (tenant_id, id, code, name, scope, permissions, masks_numbers) values ($1, $2, 'agent', 'r', 'own', '{}', false)",
    [tenant, role],
  );
  const department = async (words: string, parent: { id: string; path: string } | null) => {
    const id = newId();
    const own = `${parent?.path ?? '/'}${id}/`;
    await run('insert into departments (tenant_id, id, parent_id, name, path) values ($1, $2, $3, $4, $5)', [
      tenant,
      id,
      parent?.id ?? null,
      words,
      own,
    ]);
    return { id, path: own };
  };
  const top = await department('客服中心', null);
  const [sales, support] = [await department('售前组', top), await department('售后组', top)];
  const night = await department('夜班', sales);
  let extension = 800;
  const agent = async (departmentId: string | null) => {
    const [user, id] = [newId(), newId()];
    await run(
      "insert into users (tenant_id, id, role_id, department_id, name, password_hash) values ($1, $2, $3, $4, 'x', 'x')",
      [tenant, user, role, departmentId],
    );
    await run('insert into agents (tenant_id, id, user_id, extension) values ($1, $2, $3, $4)', [
      tenant,
      id,
      user,
      String(++extension),
    ]);
    return id;
  };
  const agents = {
    sales: await agent(sales.id),
    night: await agent(night.id),
    support: await agent(support.id),
    nowhere: await agent(null),
  };
  return { tenant, departments: { top: top.id, sales: sales.id, night: night.id, support: support.id }, agents };
}

const heldSince = 1_750_000_000_000;

/** A call that is over, whose holds were told in facts alone, with a second between 0 and 90 for each. */
async function fillHolds(): Promise<string> {
  const { tenant, agents } = await fill('100050');
  const call = newId();
  const at = (second: number): string => new Date(heldSince + second * 1000).toISOString();
  await run(
    "insert into calls (tenant_id, id, direction, started_at, ended_at, number, line_number) values ($1, $2, 'inbound', $3, $4, '1', '2')",
    [tenant, call, at(0), at(90)],
  );
  const segment =
    "insert into call_segments (tenant_id, call_id, seq, kind, is_main, agent_id, started_at, answered_at, ended_at, hold_ms, begun_by) values ($1, $2, $3, 'agent', $4, $5, $6, $6, $7, $8, 'digit')";
  await run(segment, [tenant, call, 1, true, agents.sales, at(0), at(60), 25_000]);
  await run(segment, [tenant, call, 2, false, agents.night, at(20), at(40), 0]);
  await run(segment, [tenant, call, 3, true, agents.night, at(60), at(90), 10_000]);
  const facts: [string, number][] = [
    ['held', 10],
    ['resumed', 15],
    ['consulting', 20],
    ['consult-answered', 25],
    ['merged', 30],
    ['held', 50],
    ['transferred', 70],
    ['held', 80],
    ['ended', 90],
  ];
  for (const [i, [type, second]] of facts.entries())
    await run("insert into call_events (tenant_id, call_id, seq, at, type, data) values ($1, $2, $3, $4, $5, '{}')", [
      tenant,
      call,
      i + 1,
      at(second),
      type,
    ]);
  return call;
}

/** By segment, in seconds. */
async function holdsOf(call: string): Promise<[number, number][][]> {
  const rows = await run<{ holds: { from: number; to: number }[] }>(
    'select holds from call_segments where call_id = $1 order by seq',
    [call],
  );
  return rows.map(({ holds }) => holds.map(({ from, to }) => [(from - heldSince) / 1000, (to - heldSince) / 1000]));
}

/** A call that is over, whose facts name whom they are about, and what they become. */
async function fillFacts(): Promise<{ call: string; becomes: object[] }> {
  const { tenant, agents } = await fill('100051');
  const [call, queue, twin, other, menu] = [newId(), newId(), newId(), newId(), newId()];
  const now = new Date();
  const called = (words: string, agent: string) =>
    run('update users set name = $2 where id = (select user_id from agents where id = $1)', [agent, words]);
  for (const [words, agent] of [
    ['林晓雯', agents.sales],
    ['方雨桐', agents.night],
    ['同名', agents.support],
    ['同名', agents.nowhere],
  ] as const)
    await called(words, agent);
  for (const [i, [id, words]] of [
    [queue, '售后支持'],
    [twin, '售后支持'],
    [other, '夜间'],
  ].entries()) {
    await run("insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, $3, $4, 'round-robin')", [
      tenant,
      id,
      words,
      String(901 + i),
    ]);
  }
  await run("insert into menus (tenant_id, id, name, definition) values ($1, $2, '主菜单', '{}')", [tenant, menu]);
  await run(
    "insert into calls (tenant_id, id, direction, started_at, ended_at, number, line_number) values ($1, $2, 'inbound', $3, $3, '1', '2')",
    [tenant, call, now],
  );
  for (const [leg, agent, number] of [
    ['1', agents.support, '803'],
    ['2', agents.sales, '801'],
  ]) {
    await run(
      "insert into call_legs (tenant_id, call_id, id, role, agent_id, number, started_at) values ($1, $2, $3, 'agent', $4, $5, $6)",
      [tenant, call, leg, agent, number, now],
    );
  }
  const segment =
    "insert into call_segments (tenant_id, call_id, seq, kind, is_main, queue_id, started_at, ended_at, begun_by) values ($1, $2, 1, 'queue', true, $3, $4, $4, 'configured')";
  await run(segment, [tenant, call, queue, now]);
  const facts: [string, object, object][] = [
    ['started', { number: '1', line: '2' }, { number: '1', line: '2' }],
    ['menu-entered', { menu: '主菜单' }, { menuId: menu }],
    // Two are called so: the call was in one of them.
    ['queue-entered', { queue: '售后支持', position: 1 }, { queueId: queue, position: 1 }],
    ['queue-full', { queue: '夜间' }, { queueId: other }],
    ['queue-entered', { queue: '改过名的', position: 1 }, { queue: '改过名的', position: 1 }],
    [
      'agent-answered',
      { agent: '从前的名字', extension: '801', seconds: 4 },
      { agentId: agents.sales, extension: '801', seconds: 4 },
    ],
    // The extension is somebody's now who had no part in this call, and so is the name.
    [
      'agent-missed',
      { agent: '方雨桐', extension: '802', seconds: 4 },
      { agent: '方雨桐', extension: '802', seconds: 4 },
    ],
    ['held', { agent: '同名' }, { agentId: agents.support }],
    ['consult-answered', { agent: '方雨桐', number: '' }, { agent: '方雨桐' }],
    ['consult-answered', { agent: '', number: '+8615400000001' }, { number: '+8615400000001' }],
    ['transferred', { by: '林晓雯', agent: '售后支持', number: '' }, { byAgentId: agents.sales, queueId: queue }],
    ['transferred', { by: '林晓雯', agent: '主菜单', number: '' }, { byAgentId: agents.sales, menuId: menu }],
    ['transferred', { by: '方雨桐', agent: '林晓雯', number: '' }, { by: '方雨桐', agentId: agents.sales }],
    ['picked-up', { agent: '林晓雯', from: '方雨桐' }, { agentId: agents.sales, from: '方雨桐' }],
    ['barged-in', { supervisor: '方雨桐', agent: '林晓雯' }, { supervisor: '方雨桐', agentId: agents.sales }],
    ['taken-over', { supervisor: '林晓雯', agent: '同名' }, { supervisor: '林晓雯', agentId: agents.support }],
  ];
  for (const [i, [type, data]] of facts.entries())
    await run('insert into call_events (tenant_id, call_id, seq, at, type, data) values ($1, $2, $3, $4, $5, $6)', [
      tenant,
      call,
      i + 1,
      now,
      type,
      JSON.stringify(data),
    ]);
  return { call, becomes: facts.map(([, , becomes]) => becomes) };
}

/** States of agents: one that is over, and open ones of an agent who is known to the engine and of one who is not. */
async function fillStates(tenant: string): Promise<{ agents: string[]; become: unknown[] }> {
  const agents = [newId(), newId()];
  const add = (agent: string, seq: number, ended: string, seconds: number | null): Promise<unknown> =>
    run(
      `insert into agent_states (tenant_id, agent_id, started_at, seq, activity, ended_at, seconds) values ($1, $2, '2026-11-01T08:00:00Z', $3, 'ready', ${ended}, $4)`,
      [tenant, agent, seq, seconds],
    );
  await add(agents[0]!, 1, "'2026-11-01T08:00:12.5Z'", 12.5);
  for (const agent of agents) await add(agent, 2, 'null', null);
  await run("insert into live_state (tenant_id, kind, id, state) values ($1, 'agent', $2, '{}')", [tenant, agents[0]]);
  return { agents, become: [[{ seq: 1, seconds: 12.5 }], [{ seq: 2, seconds: 0 }]] };
}

const statesOf = (agents: readonly string[]): Promise<unknown[]> =>
  Promise.all(
    agents.map(async (agent) =>
      (
        await run<{ seq: string; seconds: string }>(
          'select seq, seconds from agent_states where agent_id = $1 order by seq',
          [agent],
        )
      ).map(({ seq, seconds }) => ({ seq: Number(seq), seconds: Number(seconds) })),
    ),
  );

const factsOf = async (call: string): Promise<object[]> =>
  (await run<{ data: object }>('select data from call_events where call_id = $1 order by seq', [call])).map(
    ({ data }) => data,
  );

beforeAll(async () => {
  cluster = await createTestDatabase();
  await cluster.asOwner(`create database ${name} template template0`);
  const named = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  urls = { owner: named(cluster.urls.owner), app: named(cluster.urls.app) };
  client = new Client({ connectionString: urls.owner });
  await migrate(urls, await before(30));
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await cluster.asOwner(`drop database if exists ${name} with (force)`);
  await cluster.drop();
});

describe('a database of before', () => {
  test('[U3] [U5] its queues go to the lowest department of all their members, and calls that nobody took go along', async () => {
    const [own, other] = [await fill('100001'), await fill('100002')];
    const { tenant, agents, departments } = own;
    let number = 900;
    const queue = async (members: readonly string[]) => {
      const id = newId();
      await run("insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, 'q', $3, 'round-robin')", [
        tenant,
        id,
        String(++number),
      ]);
      for (const [position, agent] of members.entries())
        await run('insert into queue_members (tenant_id, queue_id, agent_id, position) values ($1, $2, $3, $4)', [
          tenant,
          id,
          agent,
          position,
        ]);
      return id;
    };
    const call = async (queueId: string, agentId: string | null, departmentId: string | null = null) => {
      const id = newId();
      await run(
        "insert into calls (tenant_id, id, direction, started_at, number, line_number, queue_id, agent_id, department_id) values ($1, $2, 'inbound', now(), '1', '2', $3, $4, $5)",
        [tenant, id, queueId, agentId, departmentId],
      );
      return id;
    };
    const queues = {
      night: await queue([agents.night]),
      sales: await queue([agents.sales, agents.night]),
      both: await queue([agents.sales, agents.support]),
      homeless: await queue([agents.sales, agents.nowhere]),
      empty: await queue([]),
    };
    const calls = {
      missed: await call(queues.sales, null),
      taken: await call(queues.sales, agents.night),
      placed: await call(queues.sales, null, departments.support),
      homeless: await call(queues.homeless, null),
    };
    const others = newId();
    await run("insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, 'q', '901', 'round-robin')", [
      other.tenant,
      others,
    ]);
    await run('insert into queue_members (tenant_id, queue_id, agent_id, position) values ($1, $2, $3, 0)', [
      other.tenant,
      others,
      other.agents.support,
    ]);
    await migrate(urls, await before(31));
    const departmentOf = async (table: string, id: string) =>
      (await run<{ department_id: string | null }>(`select department_id from ${table} where id = $1`, [id]))[0]!
        .department_id;
    const of = async (table: string, ids: Record<string, string>) => {
      const found: Record<string, string | null> = {};
      for (const [key, id] of Object.entries(ids)) found[key] = await departmentOf(table, id);
      return found;
    };
    expect(await of('queues', queues)).toEqual({
      night: departments.night,
      sales: departments.sales,
      both: departments.top,
      homeless: null,
      empty: null,
    });
    expect(await of('calls', calls)).toEqual({
      missed: departments.sales,
      taken: null,
      placed: departments.support,
      homeless: null,
    });
    expect(await departmentOf('queues', others)).toBe(other.departments.support);
  });

  test('[S4] a tenant without a caller ID gets its first number as the standard one, and agents keep only those that there are', async () => {
    const [bare, known] = [await fill('100003'), await fill('100004')];
    const numbers = async (tenant: string, ...list: string[]) => {
      const trunk = newId();
      await run("insert into trunks (tenant_id, id, name, host) values ($1, $2, 't', 'h')", [tenant, trunk]);
      for (const number of list)
        await run('insert into did_numbers (tenant_id, id, trunk_id, number) values ($1, $2, $3, $4)', [
          tenant,
          newId(),
          trunk,
          number,
        ]);
    };
    await numbers(bare.tenant, '+8675588880002', '+8675588880001');
    await numbers(known.tenant, '+8675588880003');
    await run("insert into caller_ids (tenant_id, id, number, is_standard) values ($1, $2, '+8675588880009', true)", [
      known.tenant,
      newId(),
    ]);
    const show = (agent: string, callerId: string, transferId: string) =>
      run('update agents set caller_id = $2, transfer_caller_id = $3 where id = $1', [agent, callerId, transferId]);
    await show(known.agents.sales, '+8675588880009', '+8675588880008');
    await show(known.agents.night, '+8675588880007', '+8675588880009');
    // It is there, but another tenant's.
    await show(bare.agents.sales, '+8675588880009', '+8675588880001');
    await migrate(urls, await before(37));
    const ids = await run<{ tenant_id: string; number: string; is_standard: boolean }>(
      'select tenant_id, number, is_standard from caller_ids where tenant_id = any($1) order by number',
      [[bare.tenant, known.tenant]],
    );
    expect(ids).toEqual([
      { tenant_id: bare.tenant, number: '+8675588880001', is_standard: true },
      { tenant_id: known.tenant, number: '+8675588880009', is_standard: true },
    ]);
    const shown = async (id: string) =>
      (
        await run<{ caller_id: string | null; transfer_caller_id: string | null }>(
          'select caller_id, transfer_caller_id from agents where id = $1',
          [id],
        )
      )[0];
    expect(await shown(known.agents.sales)).toEqual({ caller_id: '+8675588880009', transfer_caller_id: null });
    expect(await shown(known.agents.night)).toEqual({ caller_id: null, transfer_caller_id: '+8675588880009' });
    expect(await shown(bare.agents.sales)).toEqual({ caller_id: null, transfer_caller_id: '+8675588880001' });
    const policies = await run<{ relname: string; relforcerowsecurity: boolean }>(
      "select relname, relforcerowsecurity from pg_class where relname in ('agents', 'caller_ids', 'did_numbers') order by 1",
    );
    expect(policies.map(({ relforcerowsecurity }) => relforcerowsecurity)).toEqual([true, true, true]);
  });

  test('[U1] its names that hold a number stand in the order by one digit for it', async () => {
    const { tenant } = await fill('100005');
    const names = ['张154(7326)9981', '张154\u20097326\u20099981', '张１５４＿７３２６＿９９８１', '张三 801'];
    for (const [i, words] of names.entries()) {
      await run('insert into customers (tenant_id, id, name, phone) values ($1, $2, $3, $4)', [
        tenant,
        newId(),
        words,
        `+861540000000${i}`,
      ]);
    }
    await migrate(urls, await before(38));
    const rows = await run<{ name_order: string }>(
      'select name_order from customers where tenant_id = $1 order by phone',
      [tenant],
    );
    expect(rows.map((row) => row.name_order)).toEqual(['张0', '张0', '张0', '张三 801']);
  });

  test('[A2.10] calls that are up stand where they stood: in their bridge, with music, or hearing what is played', async () => {
    const { tenant } = await fill('100006');
    const up = async (live: object) => {
      const id = newId();
      await run(
        "insert into calls (tenant_id, id, direction, started_at, number, line_number, live) values ($1, $2, 'inbound', now(), '1', '2', $3)",
        [tenant, id, JSON.stringify({ id, playbackId: null, heldBy: null, ...live })],
      );
      return id;
    };
    const far = { id: 'far', state: 'up', isBridged: true };
    const near = { id: 'near', state: 'up', isBridged: true };
    const pair = { farLegId: 'far', nearLegId: 'near', hasBridge: true, legs: [far, near] };
    const ids = {
      talking: await up({
        ...pair,
        phase: 'talking',
        legs: [far, near, { id: 'old', state: 'ended', isBridged: false }],
      }),
      held: await up({ ...pair, phase: 'talking', heldBy: 'near', legs: [far, { ...near, isBridged: false }] }),
      queued: await up({
        farLegId: 'far',
        nearLegId: null,
        hasBridge: false,
        phase: 'queued',
        legs: [{ ...far, isBridged: false }],
      }),
      menu: await up({
        farLegId: 'far',
        nearLegId: null,
        hasBridge: false,
        phase: 'menu',
        playbackId: 'p2',
        legs: [{ ...far, isBridged: false }],
      }),
      ringing: await up({
        ...pair,
        hasBridge: false,
        phase: 'dialing',
        playbackId: 'p3',
        legs: [
          { ...far, isBridged: false },
          { ...near, isBridged: false },
        ],
      }),
    };
    await migrate(urls, await before(39));
    const now = async (id: string) =>
      (
        await run<{ live: { bridges: string[]; legs: { place: Place }[] } }>('select live from calls where id = $1', [
          id,
        ])
      )[0]!.live;
    const placesOf = async (id: string) => (await now(id)).legs.map(({ place }) => place);
    const bridge = `${ids.talking}.b1`;
    expect(await now(ids.talking)).toEqual({
      id: ids.talking,
      farLegId: 'far',
      nearLegId: 'near',
      phase: 'talking',
      heldBy: null,
      bridges: [bridge],
      legs: [
        { id: 'far', state: 'up', place: talkingIn(bridge) },
        { id: 'near', state: 'up', place: talkingIn(bridge) },
        { id: 'old', state: 'ended', place: apart },
      ],
    });
    expect(await placesOf(ids.held)).toEqual([music, apart]);
    expect([(await now(ids.queued)).bridges, await placesOf(ids.queued)]).toEqual([[], [music]]);
    expect(await placesOf(ids.menu)).toEqual([{ kind: 'announcement', playbackId: 'p2', what: [] }]);
    expect(await placesOf(ids.ringing)).toEqual([apart, { kind: 'announcement', playbackId: 'p3', what: 'ringing' }]);
  });

  test('[A2.10] [R1] calls that are up become parties, offers and segments that agree with each other, and go on; facts carry ids', async () => {
    const { tenant } = await fill('100007');
    const start = 1_750_000_000_000;
    const at = (seconds: number): number => start + seconds * 1000;
    const bridgeOf = (id: string): string => `${id}.b1`;
    const leg = (id: string, change: object) => ({
      id,
      role: 'agent',
      agentId: 'a',
      number: '801',
      state: 'up',
      startedAt: start,
      answeredAt: start,
      endedAt: null,
      cause: null,
      outcome: 'in-progress',
      recorder: 'none',
      spans: [],
      place: apart,
      ...change,
    });
    const caller = (change: object) =>
      leg('far', { role: 'customer', agentId: null, number: '+8615400000001', ...change });
    const old = (id: string, change: object) => ({
      id,
      direction: 'inbound',
      startedAt: start,
      farLegId: 'far',
      nearLegId: null,
      agentId: null,
      heldBy: null,
      heldSince: null,
      holdMs: 0,
      isFarSilent: false,
      keysToSend: '',
      queuedAt: null,
      queueId: null,
      answeredAt: null,
      endedAt: null,
      bridges: [],
      deadlines: {},
      nextSeq: 9,
      ...change,
    });
    const talk = (id: string, place: object, spans: object[] = [{ from: at(9), to: null }]) => ({
      phase: 'talking',
      nearLegId: 'near',
      agentId: 'a',
      queueId: 'q',
      queuedAt: at(4),
      answeredAt: at(9),
      bridges: [bridgeOf(id)],
      legs: [caller({ place, spans }), leg('near', { place, spans })],
    });
    const held = [{ from: at(9), to: at(12) }];
    const shapes: Record<string, (id: string) => object> = {
      menu: () => ({
        phase: 'menu',
        deadlines: { menu: at(5) },
        legs: [caller({ place: { kind: 'announcement', playbackId: 'p2', what: [] } })],
      }),
      queued: () => ({
        phase: 'queued',
        queueId: 'q',
        queuedAt: at(4),
        nearLegId: 'near',
        deadlines: { queue: at(99), ring: at(20) },
        legs: [caller({ place: music }), leg('near', { state: 'ringing' })],
      }),
      extension: () => ({
        phase: 'extension',
        nearLegId: 'near',
        deadlines: { ring: at(20) },
        legs: [caller({ place: music }), leg('near', { state: 'ringing' })],
      }),
      preparing: () => ({
        direction: 'outbound',
        phase: 'preparing',
        agentId: 'a',
        farLegId: null,
        nearLegId: 'near',
        deadlines: { ring: at(15) },
        legs: [leg('near', { state: 'starting' })],
      }),
      dialing: () => ({
        direction: 'outbound',
        phase: 'dialing',
        agentId: 'a',
        nearLegId: 'near',
        deadlines: { dial: at(60) },
        legs: [
          leg('near', { place: { kind: 'announcement', playbackId: 'p3', what: 'ringing' } }),
          caller({ state: 'ringing' }),
        ],
      }),
      talking: (id) => talk(id, talkingIn(bridgeOf(id))),
      held: (id) => ({
        ...talk(id, music),
        heldBy: 'near',
        heldSince: at(12),
        holdMs: 500,
        legs: [caller({ place: music, spans: held }), leg('near', { spans: held })],
      }),
      reconnecting: (id) => ({
        ...talk(id, music),
        phase: 'reconnecting',
        deadlines: { grace: at(50) },
        legs: [
          caller({ place: music, spans: held }),
          leg('near', { state: 'ended', spans: held, endedAt: at(12), cause: 16, outcome: 'connected' }),
        ],
      }),
      voicemail: () => ({
        phase: 'voicemail',
        queueId: 'q',
        queuedAt: at(4),
        deadlines: { voicemail: at(200) },
        legs: [caller({})],
      }),
    };
    const ids = new Map<string, string>();
    for (const [what, shape] of Object.entries(shapes)) {
      const id = newId();
      ids.set(what, id);
      await run(
        "insert into calls (tenant_id, id, direction, started_at, number, line_number, live) values ($1, $2, 'inbound', now(), '1', '2', $3)",
        [tenant, id, JSON.stringify(old(id, shape(id)))],
      );
    }
    await migrate(urls, await before(48));
    const states = await fillStates(tenant);
    await migrate(urls, await before(50));
    expect(await statesOf(states.agents)).toEqual(states.become);
    const heldCall = await fillHolds();
    const toldCall = await fillFacts();
    await migrate(urls);
    expect(await factsOf(toldCall.call)).toEqual(toldCall.becomes);
    expect(await holdsOf(heldCall)).toEqual([
      [
        [10, 15],
        [20, 30],
        [50, 60],
      ],
      [],
      [[80, 90]],
    ]);
    const rows = new Map(
      (
        await run<{ id: string; state: Call }>(
          "select id, state from live_state where tenant_id = $1 and kind = 'call'",
          [tenant],
        )
      ).map(({ id, state }) => [id, state]),
    );
    const now = (what: string): Call => rows.get(ids.get(what)!)!;
    expect([...ids.keys()].flatMap((what) => judgeCall(now(what)).map((wrong) => `${what}: ${wrong}`))).toEqual([]);
    expect(
      [...ids.keys()].map((what) => [
        what,
        now(what).phase,
        now(what)
          .parties.map(({ state }) => state)
          .join(),
        now(what)
          .offers.map(({ reason }) => reason)
          .join(),
        now(what)
          .segments.map(({ kind }) => kind)
          .join(),
      ]),
    ).toEqual([
      ['menu', 'menu', 'in', '', 'menu'],
      ['queued', 'queued', 'in', 'queue', 'menu,queue'],
      ['extension', 'offered', 'in', 'direct', 'menu,agent'],
      ['preparing', 'preparing', '', 'own', 'agent'],
      ['dialing', 'dialing', 'in', 'dial', 'agent'],
      ['talking', 'talking', 'in,in', '', 'menu,queue,agent'],
      ['held', 'talking', 'in,in', '', 'menu,queue,agent'],
      ['reconnecting', 'talking', 'in,lost', '', 'menu,queue,agent'],
      ['voicemail', 'voicemail', 'in', '', 'menu,queue'],
    ]);
    expect(now('held').parties[0]).toMatchObject({ heldBy: 'near', heldSince: at(12), place: music });
    expect(now('held').segments[2]).toMatchObject({
      holds: [
        { from: at(9), to: at(9) + 500 },
        { from: at(12), to: null },
      ],
      startedAt: at(9),
    });
    expect(now('reconnecting').deadlines).toEqual({ 'grace/near': at(50) });
  });
});
