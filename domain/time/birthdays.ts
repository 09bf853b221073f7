/** Birthdays as days of the year: when somebody is reminded of them. Pure. */
import { dayNumber, dayStart } from './day.ts';

const dayMs = 86_400_000;
const morningMs = 9 * 3_600_000;
const isoOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

export interface Birthday {
  /** The ends of the dates of birth that have it: 12-05. Who was born on 29 February has it on the 28th of other years. */
  readonly monthDays: readonly string[];
  /** The day on which it is, 2026-12-05. */
  readonly day: string;
  /** When one is reminded: in the morning, so many days before; epoch milliseconds. */
  readonly remindAt: number;
  /** When it is over. */
  readonly overAt: number;
}

export interface BirthdayRule {
  readonly daysBefore: number;
  readonly utcOffsetMinutes: number;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function birthdayOn(day: number, { daysBefore, utcOffsetMinutes }: BirthdayRule): Birthday {
  const iso = isoOf(day);
  const monthDay = iso.slice(5);
  const isForLeap = monthDay === '02-28' && !isLeap(Number(iso.slice(0, 4)));
  return {
    monthDays: isForLeap ? [monthDay, '02-29'] : [monthDay],
    day: iso,
    remindAt: dayStart(day - daysBefore, utcOffsetMinutes) + morningMs,
    overAt: dayStart(day + 1, utcOffsetMinutes),
  };
}

/** Those whose reminder comes after one moment and before another (epoch milliseconds). */
export function birthdaysBetween(after: number, until: number, rule: BirthdayRule): Birthday[] {
  const [first, last] = [after, until].map((moment) => dayNumber(moment, rule.utcOffsetMinutes) + rule.daysBefore);
  return daysFrom(first!, last!, rule).filter(({ remindAt }) => remindAt > after && remindAt < until);
}

/** Those of which one is reminded by now, and which are not over. */
export function birthdaysNow(now: number, rule: BirthdayRule): Birthday[] {
  const today = dayNumber(now, rule.utcOffsetMinutes);
  return daysFrom(today, today + rule.daysBefore, rule).filter(({ remindAt }) => remindAt <= now);
}

const daysFrom = (first: number, last: number, rule: BirthdayRule): Birthday[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => birthdayOn(first + place, rule));
