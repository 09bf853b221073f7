import { describe, expect, test } from 'vitest';
import { barsOf, clockOf, scaleOf } from './day-bars.ts';

const half = (at: number, calls: number, abandoned = 0) => ({ at, calls, abandoned });

describe('[U6] the course of a day', () => {
  test('[U6] goes from eight to six at the least, without a gap, and further where there were calls', () => {
    expect(barsOf([]).map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, i) => 16 + i));
    const bars = barsOf([half(14, 3), half(20, 5, 2), half(40, 1)]);
    expect([bars[0], bars[6], bars.at(-1)]).toEqual([half(14, 3), half(20, 5, 2), half(40, 1)]);
    expect(bars).toHaveLength(27);
    expect(bars[1]).toEqual(half(15, 0));
  });

  test.each([
    [[], 10],
    [[half(1, 10)], 10],
    [[half(1, 11)], 15],
    [[half(1, 21), half(2, 3)], 30],
    [[half(1, 112)], 150],
    [[half(1, 1000)], 1000],
  ])('[U6] of %j ends at %i', (halfHours, end) => {
    expect(scaleOf(halfHours)).toBe(end);
  });

  test('[U6] says when', () => {
    expect([0, 17, 47].map(clockOf)).toEqual(['00:00', '08:30', '23:30']);
  });
});
