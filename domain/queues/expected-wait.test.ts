import { describe, expect, test } from 'vitest';
import { expectedWait, withWait, type PastWait } from './expected-wait.ts';

describe('[U5] the expected wait', () => {
  const now = 1_750_000_000_000;
  const wait = (position: number, seconds: number, minutesAgo = 1): PastWait => ({
    at: now - minutesAgo * 60_000,
    position,
    seconds,
  });
  test.each<[string, readonly PastWait[], number, number | null]>([
    ['nothing is known', [], 1, null],
    ['two were answered', [wait(1, 60), wait(1, 60)], 1, null],
    ['three waited a minute at the first place', [wait(1, 60), wait(1, 60), wait(1, 60)], 2, 120],
    ['they stood at different places', [wait(1, 30), wait(2, 60), wait(4, 120)], 3, 90],
    ['nobody had to wait', [wait(1, 0), wait(1, 0), wait(1, 0)], 5, 0],
    ['they were answered long ago', [wait(1, 60, 31), wait(1, 60, 5), wait(1, 60)], 1, null],
  ])('when %s', (_when, waits, position, expected) => {
    expect(expectedWait(waits, position, now)).toBe(expected);
  });

  test('goes by the ten latest', () => {
    let waits: readonly PastWait[] = [];
    for (let i = 0; i < 30; i++) waits = withWait(waits, wait(1, i));
    expect(waits.map(({ seconds }) => seconds)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
  });
});
