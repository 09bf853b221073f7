/** The days of a week on the reader's clock, and where to-dos stand in them. Pure. */
import { dayStart, isoDay } from '../../../lib/format.ts';

/** How long one stands in the calendar: to-dos have a time and no length. */
export const shownMinutes = 30;
/** To which minutes one is moved. */
const stepMinutes = 15;
const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** A day that an address names, else today; as its beginning. */
export function dayOf(text: string | undefined, now: number): number {
  const named = /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? new Date(`${text}T00:00:00`).getTime() : Number.NaN;
  return Number.isNaN(named) ? dayStart(now) : named;
}

/** The beginnings of the seven days from Monday on, and of the day behind them: a day need not have 24 hours. */
export function weekOf(day: number): readonly number[] {
  const sinceMonday = (new Date(day).getDay() + 6) % 7;
  return Array.from({ length: 8 }, (_, place) => dayStart(day, sinceMonday - place));
}

export interface Placed<T> {
  readonly item: T;
  /** Which of the days. */
  readonly day: number;
  /** Since midnight, as the clock shows them. */
  readonly minutes: number;
  /** Of how many that stand beside each other, which it is. */
  readonly lane: number;
  readonly lanes: number;
}

/** Those of the days, with what is at nearly the same time side by side. */
export function placed<T extends { readonly at: string }>(items: readonly T[], days: readonly number[]): Placed<T>[] {
  return days.flatMap((start, day) => {
    const ofDay = items
      .filter(({ at }) => isoDay(at) === isoDay(start))
      .map((item) => ({ item, minutes: minutesOf(item.at) }))
      .toSorted((one, other) => one.minutes - other.minutes);
    return groupsOf(ofDay).flatMap((group) => {
      const lanes: number[] = [];
      const inLanes = group.map((one) => {
        const free = lanes.findIndex((end) => end <= one.minutes);
        const lane = free === -1 ? lanes.length : free;
        lanes[lane] = one.minutes + shownMinutes;
        return { ...one, day, lane };
      });
      return inLanes.map((one) => ({ ...one, lanes: lanes.length }));
    });
  });
}

const minutesOf = (at: string): number => new Date(at).getHours() * 60 + new Date(at).getMinutes();

/** Those that touch one another, in the order of time. */
function groupsOf<T extends { readonly minutes: number }>(all: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const one of all) {
    const last = groups.at(-1);
    if (last && one.minutes < Math.max(...last.map(({ minutes }) => minutes)) + shownMinutes) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** Over which of so many equal columns a point is, in pixels of their box; the nearest one for a point beside them. */
export const columnAt = (x: number, width: number, columns: number): number =>
  Math.min(columns - 1, Math.max(0, Math.floor((x / width) * columns)));

/** The moment of a day at so many minutes by its clock, at a whole step. */
export function momentAt(day: number, minutes: number): number {
  const step = Math.round(minutes / stepMinutes) * stepMinutes;
  const date = new Date(day);
  date.setHours(0, Math.min(dayMinutes - stepMinutes, Math.max(0, step)), 0, 0);
  return date.getTime();
}

/** A moment moved by days and by steps of the clock, as keys do it. */
export function movedBy(at: string, { days = 0, steps = 0 }: { days?: number; steps?: number }): number {
  const date = new Date(at);
  if (days !== 0) date.setDate(date.getDate() + days);
  return date.getTime() + steps * stepMinutes * minuteMs;
}
