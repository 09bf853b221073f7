import { describe, expect, test } from 'vitest';
import { agentStates, type AgentState } from '../agents/state.ts';
import { attentionOf, type WatchedAgent, type WatchedQueue } from './attention.ts';
import { standardLimits } from './limits.ts';
import { groupOf, longestFirst, overLimit, stateGroups } from './states.ts';

const now = 1_750_000_000_000;
const ago = (seconds: number): number => now - seconds * 1000;
const limits = { talking: 900, wrapUp: 60, busy: 1200, ringing: 20, waiting: 60 };

describe('[U6] the limits of states', () => {
  test.each<[AgentState, number, string | null]>([
    ['talking', 899, null],
    ['talking', 900, 'talking'],
    ['held', 900, 'talking'],
    ['consulting', 900, 'talking'],
    ['conference', 900, 'talking'],
    ['wrap-up', 59, null],
    ['wrap-up', 60, 'wrapUp'],
    ['busy', 1199, null],
    ['busy', 1200, 'busy'],
    ['away', 1200, 'busy'],
    ['offered', 20, 'ringing'],
    ['ringing', 19, null],
    ['ringing', 20, 'ringing'],
    ['dialing', 99_999, null],
    ['supervising', 99_999, null],
    ['reconnecting', 99_999, null],
    ['ready', 99_999, null],
    ['offline', 99_999, null],
  ])('[U6] in %s for %i s: %s', (state, seconds, name) => {
    expect(overLimit({ state, since: ago(seconds) }, limits, now)?.name ?? null).toBe(name);
  });

  test('[U6] a limit of 0 is none', () => {
    const none = { talking: 0, wrapUp: 0, busy: 0, ringing: 0, waiting: 0 };
    for (const state of agentStates) expect(overLimit({ state, since: 0 }, none, now), state).toBeNull();
    expect(attentionOf([], [waits('a', 99_999)], none, now)).toEqual([]);
  });

  test('[U6] every state has its group, and every group a state', () => {
    expect(new Set(agentStates.map(groupOf))).toEqual(new Set(stateGroups));
  });

  test('[U6] who has been in a state longest comes first within its group', () => {
    const people = (['ready', 'talking', 'offline', 'held', 'away', 'wrap-up', 'ringing'] as const).map((state, i) => ({
      state,
      since: ago(i),
    }));
    expect(people.toSorted(longestFirst).map(({ state }) => state)).toEqual([
      'held',
      'talking',
      'ringing',
      'wrap-up',
      'ready',
      'away',
      'offline',
    ]);
  });
});

const agent = (
  agentId: string,
  state: AgentState,
  seconds: number,
  acts: string[] = ['listen', 'state'],
): WatchedAgent => ({
  agentId,
  state,
  since: ago(seconds),
  acts,
});
const target = { percent: 80, seconds: 20 };
const queue = (queueId: string, level: number | null): WatchedQueue => ({ queueId, longestSince: null, level, target });
const waits = (queueId: string, seconds: number): WatchedQueue => ({
  ...queue(queueId, null),
  longestSince: ago(seconds),
});

describe('[U6] what needs attention', () => {
  test('[U6] callers who wait come first, then queues below their target, then agents, then what is near', () => {
    const agents = [
      agent('busy', 'busy', 1300),
      agent('rings', 'ringing', 30),
      agent('late', 'wrap-up', 70),
      agent('talks', 'talking', 1000),
      agent('fine', 'talking', 10),
      agent('free', 'ready', 9999),
    ];
    const queues = [queue('near', 76), queue('met', 80), queue('below', 74.9), queue('new', null), waits('waits', 61)];
    expect(
      attentionOf(agents, queues, limits, now).map((one) => [one.kind, 'agentId' in one ? one.agentId : one.queueId]),
    ).toEqual([
      ['waiting', 'waits'],
      ['below', 'below'],
      ['talking', 'talks'],
      ['wrapUp', 'late'],
      ['ringing', 'rings'],
      ['busy', 'busy'],
      ['near', 'near'],
    ]);
  });

  test('[U6] the further something is over its limit, the earlier it comes', () => {
    const found = attentionOf(
      [agent('b', 'talking', 901), agent('a', 'held', 950)],
      [queue('q', 10), queue('p', 5), waits('s', 70), waits('r', 90)],
      limits,
      now,
    );
    expect(found.map((one) => ('agentId' in one ? one.agentId : one.queueId))).toEqual(['r', 's', 'p', 'q', 'a', 'b']);
  });

  test.each<[AgentState, string[], string | null]>([
    ['talking', ['listen', 'state'], 'listen'],
    ['talking', ['state'], null],
    ['wrap-up', ['state'], 'set-ready'],
    ['wrap-up', ['listen'], null],
    ['busy', ['state'], 'set-ready'],
    ['away', [], null],
    ['ringing', ['listen', 'state'], null],
    ['ringing', ['state', 'remind'], 'remind'],
    ['talking', ['listen', 'remind'], 'listen'],
    ['wrap-up', ['remind'], 'remind'],
    ['busy', ['remind'], 'remind'],
  ])('[U6] in %s with the acts %j: %s', (state, acts, act) => {
    expect(attentionOf([agent('a', state, 99_999, acts)], [], standardLimits, now)).toMatchObject([{ act }]);
  });
});
