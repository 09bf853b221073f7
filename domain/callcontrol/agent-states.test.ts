/** The state of agents in calls: each stage by the events that lead there, and whatever happens no gap, no overlap and nothing that sticks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReady, type Agent } from '../agents/agent.ts';
import { callStages, isCallStage, stayOver, type AgentState } from '../agents/state.ts';
import { id, TestCallControl } from './test-callcontrol.ts';
import { anyHistory, live } from './test-random.ts';

const consult = { type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } } as const;
const act = (type: 'hold' | 'resume' | 'swap' | 'merge' | 'stop-consult') =>
  ({ type, agentId: id(0), callId: 'call' }) as const;
const states = (s: TestCallControl): AgentState[] => [s.agent(0).state, s.agent(1).state];

describe('[A2.4] the state of an agent with a call', () => {
  test('is offered until the phone rings, then ringing, then talking', () => {
    const s = new TestCallControl().queued();
    expect(s.agent(0).state).toBe('offered');
    s.apply({ type: 'leg-ringing', legId: s.call().offers[0]!.id });
    expect(s.agent(0).state).toBe('ringing');
    s.answers();
    expect(s.agent(0).state).toBe('talking');
  });

  test('[A2.6] is on hold for as long as somebody waits for them, and the seconds begin anew each time', () => {
    const s = new TestCallControl().talking();
    s.apply(act('hold'), 5);
    expect([s.agent(0).state, s.agent(0).since]).toEqual(['held', s.now]);
    s.apply(act('resume'), 7);
    expect([s.agent(0).state, s.agent(0).since]).toEqual(['talking', s.now]);
  });

  test('[A2.5] is consulting for who asks and talking for who is asked, and a conference for both when all are together', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
    s.apply(consult);
    expect(states(s)).toEqual(['consulting', 'offered']);
    s.answers();
    expect(states(s)).toEqual(['consulting', 'talking']);
    s.apply(act('merge'));
    expect(states(s)).toEqual(['conference', 'conference']);
  });

  test('[A2.10] is being recovered while their phone is lost', () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'another' });
    expect(s.agent(0).state).toBe('reconnecting');
  });

  test('[A2.8] is after-call work when it is over, and what they chose after that', () => {
    const s = new TestCallControl({ agents: [{ wrapUpSeconds: 20 }] }).talking();
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away' });
    expect(s.agent(0).state).toBe('talking');
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' });
    expect(s.agent(0).state).toBe('wrap-up');
    s.apply({ type: 'agent-deadline', agentId: id(0) }, 20);
    expect(s.agent(0).state).toBe('away');
  });
});

/** What the agent does in their call, as their own row says it, which what is shown must agree with. */
const doneIn: Readonly<Record<(typeof callStages)[number], readonly Agent['onCall'][]>> = {
  offered: ['ringing'],
  ringing: ['ringing'],
  dialing: ['dialing'],
  talking: ['talking'],
  held: ['talking'],
  consulting: ['talking'],
  conference: ['talking'],
  supervising: ['talking'],
  // A phone may be lost before anybody has answered.
  reconnecting: ['talking', 'dialing'],
};

test('[A2.4] [A2.8] whatever happens in whatever order, the states of an agent follow one another without gap and overlap, and none outlives its call', () => {
  const seen = new Set<AgentState>();
  const causes = new Set<string>();
  fc.assert(
    fc.property(anyHistory, (history) => {
      const before = new Map<string, Agent>();
      const used = new Map<string, number>();
      const written = new Map<string, { from: number; to: number; ms: number }>();
      live(history, (state) => {
        for (const agent of state.agents.values()) {
          seen.add(agent.state);
          expect(isCallStage(agent.state) ? doneIn[agent.state] : [null]).toContain(agent.onCall);
          expect(isReady(agent)).toBe(agent.state === 'ready');
          if (agent.callId === null) expect(isCallStage(agent.state)).toBe(false);
          if (agent.state === 'busy' || agent.state === 'away')
            expect(agent.pausedSince ?? Infinity).toBeLessThanOrEqual(agent.since);
          else if (agent.state !== 'offline' || agent.sessionId === null) expect(agent.pausedSince).toBeNull();
          const last = before.get(agent.id);
          before.set(agent.id, agent);
          const stay = last && stayOver(last, agent);
          if (!stay) continue;
          const { from, to, ms } = written.get(agent.id) ?? { from: stay.startedAt, to: stay.startedAt, ms: 0 };
          expect([stay.startedAt, stay.endedAt]).toEqual([to, agent.since]);
          for (const reason of [stay.reason, stay.nextReason]) if (reason) causes.add(reason.pauseId ?? reason.cause);
          if (stay.reason?.pauseId && !isCallStage(stay.state))
            used.set(
              `${agent.id} ${stay.reason.pauseId}`,
              (used.get(`${agent.id} ${stay.reason.pauseId}`) ?? 0) + stay.endedAt - stay.startedAt,
            );
          written.set(agent.id, { from, to: stay.endedAt, ms: ms + stay.endedAt - stay.startedAt });
        }
      });
      for (const { id: agentId, pausedToday } of before.values())
        for (const [pauseId, ms] of Object.entries(pausedToday.ms))
          expect(ms).toBeLessThanOrEqual(used.get(`${agentId} ${pauseId}`) ?? 0);
      for (const { from, to, ms } of written.values()) expect(ms).toBe(to - from);
      for (const [agentId, { to }] of written) expect(before.get(agentId)!.since).toBe(to);
    }),
    { numRuns: 600, seed: 20_261_129 },
  );
  expect(seen.size).toBe(callStages.length + 5);
  expect([...causes].toSorted()).toEqual(['forced', 'meal', 'missed-offers', 'training']);
}, 120_000);
