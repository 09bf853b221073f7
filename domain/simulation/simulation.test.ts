import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from './demo-configuration.ts';
import { violationsOfState, violationsOfEnd, violationsOfFacts } from './violations.ts';
import { agentId, simulatedCallId, usualBehaviour, Simulation, type Behaviour } from './simulation.ts';

function dayOf(simulation: Simulation, inbound: number, outbound: number, agents: number): void {
  for (let i = 0; i < inbound; i++) {
    simulation.later(simulation.random() * 600, {
      type: 'inbound',
      callId: simulatedCallId(i),
      legId: `in-${i}`,
      trunkId: simulatedTrunk,
      dialed: simulation.random() < 0.97 ? simulatedDid : '+867550000009',
      caller: `+86139000${String(i).padStart(5, '0')}`,
      callerName: '',
      isOverCapacity: false,
    });
  }
  for (let i = 0; i < outbound; i++) {
    const caller = agentId(Math.floor(simulation.random() * agents));
    const target =
      simulation.random() < 0.7
        ? ({
            kind: 'external',
            number: '+8613900001111' as never,
            trunkId: simulatedTrunk,
            callerId: simulatedDid,
          } as const)
        : ({ kind: 'extension', extension: String(400 + Math.floor(simulation.random() * agents)) } as const);
    simulation.later(simulation.random() * 600, {
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
    simulation.later(simulation.random() * 300, { type: 'choose-state', agentId: id, chosen: 'busy' });
    simulation.later(300 + simulation.random() * 300, { type: 'choose-state', agentId: id, chosen: 'ready' });
    simulation.later(simulation.random() * 600, { type: 'finish-wrap-up', agentId: id });
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
        const simulation = new Simulation(simulatedConfiguration(agents, { strategy }), agents, seed, behaviour);
        const seqs = new Map<string, number[]>();
        simulation.onFacts = (facts) => {
          for (const { callId, seq } of facts) seqs.set(callId, [...(seqs.get(callId) ?? []), seq]);
        };
        dayOf(simulation, 40, 15, agents);
        simulation.run(100_000, ({ state }) => expect(violationsOfState(state)).toEqual([]));
        expect(violationsOfEnd(simulation, seqs.size)).toEqual([]);
        expect(violationsOfFacts(seqs)).toEqual([]);
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
}, 120_000);

test('[U5] a call that waits is answered while an agent of the queue is free', () => {
  const simulation = new Simulation(simulatedConfiguration(3), 3, 7, {
    ...usualBehaviour,
    agentAnswers: 1,
    agentRefuses: 0,
    callerGivesUp: 0,
    pressesKey: 1,
    phoneLost: 0,
    talkSeconds: 5,
  });
  dayOf(simulation, 60, 0, 3);
  simulation.run(100_000, ({ state }) => {
    const isWaiting = [...state.calls.values()].some((call) => call.phase === 'queued' && call.offers.length === 0);
    const isFree = [...state.agents.values()].some(
      (agent) => agent.state === 'ready' && agent.noAnswerDelayUntil <= simulation.now,
    );
    expect(isWaiting && isFree).toBe(false);
  });
});

test('[A2.10] the media server lost in the middle of the day closes every record as lost', () => {
  const simulation = new Simulation(simulatedConfiguration(5), 5, 11);
  dayOf(simulation, 40, 10, 5);
  simulation.run(400);
  const live = [...simulation.state.calls.keys()];
  expect(live.length).toBeGreaterThan(0);
  simulation.apply({ type: 'media-server-restarted' });
  expect(simulation.state.calls.size).toBe(0);
  expect(
    simulation.ended
      .filter((call) => call.outcome === 'media-server-restarted')
      .map((call) => call.id)
      .sort(),
  ).toEqual(live.sort());
  expect(violationsOfState(simulation.state)).toEqual([]);
});

test('the same seed gives the same day', () => {
  const run = (): string => {
    const simulation = new Simulation(simulatedConfiguration(4), 4, 99);
    dayOf(simulation, 30, 10, 4);
    simulation.run(100_000);
    return JSON.stringify(simulation.ended);
  };
  expect(run()).toBe(run());
});
