/** Who is asked, by each strategy; agents are said as `name: what it goes by`. */
import { describe, expect, test } from 'vitest';
import { emptyDay } from './day.ts';
import { noAnnouncements } from './announcements.ts';
import { noSkills } from './needs.ts';
import { overflowTo } from './overflow.ts';
import type { Queue, QueueMember, Strategy } from './queue.ts';
import { decide, memberFor, routerOf, withAgent, withCaller, type Caller, type Router } from './router.ts';
import { standardTarget } from './service-level.ts';
import { callsOfDay, drawOf, type FreeAgent } from './strategy.ts';

const now = 1_750_000_000_000;
const agent = (id: string, change: Partial<FreeAgent> = {}): FreeAgent => ({
  id,
  idleSince: now,
  noAnswerDelayUntil: 0,
  answered: 0,
  lastTalkedAt: 0,
  skills: noSkills,
  signedOutOf: [],
  isInsideOnly: false,
  ...change,
});
const member = (agentId: string, penalty = 0): QueueMember => ({ agentId, penalty, order: 0 });
const queue = (change: Partial<Queue> = {}): Queue => ({
  id: 'q',
  name: '售后支持',
  number: '901',
  isEnabled: true,
  strategy: 'round-robin',
  ringSeconds: 15,
  missPauseSeconds: 3,
  maxWaitSeconds: 60,
  maxWaiting: 10,
  overflow: overflowTo({ to: 'goodbye' }),
  announcements: noAnnouncements,
  missedOffers: null,
  maxSignedOut: null,
  target: standardTarget,
  callback: null,
  members: ['a', 'b', 'c'].map((id) => member(id)),
  weight: 0,
  needs: [],
  lastAgentId: null,
  today: emptyDay,
  recentWaits: [],
  ...change,
});
const caller = (id: string, change: Partial<Caller> = {}): Caller => ({
  id,
  queueId: 'q',
  since: now,
  seq: 0,
  priority: 0,
  isFront: false,
  isOpen: true,
  attempt: 0,
  ...change,
});
const offered = (router: Router, at = now): string[] =>
  decide(router, at).decision?.offers.map(({ agentId }) => agentId) ?? [];
const asked = (change: Partial<Queue>, agents: FreeAgent[]): string[] =>
  offered(routerOf([queue(change)], agents, [caller('call')], now));

