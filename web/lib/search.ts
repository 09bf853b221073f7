/** What the address of a page may carry, declared once: a shape that is read on arrival and becomes the query of the contract. */
import { filterLimits, readFilters } from '@bahu/domain/fields/filter-text.ts';
import { dayStart } from './format.ts';

/**
 * Of one name in the address: a text, the id of a record or the ids of several, a flag, a span of time, one of a few words or several of them, the
 * filters of designed fields, an order which may be by a designed field. The span `time` becomes `from` and `to` of the query, any other span, e.g.
 * `created`, becomes `createdFrom` and `createdTo`.
 */
type Part =
  | 'text'
  | 'id'
  | 'ids'
  | 'flag'
  | 'time'
  | 'fields'
  | readonly string[]
  | { readonly several: readonly string[] }
  | { readonly orders: readonly string[] };
export type Shape = Readonly<Record<string, Part>>;

type ValueOf<P extends Part> = P extends readonly (infer W)[] ? W : P extends 'flag' ? boolean : string;
export type SearchOf<S extends Shape> = { [K in keyof S]?: ValueOf<S[K]> };

/** The record beside the list is no filter, nor is the field by which a board stands in its place. */
type Aside = 'open' | 'board';
type Plain<S extends Shape> = {
  [K in keyof S as K extends Aside ? never : S[K] extends 'time' ? never : K]?: ValueOf<S[K]>;
};
type Spans<S extends Shape> = {
  [
    K in keyof S as S[K] extends 'time'
      ? K extends 'time'
        ? 'from' | 'to'
        : `${K & string}From` | `${K & string}To`
      : never
  ]?: string;
};
export type QueryOf<S extends Shape> = Plain<S> & Spans<S>;

const textLimit = 64;
const idPattern = /^[0-9a-f-]{36}$/;
/** `contract/fields.ts` has the same. */
const fieldOrder = /^field\.[a-z][a-z0-9-]{0,39}(\.desc)?$/;
/** Of one name; more is no choice. */
const maxValues = filterLimits.values;

/** Spans by name, which stay true tomorrow, or two days of the reader as `2026-11-01~2026-11-22`, either of which may be missing. */
export const spanNames = ['today', 'yesterday', 'week', 'month'] as const;
const daysPattern = /^(?:\d{4}-\d{2}-\d{2})?~(?:\d{4}-\d{2}-\d{2})?$/;

function readPart(name: string, part: Part, value: unknown): string | boolean | undefined {
  if (part === 'flag') return typeof value === 'boolean' ? value : undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text === '') return undefined;
  if (part === 'text') return text.slice(0, textLimit);
  if (part === 'fields') return readFilters(text)?.length ? text : undefined;
  if (part === 'ids') return severalOf(text, (id) => idPattern.test(id));
  if (part === 'id') return idPattern.test(text) || (name === 'open' && text === 'new') ? text : undefined;
  if (part === 'time')
    return spanNames.some((name) => name === text) || (daysPattern.test(text) && text !== '~') ? text : undefined;
  if ('several' in part) return severalOf(text, (word) => part.several.includes(word));
  if ('orders' in part) return part.orders.includes(text) || fieldOrder.test(text) ? text : undefined;
  return part.find((word) => word === text);
}

/** The values of a list with commas that are known; undefined when there is none. */
function severalOf(text: string, isKnown: (value: string) => boolean): string | undefined {
  const known = [...new Set(text.split(','))].filter(isKnown).slice(0, maxValues);
  return known.length > 0 ? known.join(',') : undefined;
}

/** Keeps what the shape knows and drops the rest, so that a strange address is no failure. */
export function readSearch<const S extends Shape>(shape: S, raw: Readonly<Record<string, unknown>>): SearchOf<S> {
  const read = Object.entries(shape).map(([name, part]) => [name, readPart(name, part, raw[name])] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as SearchOf<S>;
}

/** `readSearch` of a shape, for the router. */
export const searchReader =
  <const S extends Shape>(shape: S) =>
  (raw: Record<string, unknown>): SearchOf<S> =>
    readSearch(shape, raw);

/** Begin and end of a span in the reader's own days as ISO moments; the end is exclusive. */
export function spanOf(span: string, now: number): { from?: string; to?: string } {
  const iso = (moment: number) => new Date(moment).toISOString();
  if (span === 'today') return { from: iso(dayStart(now)) };
  if (span === 'yesterday') return { from: iso(dayStart(now, 1)), to: iso(dayStart(now)) };
  if (span === 'week') return { from: iso(dayStart(now, 6)) };
  if (span === 'month') return { from: iso(dayStart(now, 29)) };
  const [from = '', to = ''] = span.split('~');
  return { ...(from ? { from: iso(startOf(from, 0)) } : {}), ...(to ? { to: iso(startOf(to, 1)) } : {}) };
}

function startOf(day: string, daysOn: number): number {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysOn);
  return date.getTime();
}

/** The filter that the server understands: spans as moments, without the record that is open beside the list and without the board. */
export function queryOf<const S extends Shape>(shape: S, search: SearchOf<S>, now: number): QueryOf<S> {
  const entries = Object.entries(search).flatMap(([name, value]) => {
    if (name === 'open' || name === 'board' || value === undefined || value === '') return [];
    if (shape[name] !== 'time') return [[name, value]];
    const { from, to } = spanOf(String(value), now);
    const named = (end: 'from' | 'to') => (name === 'time' ? end : `${name}${end === 'from' ? 'From' : 'To'}`);
    return [...(from ? [[named('from'), from]] : []), ...(to ? [[named('to'), to]] : [])];
  });
  return Object.fromEntries(entries) as QueryOf<S>;
}

/** What of an address a view keeps: its filters and its board, without order and without the open record. */
export const viewOf = (search: object): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(search).filter(
      ([name, value]) => name !== 'open' && name !== 'sort' && value !== undefined && value !== '',
    ),
  );

/** What of it filters. */
export function filtersOf(search: object): Record<string, string | number | boolean> {
  const { board: _, ...filters } = viewOf(search);
  return filters;
}

/** Whether two addresses show the same, in whatever order their parts stand. */
export function isSameView(one: object, other: object): boolean {
  const [a, b] = [viewOf(one), viewOf(other)];
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
