/** When somebody is reminded again who chooses later (稍后提醒). Pure. */
import { dayStart } from '../../../lib/format.ts';

export const snoozes = ['in10', 'in60', 'tomorrow'] as const;
export type Snooze = (typeof snoozes)[number];

const minuteMs = 60_000;
/** When a day's work begins. */
const morningHour = 9;

/** As epoch milliseconds. */
export function snoozedUntil(snooze: Snooze, now: number): number {
  if (snooze === 'in10') return now + 10 * minuteMs;
  if (snooze === 'in60') return now + 60 * minuteMs;
  return new Date(dayStart(now, -1)).setHours(morningHour);
}
