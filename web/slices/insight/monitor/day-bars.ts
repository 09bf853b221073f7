/** The course of a day as bars, one for each half hour. Pure. */
import type { CallsOfDay } from '@bahu/contract/monitor.ts';

type HalfHour = CallsOfDay['halfHours'][number];

/** Half hours that are always drawn: from eight to six. */
const [least, most] = [16, 36];

/** Every half hour of the span, those without a call too. */
export function barsOf(halfHours: readonly HalfHour[]): HalfHour[] {
  const places = halfHours.map(({ at }) => at);
  const from = Math.min(least, ...places);
  const to = Math.max(most, ...places.map((at) => at + 1));
  const known = new Map(halfHours.map((one) => [one.at, one]));
  return Array.from({ length: to - from }, (_, i) => known.get(from + i) ?? { at: from + i, calls: 0, abandoned: 0 });
}

/** The end of the scale: the next of 10, 15, 20, 30, 50, 100, 150 and so on. */
export function scaleOf(halfHours: readonly HalfHour[]): number {
  const top = Math.max(10, ...halfHours.map(({ calls }) => calls));
  const power = 10 ** Math.floor(Math.log10(top));
  return [1, 1.5, 2, 3, 5, 10].map((step) => step * power).find((end) => end >= top)!;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** 08:30 of the seventeenth. */
export const clockOf = (at: number): string => `${two(Math.floor(at / 2))}:${at % 2 === 0 ? '00' : '30'}`;
