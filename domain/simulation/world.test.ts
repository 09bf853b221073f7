import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from './demo-configuration.ts';
import { judgeState, judgeEnd, judgeFacts } from './judge.ts';
import { agentId, simulatedCallId, usualBehaviour, World, type Behaviour } from './world.ts';

function dayOf(world: World, inbound: number, outbound: number, agents: number): void {
  for (let i = 0; i < inbound; i++) {
    world.later(world.random() * 600, {
      type: 'inbound',
      callId: simulatedCallId(i),
      legId: `in-${i}`,
      trunkId: simulatedTrunk,
      dialed: world.random() < 0.97 ? simulatedDid : '+867550000009',
      caller: `+86139000${String(i).padStart(5, '0')}`,
      callerName: '',
      isOverCapacity: false,
    });
  }
  for (let i = 0; i < outbound; i++) {
    const caller = agentId(Math.floor(world.random() * agents));
    const target =
      world.random() < 0.7
        ? ({
            kind: 'external',
            number: '+8613900001111' as never,
            trunkId: simulatedTrunk,
            callerId: simulatedDid,
          } as const)
        : ({ kind: 'extension', extension: String(400 + Math.floor(world.random() * agents)) } as const);
    world.later(world.random() * 600, {
      type: 'place',
      callId: simulatedCallId(10_000 + i),
      agentId: caller,
      target,
      customerId: null,
      customerName: null,
    });
  }
  for (let i = 0; i < agents; i++) {
    const id = agentId(i);
    world.later(world.random() * 300, { type: 'choose-state', agentId: id, chosen: 'busy' });
    world.later(300 + world.random() * 300, { type: 'choose-state', agentId: id, chosen: 'ready' });
    world.later(world.random() * 600, { type: 'finish-wrap-up', agentId: id });
  }
}

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const behaviours: fc.Arbitrary<Behaviour> = fc.record({
  agentAnswers: chance,
  agentRefuses: chance,
  calleeAnswers: chance,
  callerGivesUp: chance,
  pressesKey: chance,
  phoneLost: chance,
  talkSeconds: fc.integer({ min: 1, max: 200 }),
});

test('[U5] [A2.10] on any day, with any behaviour, every call ends exactly once and leaves no leg, bridge or agent behind', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      behaviours,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('round-robin' as const, 'longest-idle' as const),
      (seed, behaviour, agents, strategy) => {
        const world = new World(simulatedConfiguration(agents, { strategy }), agents, seed, behaviour);
        const seqs = new Map<string, number[]>();
        world.onFacts = (facts) => {
          for (const { callId, seq } of facts) seqs.set(callId, [...(seqs.get(callId) ?? []), seq]);
        };
        dayOf(world, 40, 15, agents);
        world.run(100_000, ({ state }) => expect(judgeState(state)).toEqual([]));
        expect(judgeEnd(world, seqs.size)).toEqual([]);
        expect(judgeFacts(seqs)).toEqual([]);
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
}, 120_000);

test('[U5] a call that waits is answered while an agent of the queue is free', () => {
  const world = new World(simulatedConfiguration(3), 3, 7, {
    ...usualBehaviour,
    agentAnswers: 1,
    agentRefuses: 0,
    callerGivesUp: 0,
    pressesKey: 1,
    phoneLost: 0,
    talkSeconds: 5,
  });
  dayOf(world, 60, 0, 3);
  world.run(100_000, ({ state }) => {
    const isWaiting = [...state.calls.values()].some((call) => call.phase === 'queued' && call.offers.length === 0);
    const isFree = [...state.agents.values()].some(
      (agent) => agent.activity === 'ready' && agent.noAnswerDelayUntil <= world.now,
    );
    expect(isWaiting && isFree).toBe(false);
  });
});

test('[A2.10] the media server lost in the middle of the day closes every record as lost', () => {
  const world = new World(simulatedConfiguration(5), 5, 11);
  dayOf(world, 40, 10, 5);
  world.run(400);
  const live = [...world.state.calls.keys()];
  expect(live.length).toBeGreaterThan(0);
  world.apply({ type: 'media-server-restarted' });
  expect(world.state.calls.size).toBe(0);
  expect(
    world.ended
      .filter((call) => call.outcome === 'media-server-restarted')
      .map((call) => call.id)
      .sort(),
  ).toEqual(live.sort());
  expect(judgeState(world.state)).toEqual([]);
});

test('the same seed gives the same day', () => {
  const run = (): string => {
    const world = new World(simulatedConfiguration(4), 4, 99);
    dayOf(world, 30, 10, 4);
    world.run(100_000);
    return JSON.stringify(world.ended);
  };
  expect(run()).toBe(run());
});
