/** Days and times as people type them, and the days of a calendar. Days are texts such as 2026-01-05: no clock and no zone can shift them. Pure. */

const two = (part: number): string => String(part).padStart(2, '0');
const dayMs = 86_400_000;
/** Records hold years of four digits. */
const [firstYear, lastYear] = [1000, 9999];

const isoOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** 2026-1-5, 2026/01/05, 2026.1.5, 20260105 and 2026年1月5日 as 2026-01-05; null for what is no day. */
export function readDay(text: string): string | null {
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim()) ??
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.trim());
  if (!parts) return null;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const day = `${parts[1]}-${two(month)}-${two(date)}`;
  if (year < firstYear || month < 1 || month > 12 || date < 1) return null;
  // 30 February would become a day of March.
  return isoOf(Date.UTC(year, month - 1, date)) === day ? day : null;
}

/** 9:30, 09:30:05 and 0930 as 09:30 and 09:30:05; null for what is no time of a day. */
export function readTime(text: string): string | null {
  const parts =
    /^(\d{2})(\d{2})$/.exec(text.trim()) ?? /^(\d{1,2})\s*[:：]\s*(\d{2})(?:\s*[:：]\s*(\d{2}))?$/.exec(text.trim());
  if (!parts) return null;
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return `${two(hours)}:${two(minutes)}${seconds > 0 ? `:${two(seconds)}` : ''}`;
}

/** A day and a time with a space between, on the reader's clock, as 2026-01-05T09:30; null as long as one of them is missing. */
export function readDayTime(text: string): string | null {
  const at = Math.max(text.trim().lastIndexOf(' '), text.trim().lastIndexOf('T'));
  const day = at < 0 ? null : readDay(text.trim().slice(0, at));
  const time = at < 0 ? null : readTime(text.trim().slice(at + 1));
  return day && time ? `${day}T${time}` : null;
}

/** Six weeks that hold a month, from Monday on. @param month 2026-01 */
export function weeksOf(month: string): string[][] {
  const first = msOf(`${month}-01`);
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * dayMs;
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => isoOf(start + (week * 7 + day) * dayMs)),
  );
}

/** So many months on, on the same day of the month or its last. */
export function monthsOn(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return within(isoOf(Date.UTC(year, month - 1 + months, Math.min(date, last))), {});
}

export interface Bounds {
  /** The first and the last day that may be chosen. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}
export const isWithin = (day: string, { min, max }: Bounds): boolean => !(min && day < min) && !(max && day > max);

/** The nearest day that may be chosen. */
export function within(day: string, { min = `${firstYear}-01-01`, max = `${lastYear}-12-31` }: Bounds): string {
  // What lies beyond the years has a sign or another length.
  if (!/^\d{4}-/.test(day)) return day.startsWith('-') ? min : max;
  return day < min ? min : day > max ? max : day;
}

/** Where a key of the calendar leads; null for other keys. */
export function dayByKey(day: string, key: string): string | null {
  const weekday = (new Date(msOf(day)).getUTCDay() + 6) % 7;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -weekday,
    End: 6 - weekday,
  };
  if (key === 'PageUp' || key === 'PageDown') return monthsOn(day, key === 'PageUp' ? -1 : 1);
  const step = steps[key];
  return step === undefined ? null : within(isoOf(msOf(day) + step * dayMs), {});
}
