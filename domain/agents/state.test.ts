/** What is shown of an agent: a table of every wish with every stage of a call, and how one state follows another. */
import { describe, expect, test } from 'vitest';
import { newAgent } from '../callcontrol/phone.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import type { Agent } from './agent.ts';
import { ownReason } from './pause.ts';
import {
  agentStateOf,
  agentStates,
  callStages,
  choosesForLater,
  pauseNext,
  settled,
  stayOver,
  wishes,
  type AgentState,
} from './state.ts';

const now = 1_750_000_000_000;
const at = (ms: number) => ({ now: ms, utcOffsetMinutes: 480 });
const there = { sessionId: 's', isRegistered: true, wrapUpEndsAt: null };
const agentWith = (change: Partial<Agent> = {}): Agent => ({
  ...newAgent(simulatedAgent(0), now - 60_000),
  sessionId: 's',
  isRegistered: true,
  state: 'ready',
  ...change,
});

describe('the state of an agent', () => {
  test.each(callStages.flatMap((stage) => wishes.map((chosen) => [stage, chosen] as const)))(
    '[A2.4] is %s in a call, also of one who has chosen %s, has after-call work or has lost the phone',
    (stage, chosen) => {
      const all = [{}, { wrapUpEndsAt: now }, { isRegistered: false }, { sessionId: null }];
      for (const one of all) expect(agentStateOf({ ...there, chosen, ...one }, stage)).toBe(stage);
    },
  );

  test.each(wishes)(
    '[A2.4] [A2.8] without a call is after-call work before a lost phone, and that before %s',
    (chosen) => {
      expect(agentStateOf({ ...there, chosen }, null)).toBe(chosen);
      expect(agentStateOf({ ...there, chosen, isRegistered: false }, null)).toBe('offline');
      expect(agentStateOf({ ...there, chosen, sessionId: null }, null)).toBe('offline');
      expect(agentStateOf({ ...there, chosen, sessionId: null, wrapUpEndsAt: now }, null)).toBe('wrap-up');
    },
  );
});

test.each(agentStates)(
  '[A2.4] what is chosen while %s begins later in a call and its after-call work alone',
  (state) => {
    const isLater = (callStages as readonly AgentState[]).includes(state) || state === 'wrap-up';
    expect(choosesForLater(state)).toBe(isLater);
    expect(pauseNext({ state, reason: ownReason('meal') })).toBe(isLater ? 'meal' : null);
    expect(pauseNext({ state, reason: null })).toBeNull();
  },
);

describe('one state after another', () => {
  const before = agentWith();

  test('[A2.4] begins when it differs, and goes on when anything else changes', () => {
    const busy = settled({ ...before, chosen: 'busy' }, before, null, at(now));
    expect([busy.state, busy.since]).toEqual(['busy', now]);
    expect(settled({ ...busy, name: '王芳' }, busy, null, at(now + 5000))).toEqual({ ...busy, name: '王芳' });
  });

  test('[A2.4] is none that is over in the same moment', () => {
    const there = settled({ ...before, state: 'ringing', since: now }, before, null, at(now));
    expect([there.state, there.since]).toEqual(['ready', before.since]);
    expect(stayOver(before, there)).toBeNull();
  });

  test('[A2.4] of an agent who is new begins with them', () => {
    const fresh = settled(newAgent(simulatedAgent(0), now), undefined, null, at(now));
    expect([fresh.state, fresh.since]).toEqual(['offline', now]);
  });

  test.each<[AgentState, Partial<Agent>, string | null]>([
    ['talking', { callId: 'c', wrapUpCallId: 'b' }, 'c'],
    ['wrap-up', { callId: null, wrapUpCallId: 'b' }, 'b'],
    ['ready', { wrapUpCallId: 'b' }, null],
  ])('[A2.8] that is over is told with its bounds and its call: %s', (state, change, callId) => {
    const was = agentWith({ ...change, state });
    const next = settled({ ...was, callId: null, wrapUpEndsAt: null, chosen: 'away' }, was, null, at(now));
    expect(stayOver(was, next)).toEqual({
      agentId: was.id,
      startedAt: was.since,
      endedAt: now,
      state,
      nextState: 'away',
      callId,
      reason: null,
      nextReason: null,
    });
  });
});
