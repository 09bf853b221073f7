import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayByKey, isWithin, monthsOn, readDay, readDayTime, readTime, weeksOf, within } from './day-text.ts';

const anyDay = fc
  .date({ min: new Date('1000-02-01T00:00:00Z'), max: new Date('9999-11-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('[C6] a day that is typed', () => {
  it.each([
    ['2026-01-05', '2026-01-05'],
    [' 2026/1/5 ', '2026-01-05'],
    ['2026.1.5', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['2024-2-29', '2024-02-29'],
    ['2026-02-29', null],
    ['2026-13-01', null],
    ['2026-00-10', null],
    ['2026-1', null],
    ['26-1-5', null],
    ['0999-01-01', null],
    ['soon', null],
    ['', null],
  ])('%j is read as %j', (text, day) => {
    expect(readDay(text)).toBe(day);
  });

  it('is every day as it is written', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect([readDay(day), readDay(day.replaceAll('-', ''))]).toEqual([day, day]);
      }),
    );
  });
});

describe('[C6] a time that is typed', () => {
  it.each([
    ['9:30', '09:30'],
    ['0930', '09:30'],
    ['23：59：05', '23:59:05'],
    ['09:30:00', '09:30'],
    ['24:00', null],
    ['9:60', null],
    ['9', null],
  ])('%j is read as %j', (text, time) => {
    expect(readTime(text)).toBe(time);
  });

  it('counts with its day only when both are there', () => {
    expect(readDayTime('2026-1-5 9:30')).toBe('2026-01-05T09:30');
    expect(readDayTime('2026-01-05T09:30:07')).toBe('2026-01-05T09:30:07');
    expect([readDayTime('2026-01-05'), readDayTime('9:30'), readDayTime('2026-01-05 25:00')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('[C6] the calendar', () => {
  it('shows whole weeks from Monday on, with every day of the month once', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const month = day.slice(0, 7);
        const days = weeksOf(month).flat();
        expect(new Set(days).size).toBe(42);
        expect(new Date(`${days[0]!}T00:00:00Z`).getUTCDay()).toBe(1);
        const [year, of] = month.split('-').map(Number) as [number, number];
        expect(days.filter((one) => one.startsWith(month)).length).toBe(new Date(Date.UTC(year, of, 0)).getUTCDate());
      }),
    );
  });

  it('walks by keys, over the ends of months and years', () => {
    expect(dayByKey('2026-01-01', 'ArrowLeft')).toBe('2025-12-31');
    expect(dayByKey('2026-01-31', 'ArrowDown')).toBe('2026-02-07');
    expect(dayByKey('2026-01-31', 'PageDown')).toBe('2026-02-28');
    expect(dayByKey('2026-01-31', 'PageUp')).toBe('2025-12-31');
    expect([dayByKey('2026-01-07', 'Home'), dayByKey('2026-01-07', 'End')]).toEqual(['2026-01-05', '2026-01-11']);
    expect(dayByKey('2026-01-07', 'x')).toBeNull();
    expect([dayByKey('9999-12-31', 'ArrowRight'), dayByKey('9999-12-31', 'PageDown')]).toEqual([
      '9999-12-31',
      '9999-12-31',
    ]);
  });

  it('goes a year on and back to the same day, but for 29 February', () => {
    fc.assert(
      fc.property(
        anyDay.filter((day) => !day.endsWith('02-29') && day > '1002' && day < '9998'),
        (day) => {
          expect(monthsOn(monthsOn(day, 12), -12)).toBe(day);
        },
      ),
    );
    expect(monthsOn('2024-02-29', 12)).toBe('2025-02-28');
  });

  it('keeps within its bounds, both of them included', () => {
    const bounds = { min: '2026-01-05', max: '2026-01-20' };
    expect(['2026-01-04', '2026-01-05', '2026-01-20', '2026-01-21'].map((day) => isWithin(day, bounds))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([within('2025-12-31', bounds), within('2026-01-10', bounds), within('2027-01-01', bounds)]).toEqual([
      '2026-01-05',
      '2026-01-10',
      '2026-01-20',
    ]);
  });
});
