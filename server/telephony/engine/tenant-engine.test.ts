import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Agent } from '@bahu/domain/agents/agent.ts';
import { newCall, newLeg, type Call } from '@bahu/domain/callcontrol/call.ts';
import { agentId, simulatedAgent } from '@bahu/domain/simulation/simulation.ts';
import { simulatedConfiguration } from '@bahu/domain/simulation/demo-configuration.ts';
import { applyChange, emptyState } from '@bahu/domain/callcontrol/transition.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { reduce } from '@bahu/domain/callcontrol/reduce.ts';
import { BridgeTimes } from '../bridge-times.ts';
import { createLog } from '../../kernel/log.ts';
import type { FactLog, Safe } from './fact-log.ts';
import { LeaseLost } from './lease.ts';
import { TenantEngine } from './tenant-engine.ts';
import type { Turns } from './turns.ts';

const now = 1_750_000_000_000;
const place: Event = {
  type: 'place',
  callId: 'call',
  agentId: agentId(0),
  target: { kind: 'extension', extension: '401' },
  customerId: null,
  customerName: null,
};

/** An engine of two agents whose phones are there, and what it does, in order. `write` stands for the way to the database. */
function engineOf(write: () => Promise<Safe>, turns: Turns = { wait: () => null, took: () => undefined }) {
  const [done, logged]: [string[], string[]] = [[], []];
  const configuration = simulatedConfiguration(2);
  let state = emptyState(configuration);
  const events: Event[] = [0, 1].flatMap((i): Event[] => [
    { type: 'agent-saved', agent: simulatedAgent(i) },
    { type: 'phone-issued', agentId: agentId(i), sessionId: `session-${i}` },
    { type: 'phone-registered', agentId: agentId(i) },
  ]);
  for (const event of events) state = applyChange(state, reduce(state, event, now));
  const engine = new TenantEngine(state, {
    turns,
    tenantId: 'tenant',

    node: 'default',
    clock: { now: () => now },
    log: createLog('error', { write: (line) => void logged.push(line) }),
    facts: {
      takeRefused: () => [],
      write: async () => {
        done.push('write');
        return write();
      },
    } as unknown as FactLog,
    bridgeTimes: new BridgeTimes(),
    execute: () => void done.push('command'),
    publish: () => void done.push('publish'),
    legsChanged: () => undefined,
    leaseLost: () => void done.push('lease lost'),
    broken: () => void done.push('broken'),
  });
  return { engine, done, logged };
}

const whatBecomes = (asked: Promise<void>): Promise<unknown> =>
  asked.then(
    () => 'resolved',
    (error: unknown) => error,
  );

test.each<[Safe, unknown]>([
  ['database', 'resolved'],
  ['disk', expect.objectContaining({ code: 'service.unavailable' })],
  ['memory', expect.objectContaining({ code: 'service.unavailable' })],
])(
  '[A2.10] a call whose facts are safe in the %s goes on, and only what is in the database is promised to whoever asked',
  async (where, answer) => {
    const { engine, done } = engineOf(async () => where);
    expect(await whatBecomes(engine.handle(place))).toEqual(answer);
    expect(done).toEqual(['write', 'command', 'publish']);
    expect(engine.current.calls.has('call')).toBe(true);
  },
);

test('[A2.10] an event for which nobody waits is taken without an error while the database is away, and so are those behind it', async () => {
  const { engine, done, logged } = engineOf(async () => 'disk');
  engine.post(place);
  await expect.poll(() => done).toContain('write');
  engine.post({ type: 'hang-up', agentId: agentId(0), callId: 'call' });
  const asked = engine.handle({ type: 'choose-state', agentId: agentId(1), chosen: 'busy' });
  expect(await whatBecomes(asked)).toMatchObject({ code: 'service.unavailable' });
  expect([
    done.filter((step) => step === 'write').length,
    engine.current.agents.get(agentId(1))!.chosen,
    logged,
  ]).toEqual([2, 'busy', []]);
});

