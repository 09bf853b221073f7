import { describe, expect, it } from 'vitest';
import { endOf, extended, lastDayOf } from './licence-end.ts';

describe('[P1] the end of a licence', () => {
  it('is the midnight after its last day, whichever way it is read', () => {
    for (const day of ['2026-11-22', '2026-12-31', '2028-02-29']) expect(lastDayOf(endOf(day))).toBe(day);
    expect(new Date(endOf('2026-12-31')!).getTime()).toBe(new Date(2027, 0, 1).getTime());
    expect([endOf(''), lastDayOf(null)]).toEqual([null, '']);
  });

  it.each([
    ['2026-11-30', '2026-11-22', 1, '2026-12-30'],
    ['2026-11-01', '2026-11-22', 1, '2026-12-22'],
    ['', '2026-11-22', 12, '2027-11-22'],
    ['2027-01-31', '2026-11-22', 1, '2027-02-28'],
    ['2028-02-29', '2026-11-22', 12, '2029-02-28'],
    ['2026-12-31', '2026-11-22', 1, '2027-01-31'],
  ])('of %s, extended on %s by %i months, is %s', (lastDay, today, months, expected) => {
    expect(extended(lastDay, today, months)).toBe(expected);
  });
});