describe('[U5] who is offered a caller', () => {
  test.each<[string, Strategy, Partial<FreeAgent>[], string[]]>([
    ['everybody at once', 'ring-all', [{}, {}, {}], ['a', 'b', 'c']],
    ['the first', 'linear', [{}, {}, {}], ['a']],
    ['who has been ready longest', 'longest-idle', [{ idleSince: 30 }, { idleSince: 10 }, { idleSince: 20 }], ['b']],
    [
      'of those who have been ready equally long the first',
      'longest-idle',
      [{ idleSince: 9 }, { idleSince: 8 }, { idleSince: 8 }],
      ['b'],
    ],
    [
      'who has answered fewest today',
      'fewest-calls',
      [{ answered: callsOfDay(3, 2) }, { answered: callsOfDay(3, 1) }, { answered: callsOfDay(3, 4) }],
      ['b'],
    ],
    [
      'who has answered many, but yesterday',
      'fewest-calls',
      [{ answered: callsOfDay(3, 1) }, { answered: callsOfDay(3, 1) }, { answered: callsOfDay(2, 40) }],
      ['c'],
    ],
    [
      'whose last call ended longest ago',
      'least-recent',
      [{ lastTalkedAt: 30 }, { lastTalkedAt: 20 }, { lastTalkedAt: 25 }],
      ['b'],
    ],
    ['who has had no call yet', 'least-recent', [{ lastTalkedAt: 30 }, { lastTalkedAt: 20 }, {}], ['c']],
  ])('%s, by %s', (_what, strategy, agents, expected) => {
    const [a, b, c] = agents;
    expect(asked({ strategy }, [agent('a', a), agent('b', b), agent('c', c)])).toEqual(expected);
  });

  test.each([
    [null, ['a', 'b', 'c'], 'a'],
    ['a', ['a', 'b', 'c'], 'b'],
    ['c', ['a', 'b', 'c'], 'a'],
    ['a', ['a', 'c'], 'c'],
    ['b', ['a', 'b'], 'a'],
    ['gone', ['a', 'b', 'c'], 'a'],
  ])('round robin goes on behind %s: of %j it asks %s', (lastAgentId, free, expected) => {
    expect(
      asked(
        { lastAgentId },
        free.map((id) => agent(id)),
      ),
    ).toEqual([expected]);
  });

  test('random asks everybody as often, and the same again for the same call and try', () => {
    const counts = new Map<string, number>();
    const random = (attempt: number): string[] =>
      offered(
        routerOf(
          [queue({ strategy: 'random' })],
          ['a', 'b', 'c'].map((id) => agent(id)),
          [caller('call', { attempt })],
          now,
        ),
      );
    for (let i = 0; i < 3000; i++) {
      const [id] = random(i);
      counts.set(id!, (counts.get(id!) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(['a', 'b', 'c']);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(random(7)).toEqual(random(7));
    expect([drawOf('') >= 0, drawOf('call/1') < 1]).toEqual([true, true]);
  });

  test.each<[Strategy, string[]]>([
    ['ring-all', ['b', 'c']],
    ['linear', ['b']],
    ['round-robin', ['b']],
    ['longest-idle', ['c']],
    ['random', ['b', 'c']],
  ])('by %s, a higher penalty is asked only while nobody with a lower one is free', (strategy, expected) => {
    const members = [member('a', 2), member('b'), member('c')];
    const free = [agent('a', { idleSince: 1 }), agent('b', { idleSince: 9 }), agent('c', { idleSince: 5 })];
    const got = asked({ strategy, members, lastAgentId: 'c' }, free);
    if (strategy === 'random') expect(expected).toContain(got[0]);
    else expect(got).toEqual(expected);
    expect(asked({ strategy, members }, free.slice(0, 1))).toEqual(['a']);
  });

  test('nobody is free, nobody is offered', () => {
    expect(asked({}, [])).toEqual([]);
    expect(asked({ members: [] }, [agent('a')])).toEqual([]);
    expect(asked({}, [agent('a', { noAnswerDelayUntil: now + 1 })])).toEqual([]);
    expect(asked({}, [agent('a', { isInsideOnly: true })])).toEqual([]);
  });

  test('who rests is asked as soon as the rest is over', () => {
    const router = routerOf([queue()], [agent('a', { noAnswerDelayUntil: now + 3000 })], [caller('call')], now);
    expect([offered(router, now + 2999), offered(router, now + 3000)]).toEqual([[], ['a']]);
  });
});

describe('[U5] skills', () => {
  const needs = [
    { afterSeconds: 0, needs: [{ skillId: 'mandarin', level: 3 }] },
    { afterSeconds: 20, needs: [{ skillId: 'mandarin', level: 2 }] },
    { afterSeconds: 60, needs: [] },
  ];
  test.each([
    [3, 0],
    [2, 20],
    [1, 60],
    [0, 60],
  ])('an agent of level %i is asked after %i s', (level, seconds) => {
    const skills = new Map([['mandarin', level]]);
    const router = routerOf([queue({ needs })], [agent('a', { skills })], [caller('call')], now);
    const at = now + seconds * 1000;
    expect([seconds > 0 ? offered(router, at - 1) : [], offered(router, at)]).toEqual([[], ['a']]);
  });

  test('the decision says why', () => {
    const skills = new Map([['mandarin', 2]]);
    const free = [agent('a', { skills, idleSince: now - 42_000, answered: callsOfDay(20_000, 12) }), agent('b')];
    const router = routerOf([queue({ needs, strategy: 'longest-idle' })], free, [caller('call')], now);
    expect(decide(router, now + 25_000).decision).toEqual({
      callId: 'call',
      queueId: 'q',
      offers: [
        {
          agentId: 'a',
          why: {
            strategy: 'longest-idle',
            free: 1,
            readySeconds: 67,
            waitedSeconds: 25,
            answered: 12,
            penalty: 0,
            relaxed: 1,
            skills: [{ skillId: 'mandarin', level: 2 }],
          },
        },
      ],
    });
  });

  test('a colleague who asks the queue reaches who can do most, and else one who is inside-only', () => {
    const skills = new Map([['mandarin', 3]]);
    const free = [agent('a'), agent('b', { skills })];
    const router = routerOf([queue({ needs })], free, [], now);
    expect(memberFor(router, 'q', now, 'c')).toBe('b');
    expect(memberFor(withAgent(router, free[1]!, null), 'q', now, 'c')).toBe('a');
    expect(memberFor(routerOf([queue()], [agent('c', { isInsideOnly: true })], [], now), 'q', now, 'c')).toBe('c');
    expect(memberFor(router, 'none', now, 'c')).toBeNull();
  });
});

describe('[U5] which caller an agent gets', () => {
  const queues = [queue({ id: 'q' }), queue({ id: 'heavy', weight: 1 }), queue({ id: 'second' })].map((one) => ({
    ...one,
    members: [{ agentId: 'a', penalty: 0, order: one.id === 'second' ? 1 : 0 }],
  }));
  test.each<[string, Partial<Caller>[], string]>([
    ['who waits longest', [{ since: now - 10 }, { since: now - 20 }], '1'],
    ['of those who came at once the first', [{ seq: 2 }, { seq: 1 }], '1'],
    [
      'who has a level more than one who came up to a minute before',
      [{ since: now - 60_000 }, { since: now - 1, priority: 1 }],
      '1',
    ],
    ['who waits a minute longer than one with a level more', [{ since: now - 60_001 }, { priority: 1 }], '0'],
    ['who waits in a queue of more weight', [{ since: now - 59_000 }, { queueId: 'heavy' }], '1'],
    ['who waits in what is their second queue a minute longer', [{ since: now - 59_000, queueId: 'second' }, {}], '1'],
    ['who had an agent and lost them', [{ since: now - 900_000, priority: 9 }, { isFront: true }], '1'],
    ['of those who lost an agent who waits longest', [{ isFront: true }, { isFront: true, since: now - 1 }], '1'],
    ['for whom nobody is asked', [{ since: now - 9, isOpen: false }, {}], '1'],
  ])('%s', (_what, callers, expected) => {
    let router = routerOf(queues, [], [], now - 1_000_000);
    callers.forEach((change, i) => (router = withCaller(router, null, caller(String(i), { seq: i, ...change }))));
    router = withAgent(router, null, agent('a'));
    expect(decide(router, now).decision?.callId).toBe(expected);
  });
});