test.each<[string, () => Error, string]>([
  ['the lease is another’s', () => new LeaseLost(), 'lease lost'],
  ['there is a defect', () => new TypeError('x is not a function'), 'broken'],
])(
  '[A2.10] where nothing can be written because %s, no command goes out and everybody who waits is refused',
  async (_why, error, told) => {
    const { engine, done } = engineOf(async () => {
      throw error();
    });
    const asked = [engine.handle(place), engine.handle({ type: 'hang-up', agentId: agentId(0), callId: 'call' })];
    for (const one of asked) expect(await whatBecomes(one)).toMatchObject({ code: 'phone.media-server-unavailable' });
    expect(done).toEqual(['write', told]);
    expect(await whatBecomes(engine.handle(place))).toMatchObject({ code: 'phone.media-server-unavailable' });
    expect(done).toEqual(['write', told]);
  },
);

test('[A2.10] an event that breaks a reducer is told and leaves the others of its batch alone', async () => {
  const { engine, done, logged } = engineOf(async () => 'database');
  engine.post({ type: 'choose-state', agentId: agentId(1), chosen: 'busy' });
  engine.post({ type: 'agent-saved', agent: null } as unknown as Event);
  expect(await whatBecomes(engine.handle(place))).toBe('resolved');
  expect([done, logged.length, engine.current.agents.get(agentId(1))!.chosen]).toEqual([
    ['write', 'command', 'publish'],
    1,
    'busy',
  ]);
});

test('[A2.10] what commands nothing is written with what comes next, and soon anyway when nothing comes', async () => {
  const { engine, done } = engineOf(async () => 'database');
  engine.post({ type: 'choose-state', agentId: agentId(1), chosen: 'busy' });
  // Everybody sees at once what an event has changed; only the way to the database waits.
  expect(engine.current.agents.get(agentId(1))!.chosen).toBe('busy');
  await sleep(1);
  expect(done).toEqual([]);
  engine.post(place);
  await expect.poll(() => done).toEqual(['write', 'command', 'publish']);
  engine.post({ type: 'choose-state', agentId: agentId(1), chosen: 'away' });
  await expect.poll(() => done).toEqual(['write', 'command', 'publish', 'write', 'publish']);
});

test('[A2.10] what comes while a batch is written goes together into the next one', async () => {
  let write: () => void = () => undefined;
  const { engine, done } = engineOf(
    () =>
      new Promise((resolve) => {
        write = () => resolve('database');
      }),
  );
  const chosen = (['busy', 'away', 'ready'] as const).map((state) =>
    engine.handle({ type: 'choose-state', agentId: agentId(1), chosen: state }),
  );
  await expect.poll(() => done).toEqual(['write']);
  const later = [engine.handle(place), engine.handle({ type: 'choose-state', agentId: agentId(1), chosen: 'busy' })];
  write();
  await Promise.all(chosen);
  await expect.poll(() => done).toEqual(['write', 'publish', 'write']);
  write();
  await Promise.all(later);
  expect(done).toEqual(['write', 'publish', 'write', 'command', 'publish']);
});

test('[A2.10] an engine that is halted while events gather writes nothing more', async () => {
  const { engine, done } = engineOf(async () => 'database');
  engine.post({ type: 'choose-state', agentId: agentId(1), chosen: 'busy' });
  await sleep(1);
  const asked = engine.handle(place);
  engine.halt();
  expect(await whatBecomes(asked)).toMatchObject({ code: 'phone.media-server-unavailable' });
  await sleep(30);
  expect(done).toEqual([]);
});

test('[P2] what comes while a tenant waits for its turn is written together with what it waited for', async () => {
  let go: () => void = () => undefined;
  const sizes: number[] = [];
  const turn = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { engine, done } = engineOf(async () => 'database', {
    wait: () => (sizes.length === 0 ? turn : null),
    took: (_tenant, events) => void sizes.push(events),
  });
  const asked = [engine.handle(place), engine.handle({ type: 'hang-up', agentId: agentId(0), callId: 'call' })];
  expect(done).toEqual([]);
  go();
  await Promise.all(asked);
  expect([sizes, done.filter((step) => step === 'write').length]).toEqual([[2], 1]);
});

test('[A2.10] an engine that is halted while it waits for its turn writes nothing more', async () => {
  let go: () => void = () => undefined;
  const turn = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { engine, done } = engineOf(async () => 'database', { wait: () => turn, took: () => undefined });
  const asked = engine.handle(place);
  engine.halt();
  go();
  expect(await whatBecomes(asked)).toMatchObject({ code: 'phone.media-server-unavailable' });
  await new Promise(setImmediate);
  expect(done).toEqual([]);
});

