/** Days of a tenant as plain numbers, so that "today" never depends on the machine's time zone. */

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Number of the day that holds `atMs` (epoch milliseconds) at a fixed UTC offset in minutes; counts from 1970-01-01. */
export const dayNumber = (atMs: number, utcOffsetMinutes: number): number =>
  Math.floor((atMs + utcOffsetMinutes * minuteMs) / dayMs);

/** Epoch milliseconds at which a day of `dayNumber` begins. */
export const dayStart = (day: number, utcOffsetMinutes: number): number => day * dayMs - utcOffsetMinutes * minuteMs;

/** Whole seconds between two moments in milliseconds, never negative. */
export const secondsBetween = (fromMs: number, toMs: number): number => Math.max(0, Math.round((toMs - fromMs) / 1000));
