import { describe, expect, it } from 'vitest';
import { laterToday, reminderAt, tomorrowMorning } from './reminder.ts';

const at = (text: string): number => new Date(text).getTime();
const afternoon = at('2026-11-22T13:20:00');

describe('[A2.3] the next reminder', () => {
  it('offers a round time about three hours on, as long as that is today', () => {
    expect(laterToday(afternoon)).toBe(at('2026-11-22T16:30:00'));
    expect(laterToday(at('2026-11-22T21:30:00'))).toBeNull();
  });

  it('offers ten o’clock of the next day, across a month’s end too', () => {
    expect(tomorrowMorning(at('2026-11-30T23:10:00'))).toBe(at('2026-12-01T10:00:00'));
  });

  it('turns a choice into a moment', () => {
    expect(reminderAt('soon', '', afternoon)).toBe(new Date(at('2026-11-22T13:50:00')).toISOString());
    expect(reminderAt('custom', '2026-11-25T09:15', afternoon)).toBe(new Date(at('2026-11-25T09:15:00')).toISOString());
  });

  it('knows no reminder for none, for an unfinished time and for the past', () => {
    expect([
      reminderAt('none', '', afternoon),
      reminderAt('custom', '', afternoon),
      reminderAt('custom', '2026-11-01T09:00', afternoon),
    ]).toEqual([null, null, null]);
  });
});