/** An engine with a clock of its own and one call in the state. */
function engineWith(call: Call, agent: Partial<Agent> = {}) {
  const time = { now };
  const state = emptyState(simulatedConfiguration(1));
  const first = applyChange(state, reduce(state, { type: 'agent-saved', agent: simulatedAgent(0) }, now));
  const agents = new Map([...first.agents].map(([id, known]) => [id, { ...known, ...agent }]));
  const logged: string[] = [];
  const bridgeTimes = new BridgeTimes();
  const legs = new Map(call.legs.map(({ id }) => [id, call.id]));
  const engine = new TenantEngine(
    { ...first, agents, legs, calls: new Map([[call.id, call]]) },
    {
      turns: { wait: () => null, took: () => undefined },
      tenantId: 'tenant',

      node: 'default',
      clock: { now: () => time.now },
      log: createLog('error', { write: (line) => void logged.push(line) }),
      facts: { takeRefused: () => [], write: async () => 'database' } as unknown as FactLog,
      bridgeTimes,
      execute: () => undefined,
      publish: () => undefined,
      legsChanged: () => undefined,
      leaseLost: () => undefined,
      broken: () => undefined,
    },
  );
  return { engine, time, logged, bridgeTimes };
}
const waiting = newCall({
  id: 'call',
  direction: 'inbound',
  phase: 'goodbye',
  number: '',
  callerName: '',
  ownNumber: '',
  trunkId: null,
  startedAt: now,
});

test('[A2.5] [R1] does not take what it hears of a leg that was there before for all that the leg did', () => {
  const leg = newLeg({ id: 'leg', role: 'customer', agentId: null, number: '', startedAt: now });
  const { bridgeTimes } = engineWith({ ...waiting, legs: [leg] });
  for (const legId of ['leg', 'new']) bridgeTimes.note({ legId, bridgeId: 'a', hasLeft: false, at: now }, now);
  expect([bridgeTimes.of('leg').length, bridgeTimes.of('new').length]).toEqual([0, 1]);
});

describe('[A2.10] a deadline', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('[A2.10] whose timer fires before it is due by the clock is waited for again', async () => {
    const { engine, time } = engineWith({ ...waiting, deadlines: { goodbye: now + 1000 } });
    time.now = now - 3000;
    await vi.advanceTimersByTimeAsync(1100);
    expect(engine.current.calls.has('call')).toBe(true);
    time.now = now + 1000;
    await vi.advanceTimersByTimeAsync(4100);
    expect(engine.current.calls.has('call')).toBe(false);
  });

  test('[A2.10] whose event breaks a reducer is tried again a little later, not at once and not never', async () => {
    // A list that is none: nothing can be found in it.
    const { time, logged } = engineWith({
      ...waiting,
      phase: 'queued',
      queueId: 'gone',
      offers: null as unknown as Call['offers'],
      deadlines: { queue: now + 1000 },
    });
    time.now = now + 1000;
    await vi.advanceTimersByTimeAsync(1100);
    expect(logged).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(4000);
    expect(logged).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1100);
    expect(logged).toHaveLength(2);
  });

  test('[A2.10] of an agent that comes too early is waited for again', async () => {
    const { engine, time } = engineWith(waiting, {
      sessionId: 'session',
      isRegistered: true,
      state: 'wrap-up',
      wrapUpEndsAt: now + 1000,
    });
    time.now = now - 3000;
    await vi.advanceTimersByTimeAsync(1100);
    expect(engine.current.agents.get(agentId(0))!.state).toBe('wrap-up');
    time.now = now + 1000;
    await vi.advanceTimersByTimeAsync(4100);
    expect(engine.current.agents.get(agentId(0))!.state).toBe('ready');
  });

  test('[A2.4] [A2.10] that went on in a call which is over when its calls are taken over is ended at once, and does not stick', async () => {
    const { engine } = engineWith(waiting, {
      sessionId: 'session',
      isRegistered: true,
      state: 'talking',
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(engine.current.agents.get(agentId(0))).toMatchObject({ state: 'ready', since: now });
  });
});
