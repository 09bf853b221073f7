import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { birthdaysBetween, birthdaysNow } from './birthdays.ts';

const at = (text: string): number => Date.parse(text);
const shanghai = { daysBefore: 1, utcOffsetMinutes: 480 };
const daysOf = (found: readonly { day: string }[]) => found.map(({ day }) => day);

describe('[C8] birthdays', () => {
  it.each([
    // Nine in the morning in Shanghai is one at night in London.
    ['2026-11-30T00:59:59Z', 1, ['2026-11-30']],
    ['2026-11-30T01:00:00Z', 1, ['2026-11-30', '2026-12-01']],
    ['2026-11-30T15:59:59Z', 1, ['2026-11-30', '2026-12-01']],
    // Midnight there ends the day.
    ['2026-11-30T16:00:00Z', 1, ['2026-12-01']],
    ['2026-11-30T00:59:59Z', 0, []],
    ['2026-11-30T01:00:00Z', 0, ['2026-11-30']],
    ['2026-12-31T01:00:00Z', 2, ['2026-12-31', '2027-01-01', '2027-01-02']],
  ])('at %s, of which one is reminded %i days before, are %o', (now, daysBefore, expected) => {
    expect(daysOf(birthdaysNow(at(now), { ...shanghai, daysBefore }))).toEqual(expected);
  });

  it.each([
    ['2027-02-28', ['02-28', '02-29']],
    ['2028-02-28', ['02-28']],
    ['2028-02-29', ['02-29']],
    ['2100-02-28', ['02-28', '02-29']],
    ['2000-02-28', ['02-28']],
    ['2027-03-01', ['03-01']],
  ])('on %s are of those born on %o', (day, monthDays) => {
    const [found] = birthdaysNow(at(`${day}T04:00:00Z`), { ...shanghai, daysBefore: 0 });
    expect(found).toMatchObject({ day, monthDays });
  });

  test('come once a year to everybody, wherever the year is cut', () => {
    const monthDay = fc.constantFrom('01-01', '02-28', '02-29', '06-15', '12-31');
    fc.assert(
      fc.property(
        monthDay,
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: -720, max: 840 }),
        fc.integer({ min: 0, max: 20_000 }),
        (born, daysBefore, utcOffsetMinutes, hours) => {
          const rule = { daysBefore, utcOffsetMinutes };
          const [from, until] = [at('2026-01-01T00:30:00Z'), at('2029-01-01T00:30:00Z')];
          const cut = Math.min(until, from + hours * 3_600_000);
          const found = (one: number, other: number) =>
            birthdaysBetween(one, other, rule).filter(({ monthDays }) => monthDays.includes(born)).length;
          const whole = found(from, until);
          expect(whole).toBeGreaterThanOrEqual(2);
          expect(whole).toBeLessThanOrEqual(4);
          expect(found(from, cut) + found(cut, until)).toBeGreaterThanOrEqual(whole - 1);
          expect(found(from, cut) + found(cut, until)).toBeLessThanOrEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });
});
