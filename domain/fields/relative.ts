/** Filters by days that are counted from today, so that a saved view is true tomorrow as well. */
import { operatorsOf, type FieldFilter } from './filter-text.ts';
import type { FieldType } from './field.ts';

/** When it is, and on which clock the days of the tenant begin. */
export interface Today {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
}

const dayMs = 86_400_000;
/** A century either way; further away is a mistake. */
const maxDaysAway = 36_525;

/**
 * A filter `within` as filters by the days themselves, both included; any other filter as it is. Null when it says no days, or when values of the
 * type have none.
 */
export function absoluteFilters(filter: FieldFilter, type: FieldType, today: Today): FieldFilter[] | null {
  if (filter.operator !== 'within') return [filter];
  const [from = '', to = '', ...rest] = filter.values;
  const ends = [from, to].map((days) => (days === '' ? null : wholeDays(days)));
  if (rest.length > 0 || !operatorsOf(type).includes('within') || ends.includes(undefined)) return null;
  const [first = null, last = null] = ends;
  if ((first === null && last === null) || (first !== null && last !== null && first > last)) return null;
  const { key } = filter;
  return [
    ...(first === null ? [] : [{ key, operator: 'from' as const, values: [startOf(type, first, today)] }]),
    ...(last === null ? [] : [{ key, operator: 'to' as const, values: [endOf(type, last, today)] }]),
  ];
}

function wholeDays(text: string): number | undefined {
  const days = /^-?[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(days) <= maxDaysAway ? days : undefined;
}

/** Midnight of a day of the tenant, in epoch milliseconds. */
function midnight(days: number, { now, utcOffsetMinutes }: Today): number {
  const offset = utcOffsetMinutes * 60_000;
  return (Math.floor((now + offset) / dayMs) + days) * dayMs - offset;
}
const dayOf = (days: number, today: Today): string =>
  new Date(midnight(days, today) + today.utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
const momentOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

const startOf = (type: FieldType, days: number, today: Today): string =>
  type === 'date' ? dayOf(days, today) : momentOf(midnight(days, today));
/** Moments are kept to the second. */
const endOf = (type: FieldType, days: number, today: Today): string =>
  type === 'date' ? dayOf(days, today) : momentOf(midnight(days + 1, today) - 1000);
