import { describe, expect, test } from 'vitest';
import { lineOf } from './board-lines.ts';
import { testAgent, testQueue } from './test-agents.ts';
import { occupancyOf, rankingOf, sumsOf } from './wall-sums.ts';

const since = '2026-11-22T08:00:00.000Z';
const later = '2026-11-22T08:00:30.000Z';
const day = (answered: number, inTime: number, abandoned: number, waitSeconds: number) => ({
  today: {
    answered,
    inTime,
    abandoned,
    left: 9,
    waitSeconds,
    callbacks: { booked: 0, called: 0, reached: 0, failed: 0, expired: 0 },
  },
});

describe('[U6] figures of several queues', () => {
  test('[U6] add up, and means are over all their callers', () => {
    const queues = [
      testQueue({ waiting: 2, longestSince: later, ...day(30, 24, 10, 10) }),
      testQueue({ waiting: 1, longestSince: since, ...day(10, 10, 0, 30) }),
      testQueue({}),
    ];
    expect(sumsOf(queues)).toEqual({
      waiting: 3,
      callbacks: 0,
      longestSince: Date.parse(since),
      level: 68,
      target: { percent: 80, seconds: 20 },
      answered: 40,
      abandoned: 10,
      abandonedRate: 20,
      answerSeconds: 15,
    });
  });

  test('[U6] of a day on which nobody has come are none, and targets that differ are no target', () => {
    const other = testQueue({ target: { percent: 90, seconds: 20 } });
    expect(sumsOf([testQueue({}), other])).toMatchObject({
      longestSince: null,
      level: null,
      target: null,
      abandonedRate: null,
      answerSeconds: null,
    });
    expect(sumsOf([])).toMatchObject({ waiting: 0, target: null });
  });
});

describe('[U6] figures of people', () => {
  const people = (states: readonly Parameters<typeof testAgent>[0]['state'][]) =>
    states.map((state) => lineOf(testAgent(state ? { state } : {}), undefined));
  test('[U6] occupancy is of those who take calls, without those who are away', () => {
    expect(occupancyOf(people(['talking', 'held', 'wrap-up', 'ready', 'busy', 'offline']))).toBe(75);
    expect(occupancyOf(people(['busy', 'offline']))).toBeNull();
  });

  test('[U6] who has answered most stands first, who has answered nothing nowhere', () => {
    const of = (extension: string, answered: number) =>
      lineOf(testAgent({ extension, today: { answered, placed: 0, talkInSeconds: 0, talkOutSeconds: 0 } }), undefined);
    const ranked = rankingOf([of('803', 2), of('802', 5), of('801', 5), of('804', 0), of('805', 1)], 3);
    expect(ranked.map(({ agent }) => agent.extension)).toEqual(['801', '802', '803']);
  });
});
