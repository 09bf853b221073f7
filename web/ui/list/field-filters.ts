/** Filters of designed fields in the address: those of one field are read and written without touching the others. Pure. */
import {
  filterLimits,
  operatorsOf,
  readFilters,
  writeFilters,
  type FieldFilter,
  type FilterOperator,
} from '@bahu/domain/fields/filter-text.ts';
import { isFilterable, isSortable, type FieldDef } from '@bahu/domain/fields/field.ts';
import type { FieldWords } from '../fields/field-words.ts';
import type { Filter } from './filters.ts';

export type Asked = readonly FieldFilter[];

/** What is asked of one field, by its code. */
export const askedOf = (text: string | undefined, key: string): Asked =>
  (readFilters(text ?? '') ?? []).filter((filter) => filter.key === key);

/** The filters with those of one field replaced; undefined when none is left. What the address has no room for is left out. */
export function withAsked(text: string | undefined, key: string, asked: Asked): string | undefined {
  const others = (readFilters(text ?? '') ?? []).filter((filter) => filter.key !== key);
  const all = [...others, ...asked].slice(0, filterLimits.filters);
  const written = writeFilters(all);
  if (all.length === 0) return undefined;
  return written.length > filterLimits.characters ? text : written;
}

/** The value of an operator of one value. */
export const valueOf = (asked: Asked, operator: FilterOperator): string =>
  asked.find((filter) => filter.operator === operator)?.values[0] ?? '';
/** The values of `is`. */
export const valuesOf = (asked: Asked): readonly string[] =>
  asked.find(({ operator }) => operator === 'is')?.values ?? [];

/** One of some values; none for no filter. */
export const isOneOf = (key: string, values: readonly string[]): Asked =>
  values.length > 0 ? [{ key, operator: 'is', values: values.slice(0, filterLimits.values) }] : [];

/** From one value to another, either of which may be empty. */
export const between = (key: string, from: string, to: string): Asked => [
  ...(from === '' ? [] : [{ key, operator: 'from' as const, values: [from] }]),
  ...(to === '' ? [] : [{ key, operator: 'to' as const, values: [to] }]),
];

/** Days counted from today by which people look, as the filter `within` has them. */
export const nearDays = {
  today: ['0', '0'],
  yesterday: ['-1', '-1'],
  tomorrow: ['1', '1'],
  lastWeek: ['-6', '0'],
  lastMonth: ['-29', '0'],
  nextWeek: ['0', '6'],
  nextMonth: ['0', '29'],
  past: ['', '-1'],
} as const satisfies Record<string, readonly [string, string]>;
export type NearDays = keyof typeof nearDays;

/** The name of days counted from today, if they have one. */
export function nearDaysOf(asked: Asked): NearDays | undefined {
  const values = asked.find(({ operator }) => operator === 'within')?.values;
  return (Object.keys(nearDays) as NearDays[]).find((name) => nearDays[name].join() === values?.join());
}

/** Whole days of the reader as the filter of a day or of a moment has them, and back. */
export function ofDays(field: Pick<FieldDef, 'key' | 'type'>, from: string, to: string): Asked {
  if (field.type === 'date') return between(field.key, from, to);
  const startOf = (day: string, days: number): number => {
    const date = new Date(`${day}T00:00:00`);
    date.setDate(date.getDate() + days);
    return date.getTime();
  };
  const moment = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
  return between(field.key, from && moment(startOf(from, 0)), to && moment(startOf(to, 1) - 1000));
}
/** See `ofDays`. */
export function dayOf(value: string): string {
  if (!value.includes('T')) return value;
  const at = new Date(value);
  const two = (part: number): string => String(part).padStart(2, '0');
  return Number.isNaN(at.getTime()) ? '' : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The filters of a list by its fields, which stand in the part `key` of its address. */
export const fieldFilters = <K extends string>(
  key: K,
  fields: readonly FieldDef[],
  words: FieldWords,
  masksNumbers: boolean,
): Filter<K>[] =>
  fields
    .filter((field) => isFilterable(field, masksNumbers))
    .map((field) => ({
      key,
      kind: 'field',
      label: field.labels[words.language],
      field,
      words,
      ...(field.builtIn?.isAlwaysFilter && { isAlways: true }),
    }));

/** The address without filters and order by fields that this reader cannot compare any more, e.g. after a code was changed. */
export function knownSearch<S extends { fields?: string; sort?: string }>(
  search: S,
  fields: readonly FieldDef[],
  masksNumbers: boolean,
): S {
  const known = new Map(fields.filter((field) => isFilterable(field, masksNumbers)).map((field) => [field.key, field]));
  const orders = fields
    .filter((field) => !field.builtIn && isSortable(field) && known.has(field.key))
    .map(({ key }) => key);
  const asked = (readFilters(search.fields ?? '') ?? []).filter(({ key, operator }) => {
    const field = known.get(key);
    return field !== undefined && operatorsOf(field.type).includes(operator);
  });
  const { fields: _fields, sort, ...rest } = search;
  const [, key = ''] = (sort ?? '').split('.');
  const isKnownSort = sort !== undefined && (!sort.startsWith('field.') || orders.includes(key));
  return {
    ...rest,
    ...(asked.length > 0 && { fields: writeFilters(asked) }),
    ...(isKnownSort && { sort }),
  } as S;
}
