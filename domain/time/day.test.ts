import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayNumber, dayStart, secondsBetween } from './day.ts';

const at = (text: string): number => Date.parse(text);
/** Minutes: Shanghai is 8 hours ahead, New York in winter 5 hours behind. */
const [shanghai, newYork] = [480, -300];

test.each([
  ['1970-01-01T00:00:00Z', 0, 0],
  ['1969-12-31T23:59:59.999Z', 0, -1],
  ['1970-01-01T15:59:59.999Z', shanghai, 0],
  ['1970-01-01T16:00:00Z', shanghai, 1],
  ['1970-01-02T04:59:59.999Z', newYork, 0],
  ['1970-01-02T05:00:00Z', newYork, 1],
])('[R3] %s at %i minutes from UTC is day %i', (moment, offset, day) => {
  expect(dayNumber(at(moment), offset)).toBe(day);
});

test('[R3] a day begins at its first millisecond and lasts until the next begins', () => {
  expect(dayStart(1, shanghai)).toBe(at('1970-01-01T16:00:00Z'));
  expect(dayStart(1, newYork)).toBe(at('1970-01-02T05:00:00Z'));
  fc.assert(
    fc.property(fc.integer({ min: -30_000, max: 60_000 }), fc.integer({ min: -720, max: 840 }), (day, offset) => {
      const begin = dayStart(day, offset);
      expect([begin - 1, begin, dayStart(day + 1, offset) - 1].map((moment) => dayNumber(moment, offset))).toEqual([
        day - 1,
        day,
        day,
      ]);
    }),
  );
});

test.each([
  [0, 0, 0],
  [1000, 2499, 1],
  [1000, 2500, 2],
  [0, 3_600_000, 3600],
  [5000, 1000, 0],
])('[R1] from %i ms to %i ms are %i whole seconds, never less than none', (from, to, seconds) => {
  expect(secondsBetween(from, to)).toBe(seconds);
});
