/**
 * Conversations of every kind at once, random steps in them, and a fault in the middle. Whatever state they have come
 * to, what is heard afterwards must be
 * what the desks are told, and the books must close.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { eventually } from './crowd.ts';
import { patienceMs } from './patience.ts';
import { readiness } from './standby.ts';
import { isCaller, type Heard, type ToneTeam } from './tone-team.ts';

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export type Random = () => number;
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const oneOf = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)]!;

/** The agents' parts: two of them supervise, two take part in what the others begin, two are away. */
const part = { consults: 0, isConsulted: 1, leads: 2, joins: 3, idle: [4, 5], whispers: 6, listens: 7 } as const;
const outside = '13900000001';

/**
 * A consultation that a supervisor hears, a conference with a number outside and a whisper, and a caller who waits in
 * the queue.
 */
async function startConversations(team: ToneTeam): Promise<void> {
  await team.talking(part.consults, 'customer');
  await team.talking(part.leads, 'second');
  await team.consult(part.consults, part.isConsulted);
  await team.consult(part.leads, part.joins);
  await team.step(part.leads, 'POST', 'merge');
  await team.step(part.leads, 'POST', 'consult', { number: outside });
  const answers = async (): Promise<string[]> =>
    (await team.factsIn(part.leads)).filter((type) => type === 'consult-answered');
  await eventually('the number outside has answered', async () => (await answers()).length === 2);
  await team.step(part.leads, 'POST', 'merge');
  await team.supervise(part.listens, part.consults, 'listen');
  await team.supervise(part.whispers, part.leads, 'whisper');
  await team.choose('away', part.idle);
  await team.call('third');
  await team.heard({
    customer: 'music',
    'agent-0': 'agent-1',
    'agent-1': 'agent-0',
    'agent-7': 'agent-0 agent-1',
    second: 'agent-2 agent-3 outside',
    'agent-2': 'agent-3 agent-6 outside second',
    outside: 'agent-2 agent-3 second',
    'agent-3': 'agent-2 outside second',
    'agent-6': 'agent-2 agent-3 outside second',
    third: 'music',
  });
}

const steps = [
  'POST swap',
  'POST merge',
  'POST complete',
  'DELETE consult',
  'PUT hold',
  'DELETE hold',
  'POST consult',
  'POST transfer',
  'DELETE',
] as const;
const acts = ['listen', 'whisper', 'barge', 'take-over'] as const;

/** Something that somebody may do next, asked for without waiting; it may be refused, and its answer may be lost. */
function anyStep(team: ToneTeam, random: Random): Promise<unknown> {
  const inCalls = [part.consults, part.isConsulted, part.leads, part.joins].filter((i) => team.agents[i]!.desk?.call);
  const i = oneOf(random, inCalls);
  if (i === undefined) return Promise.resolve();
  if (random() < 0.2) {
    const supervisor = team.agents[oneOf(random, [part.whispers, part.listens])]!;
    return ignoring(supervisor.request('PUT', `/monitor/agents/${team.idOf(i)}/${oneOf(random, acts)}`));
  }
  const asked = oneOf(random, steps);
  const [method, what] = asked.split(' ') as [string, string?];
  const body =
    asked === 'POST consult' || asked === 'POST transfer'
      ? { agentId: team.idOf(oneOf(random, part.idle)) }
      : undefined;
  const path = [`/desk/calls/${team.callOf(i).callId}`, ...(what ? [what] : [])].join('/');
  return ignoring(team.agents[i]!.request(method, path, body));
}
const ignoring = (asked: Promise<unknown>): Promise<unknown> => asked.catch(() => undefined);

/** What may break. Resolves when all is there again. */
export const faults = {
  'the server is killed': async (team: ToneTeam, random: Random) => {
    await team.site.kill();
    await anybodyLeaves(team, random);
    await sleep(random() * 2000);
    await team.site.start();
    await team.watchAgain();
  },
  'PostgreSQL is killed': async (team: ToneTeam, random: Random) => {
    const back = team.site.restartPostgres('SIGKILL');
    await anybodyLeaves(team, random);
    await back;
  },
  'the server is stopped for a while': async (team: ToneTeam, random: Random) => {
    process.kill(team.site.pid(), 'SIGSTOP');
    await anybodyLeaves(team, random);
    await sleep(2000 + random() * 20_000);
    process.kill(team.site.pid(), 'SIGCONT');
    await team.watchAgain();
  },
} as const;
export type Fault = keyof typeof faults;

/** Half of the time one of the callers hangs up while nobody listens. */
async function anybodyLeaves(team: ToneTeam, random: Random): Promise<void> {
  if (random() < 0.5) await ignoring(team.leave(oneOf(random, ['customer', 'second', 'third'] as const)));
}

/**
 * Conversations, random steps in them, and the fault at a random moment; then the state is right within five seconds,
 * and the books close.
 */
export async function suffer(team: ToneTeam, fault: Fault, seed: number): Promise<void> {
  const random = randomOf(seed);
  await startConversations(team);
  const asked: Promise<unknown>[] = [];
  const count = Math.floor(random() * 6);
  for (let at = 0; at < count; at++) {
    asked.push(anyStep(team, random));
    await sleep(random() * 300);
  }
  await faults[fault](team, random);
  await Promise.all(asked);
  await heardAsTold(team);
  expect(await team.close()).toEqual([]);
}

async function heardAsTold(team: ToneTeam): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const heard = await team.heardNow();
    // A caller in no agent's call waits for one.
    const waiting = Object.keys(heard)
      .filter(isCaller)
      .map((who) => [who, 'music']);
    const told = { ...(Object.fromEntries(waiting) as Heard), ...team.toldByAll() };
    if (isDeepStrictEqual(heard, told)) return;
    if (performance.now() > deadline) return expect(heard, 'what is heard is what the desks are told').toEqual(told);
    await sleep(100);
  }
}

/**
 * Asterisk dies: no call outlives it. Resolves when every record is closed, the phones are back and nothing is left
 * on the wire.
 */
export async function killAsterisk(team: ToneTeam, seed: number): Promise<void> {
  const random = randomOf(seed);
  await startConversations(team);
  const asked = [anyStep(team, random)];
  await sleep(random() * 1000);
  process.kill(team.site.asteriskPid(), 'SIGKILL');
  const open = (): Promise<unknown[]> => team.site.sql('select 1 from calls where ended_at is null');
  await eventually('every record is closed', async () => (await open()).length === 0);
  await Promise.all(asked);
  await eventually('Asterisk is back', async () => (await readiness(team.site.url))?.isReady === true);
  for (const { id } of await team.phones.channels()) await ignoring(team.phones.hangUp(id));
  await Promise.all(team.agents.map((_, i) => team.plugIn(i)));
  expect(await team.close()).toEqual([]);
}
