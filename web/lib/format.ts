/** How times, durations and numbers are written. All of it pure: the moment "now" is given. */

const two = (value: number): string => String(value).padStart(2, '0');

/** Seconds as 03:42, from an hour on as 1:03:42. Negative values count as none. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Whole seconds from a moment until `now`, never negative. */
export const secondsSince = (moment: string | number, now: number): number =>
  Math.max(0, Math.floor((now - (typeof moment === 'string' ? Date.parse(moment) : moment)) / 1000));

const clockOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;
const monthDay = (date: Date): string => `${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** 14:02 */
export const clockTime = (moment: string | number): string => clockOf(new Date(moment));
/** 14:02:31 */
export const clockSeconds = (moment: string | number): string =>
  `${clockTime(moment)}:${two(new Date(moment).getSeconds())}`;
/** 2026-11-18 */
export function isoDay(moment: string | number): string {
  const date = new Date(moment);
  return `${date.getFullYear()}-${monthDay(date)}`;
}
/** 2026-11-18 16:27:11 */
export const fullTime = (moment: string | number): string => `${isoDay(moment)} ${clockSeconds(moment)}`;

export type DayTime = { kind: 'today' | 'yesterday'; time: string } | { kind: 'other'; text: string };

/** Today and yesterday by word, this year as 11-18 16:27, other years as 2025-11-18. */
export function dayTime(moment: string | number, now: number): DayTime {
  const date = new Date(moment);
  const today = isoDay(now);
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  if (isoDay(moment) === today) return { kind: 'today', time: clockOf(date) };
  if (isoDay(moment) === isoDay(before.getTime())) return { kind: 'yesterday', time: clockOf(date) };
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return { kind: 'other', text: isThisYear ? `${monthDay(date)} ${clockOf(date)}` : isoDay(moment) };
}

/** The day's column of a timeline: 今天 or 11-18 or 2025-11-18. */
export function dayWord(moment: string | number, now: number, today: string): string {
  if (isoDay(moment) === isoDay(now)) return today;
  const date = new Date(moment);
  return date.getFullYear() === new Date(now).getFullYear() ? monthDay(date) : isoDay(moment);
}

/** What is counted to 100 at most: 99+ beyond 99. */
export const counted = (value: number): string => (value > 99 ? '99+' : String(value));

/** 1,284 */
export const count = (value: number): string => value.toLocaleString('en-US');

/** The longest text that the server reads as a number. */
const longestNumber = 64;

/** A typed or pasted number in one line as it was written: the server reads it, with an extension behind it, and says what is wrong with it. */
export const dialable = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trimStart()
    .slice(0, longestNumber);

/** Local midnight of the day that lies `daysBack` before now, as epoch milliseconds. */
export function dayStart(now: number, daysBack = 0): number {
  const date = new Date(now);
  date.setHours(0, 0, 0, 0);
  date.setDate(date.getDate() - daysBack);
  return date.getTime();
}

/** The first letter or last character that stands for a person in a circle: 林晓雯 → 雯, Lin → L. */
export function initialOf(name: string): string {
  const letters = [...name.trim()];
  const isLatin = /^[\p{Script=Latin}]/u.test(name.trim());
  return ((isLatin ? letters[0] : letters.at(-1)) ?? '').toUpperCase();
}

/** 1.5 GB, by steps of 1024 as licences count; below ten with one place. */
export function bytes(value: number): string {
  const step = value < 1 ? 0 : Math.min(4, Math.floor(Math.log2(value) / 10));
  const scaled = value / 1024 ** step;
  return `${step > 0 && scaled < 10 ? Math.round(scaled * 10) / 10 : Math.round(scaled)} ${['B', 'KB', 'MB', 'GB', 'TB'][step]!}`;
}
