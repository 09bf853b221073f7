import { describe, expect, test } from 'vitest';
import { emptyDay, onDay, storedDay, withCallback, withStay, type Fate } from './day.ts';
import { serviceLevel, standingOf } from './service-level.ts';

const stay = (fate: Fate, waitMs = 0, day = 1) => ({ day, fate, waitMs, targetSeconds: 20 });

describe('[U6] the counts of a queue', () => {
  test.each<[Fate, number, object]>([
    ['answered', 20_000, { answered: 1, inTime: 1, waitMs: 20_000 }],
    ['answered', 20_001, { answered: 1, inTime: 0, waitMs: 20_001 }],
    ['abandoned', 5000, { abandoned: 1, waitMs: 0 }],
    ['left', 5000, { left: 1, waitMs: 0 }],
  ])('[U6] %s after %i ms', (fate, waitMs, expected) => {
    expect(withStay(emptyDay, stay(fate, waitMs))).toEqual({ ...emptyDay, day: 1, ...expected });
  });

  test('[U6] add up over a day and begin anew with the next', () => {
    const two = withStay(withStay(emptyDay, stay('answered', 3000)), stay('answered', 30_000));
    expect(two).toEqual({ ...emptyDay, day: 1, answered: 2, inTime: 1, waitMs: 33_000 });
    expect(onDay(two, 1)).toBe(two);
    expect(withStay(two, stay('abandoned', 0, 2))).toEqual({ ...emptyDay, day: 2, abandoned: 1 });
  });
});

describe('[B] [U6] the counts of who is called back', () => {
  test('begin anew with the day', () => {
    const two = withCallback(withCallback(emptyDay, 1, 'booked'), 1, 'called');
    expect(two.callbacks).toEqual({ booked: 1, called: 1, reached: 0, failed: 0, expired: 0 });
    expect(withCallback(two, 2, 'reached').callbacks).toEqual({ ...emptyDay.callbacks, reached: 1 });
  });

  test('[A2.10] are none in a day that a server of before has stored, whose other counts go on', () => {
    const { callbacks: _, ...before } = withStay(emptyDay, stay('abandoned'));
    expect(storedDay(before)).toEqual({ ...emptyDay, day: 1, abandoned: 1 });
    expect(storedDay(undefined)).toEqual(emptyDay);
  });
});

describe('[U6] the service level', () => {
  test('[U6] is SL3 of the example of the literature: 1,000 answered, 860 of them in time, 60 abandoned', () => {
    expect(serviceLevel({ answered: 1000, inTime: 860, abandoned: 60 })).toBeCloseTo(81.13, 2);
  });

  test.each([
    [{ answered: 0, inTime: 0, abandoned: 0 }, null],
    [{ answered: 0, inTime: 0, abandoned: 2 }, 0],
    [{ answered: 4, inTime: 4, abandoned: 0 }, 100],
    [{ answered: 3, inTime: 3, abandoned: 1 }, 75],
  ])('[U6] of %j is %s', (counts, level) => {
    expect(serviceLevel(counts)).toBe(level);
  });

  test.each([
    [null, 'none'],
    [100, 'met'],
    [80, 'met'],
    [79.9, 'near'],
    [75, 'near'],
    [74.9, 'below'],
  ] as const)('[U6] of %s at a target of 80 is %s', (level, standing) => {
    expect(standingOf(level, { percent: 80 })).toBe(standing);
  });
});
