import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isoDay } from '../../../lib/format.ts';
import { columnAt, dayOf, momentAt, movedBy, placed, shownMinutes, weekOf } from './week.ts';

const local = (text: string): number => new Date(text).getTime();
const at = (text: string) => ({ at: new Date(text).toISOString() });

describe('[C8] the week of a calendar', () => {
  it.each([
    ['2026-11-30T00:00', '2026-11-30'],
    ['2026-12-03T15:20', '2026-11-30'],
    ['2026-12-06T23:59', '2026-11-30'],
    ['2027-01-01T12:00', '2026-12-28'],
    ['2028-02-29T12:00', '2028-02-28'],
  ])('of %s begins on Monday %s, and has seven days that follow each other', (moment, monday) => {
    const days = weekOf(local(moment)).map(isoDay);
    expect(days[0]).toBe(monday);
    expect(new Set(days).size).toBe(8);
    expect(days).toEqual(days.toSorted());
  });

  it.each([
    ['2026-12-03', '2026-12-03'],
    ['2026-13-03', '2026-11-30'],
    ['tomorrow', '2026-11-30'],
    [undefined, '2026-11-30'],
  ])('shows for the address %s the day %s', (text, day) => {
    expect(isoDay(dayOf(text, local('2026-11-30T10:00')))).toBe(day);
  });
});

describe('[C8] to-dos in a calendar', () => {
  const days = weekOf(local('2026-12-03T00:00')).slice(0, 7);

  it('stand at their day and minute, none of another week', () => {
    const found = placed([at('2026-11-30T09:30'), at('2026-12-06T23:50'), at('2026-12-07T00:00')], days);
    expect(found.map(({ day, minutes, lanes }) => [day, minutes, lanes])).toEqual([
      [0, 570, 1],
      [6, 1430, 1],
    ]);
  });

  it('stand side by side at nearly the same time, and in one lane again where there is room', () => {
    const found = placed(
      ['09:00', '09:10', '09:30', '10:30'].map((time) => at(`2026-12-01T${time}`)),
      days,
    );
    expect(found.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
  });

  test('never cover one another', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1439 }), { maxLength: 12 }), (minutes) => {
        const all = placed(
          minutes.map((minute) => ({ at: new Date(momentAt(days[2]!, 0) + minute * 60_000).toISOString() })),
          days,
        );
        expect(all).toHaveLength(minutes.length);
        for (const [index, one] of all.entries())
          for (const other of all.slice(index + 1))
            if (Math.abs(one.minutes - other.minutes) < shownMinutes) {
              expect(one.lane).not.toBe(other.lane);
              expect(one.lanes).toBe(other.lanes);
            }
      }),
    );
  });

  it.each([
    [0, '2026-11-30T00:00'],
    [577, '2026-11-30T09:30'],
    [578, '2026-11-30T09:45'],
    [-20, '2026-11-30T00:00'],
    [1439, '2026-11-30T23:45'],
  ])('let go at %i minutes, are due at %s', (minutes, expected) => {
    expect(momentAt(days[0]!, minutes)).toBe(local(expected));
  });

  it.each([
    [{ steps: 1 }, '2026-11-30T09:35'],
    [{ steps: -2 }, '2026-11-30T08:50'],
    [{ days: 1 }, '2026-12-01T09:20'],
    [{ days: -1 }, '2026-11-29T09:20'],
  ])('moved by %o from 09:20, are due at %s', (by, expected) => {
    expect(movedBy(at('2026-11-30T09:20').at, by)).toBe(local(expected));
  });
});

test.each([
  [0, 7, 0],
  [99.9, 7, 0],
  [100, 7, 1],
  [699, 7, 6],
  [700, 7, 6],
  [-20, 7, 0],
  [350, 1, 0],
])('[C8] what is let go at pixel %d over %d columns belongs to column %d', (x, columns, expected) => {
  expect(columnAt(x, 700, columns)).toBe(expected);
});
