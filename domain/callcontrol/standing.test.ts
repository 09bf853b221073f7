/** What the router is told of agents and calls, as tables: who counts as free, who waits and how, and what of it has changed. */
import { describe, expect, test } from 'vitest';
import { emptyDay, type Agent } from '../agents/agent.ts';
import type { Caller } from '../queues/router.ts';
import { callsOfDay } from '../queues/strategy.ts';
import type { Call } from './call.ts';
import { callerOf, freeAgentOf, isAsFree, isOnLine, isSameCaller, longestWaitSince, waitersOf } from './standing.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const agent = (change: Partial<Agent> = {}): Agent => ({
  ...new TestCallControl({ agents: [{}] }).agent(0),
  idleSince: 7,
  noAnswerDelayUntil: 9,
  lastTalkedAt: 5,
  today: { ...emptyDay, day: 3, answered: 2 },
  signedOutOf: ['queue-2'],
  ...change,
});

const isNotFree: [string, Agent | undefined][] = [
  ['nobody', undefined],
  ['one who is disabled', agent({ isEnabled: false })],
  ['one who is away', agent({ chosen: 'away' })],
  ['one without a phone', agent({ isRegistered: false })],
  ['one who talks', agent({ onCall: 'talking', callId: 'c' })],
];

describe('[U5] an agent as the router knows them', () => {
  test('is free with all that strategies go by, a pause after a missed call among it', () => {
    expect(freeAgentOf(agent({ isInsideOnly: true }))).toEqual({
      id: id(0),
      idleSince: 7,
      noAnswerDelayUntil: 9,
      answered: callsOfDay(3, 2),
      lastTalkedAt: 5,
      skills: agent().skills,
      signedOutOf: ['queue-2'],
      isInsideOnly: true,
    });
    // Stored before it was kept.
    const { lastTalkedAt: _, ...former } = agent();
    expect(freeAgentOf(former)?.lastTalkedAt).toBe(0);
  });

  test.each(isNotFree)('is not free where it is %s, and stays so whatever else of them changes', (_who, one) => {
    expect(freeAgentOf(one)).toBeNull();
    expect([isAsFree(one, one && { ...one, idleSince: 99 }), isAsFree(one, agent()), isAsFree(agent(), one)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  const same = agent();
  test.each<[string, Partial<Agent>, boolean]>([
    ['since when they are idle', { idleSince: 8 }, false],
    ['their pause', { noAnswerDelayUntil: 10 }, false],
    ['what they have done today', { today: { ...emptyDay, day: 3, answered: 3 } }, false],
    ['when they talked last', { lastTalkedAt: 6 }, false],
    ['their skills', { skills: new Map([['s', 3]]) }, false],
    ['the queues that they are signed out of', { signedOutOf: [] }, false],
    ['that they have calls inside only', { isInsideOnly: true }, false],
    ['their name', { name: '王芳' }, true],
    ['nothing', {}, true],
  ])('is as free as before or not when what has changed is %s', (_what, change, isSame) => {
    const after = { ...same, ...change };
    expect([isAsFree(same, after), isAsFree(after, same)]).toEqual([isSame, isSame]);
  });
});

describe('[U5] a call as the router knows it', () => {
  /** Somebody waits whom nobody can take. */
  const waiting = (strategy: 'round-robin' | 'ring-all' = 'round-robin'): { call: Call; s: TestCallControl } => {
    const s = new TestCallControl({ agents: [{}], queue: { strategy } });
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away' });
    s.queued();
    return { call: s.call(), s };
  };
  /** The free agent is asked for them. */
  const asked = (strategy: 'round-robin' | 'ring-all') => {
    const s = new TestCallControl({ agents: [{}], queue: { strategy } }).queued();
    return { call: s.call(), s };
  };
  const of = ({ call, s }: { call: Call | undefined; s: TestCallControl }) =>
    callerOf(call, s.state.configuration.queues);

  test('waits by when and in which order they came, and nobody is asked yet', () => {
    const given = waiting();
    const { since, seq } = given.call.queuePlace!;
    expect(of(given)).toEqual({
      id: 'call',
      queueId: 'queue-1',
      since,
      seq,
      priority: 0,
      isFront: false,
      isOpen: true,
      attempt: given.call.legs.length,
    });
    const front = { ...given.call, queuePlace: { ...given.call.queuePlace!, isFront: true } };
    expect(of({ ...given, call: front })?.isFront).toBe(true);
  });

  test.each<[string, (call: Call) => Call | undefined]>([
    ['there is none', () => undefined],
    ['it is in no queue', (call) => ({ ...call, phase: 'menu' })],
    ['it has no place', (call) => ({ ...call, queuePlace: null })],
    ['its queue is gone', (call) => ({ ...call, queueId: 'queue-9' })],
  ])('waits nowhere where %s', (_why, change) => {
    const given = waiting();
    expect(of({ ...given, call: change(given.call) })).toBeNull();
  });

  test('has somebody asked for it, and further ones only where all are to be asked at once, until one has answered', () => {
    expect([of(asked('round-robin'))?.isOpen, of(asked('ring-all'))?.isOpen]).toEqual([false, true]);
    const { call, s } = asked('ring-all');
    const legs = call.legs.map((leg) => (leg.id === call.offers[0]!.id ? { ...leg, state: 'up' as const } : leg));
    expect(of({ call: { ...call, legs }, s })?.isOpen).toBe(false);
  });

  test.each(['round-robin', 'ring-all'] as const)(
    'rests after a try that has come to nothing, by %s too',
    (strategy) => {
      const given = waiting(strategy);
      const resting = { ...given.call, deadlines: { ...given.call.deadlines, retry: 1 } };
      expect(of({ ...given, call: resting })?.isOpen).toBe(false);
    },
  );

  const caller: Caller = {
    id: 'c',
    queueId: 'q',
    since: 1,
    seq: 1,
    priority: 0,
    isFront: false,
    isOpen: true,
    attempt: 1,
  };
  test.each<[string, Caller | null, Caller | null, boolean]>([
    ['nobody and nobody', null, null, true],
    ['somebody and nobody', caller, null, false],
    ['nobody and somebody', null, caller, false],
    ['the same', caller, { ...caller }, true],
    ['another queue', caller, { ...caller, queueId: 'p' }, false],
    ['another place', caller, { ...caller, seq: 2 }, false],
    ['one who may be asked for and one who may not', caller, { ...caller, isOpen: false }, false],
    ['the front and not', caller, { ...caller, isFront: true }, false],
    ['further tries, which only draw anew', caller, { ...caller, attempt: 2 }, true],
  ])('waits as before: %s', (_what, before, after, isSame) => {
    expect(isSameCaller(before, after)).toBe(isSame);
  });
});

describe('[U5] [U6] who waits in a queue', () => {
  test.each([
    [false, null, true],
    [false, 'call.1', true],
    [true, null, false],
    [true, 'call.1', true],
  ])('is on the line or not: called back %s, their leg %s', (isCalledBack, remoteId, expected) => {
    const callback = isCalledBack ? ({ attempt: 1 } as unknown as Call['callback']) : null;
    expect(isOnLine({ callback, remoteId } as Pick<Call, 'callback' | 'remoteId'>)).toBe(expected);
  });

  test('is counted on the line and to be called back apart, and the longest wait is of those on the line', () => {
    const s = new TestCallControl({
      agents: [],
      queue: { callback: { key: '1', attempts: 2, pauseSeconds: 60, expirySeconds: 900 } },
    });
    expect([waitersOf(s.state, 'queue-1'), longestWaitSince(s.state, 'queue-1')]).toEqual([
      { waiting: 0, callbacks: 0 },
      null,
    ]);
    s.inbound();
    s.press('1', '1', '1');
    expect([waitersOf(s.state, 'queue-1'), longestWaitSince(s.state, 'queue-1')]).toEqual([
      { waiting: 0, callbacks: 1 },
      null,
    ]);
    s.now += 10_000;
    s.queued('first', 'first-caller');
    const since = s.now;
    s.now += 10_000;
    s.queued('second', 'second-caller');
    expect(waitersOf(s.state, 'queue-1')).toEqual({ waiting: 2, callbacks: 1 });
    expect(longestWaitSince(s.state, 'queue-1')).toBe(since);
    expect([waitersOf(s.state, 'queue-9'), longestWaitSince(s.state, 'queue-9')]).toEqual([
      { waiting: 0, callbacks: 0 },
      null,
    ]);
  });
});
