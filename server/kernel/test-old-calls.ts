/** Calls and agents' states as older versions wrote them, and what their migrations must make of them. */
import { newId } from './ids.ts';
import { fill, type Old, type Run } from './test-old-database.ts';

const heldSince = 1_750_000_000_000;

/** A call that is over, whose holds were told in facts alone, with a second between 0 and 90 for each. */
export async function fillHolds(run: Run): Promise<string> {
  const { tenant, agents } = await fill(run, '100050');
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
export async function holdsOf(run: Run, call: string): Promise<[number, number][][]> {
  const rows = await run<{ holds: { from: number; to: number }[] }>(
    'select holds from call_segments where call_id = $1 order by seq',
    [call],
  );
  return rows.map(({ holds }) => holds.map(({ from, to }) => [(from - heldSince) / 1000, (to - heldSince) / 1000]));
}

/** Two of the agents have the same name. */
async function nameAgents(run: Run, agents: Old['agents']): Promise<void> {
  const called = (words: string, agent: string) =>
    run('update users set name = $2 where id = (select user_id from agents where id = $1)', [agent, words]);
  for (const [words, agent] of [
    ['林晓雯', agents.sales],
    ['方雨桐', agents.night],
    ['同名', agents.support],
    ['同名', agents.nowhere],
  ] as const)
    await called(words, agent);
}

/** A call that is over, whose facts name whom they are about, and what they become. */
export async function fillFacts(run: Run): Promise<{ call: string; becomes: object[] }> {
  const { tenant, agents } = await fill(run, '100051');
  const [call, queue, twin, other, menu] = [newId(), newId(), newId(), newId(), newId()];
  const now = new Date();
  await nameAgents(run, agents);
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
export async function fillStates(run: Run, tenant: string): Promise<{ agents: string[]; become: unknown[] }> {
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

/** The states of each agent in their order, with their seconds. */
export const statesOf = (run: Run, agents: readonly string[]): Promise<unknown[]> =>
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

/** What the facts of a call hold, in their order. */
export const factsOf = async (run: Run, call: string): Promise<object[]> =>
  (await run<{ data: object }>('select data from call_events where call_id = $1 order by seq', [call])).map(
    ({ data }) => data,
  );
