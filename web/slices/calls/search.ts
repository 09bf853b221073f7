/** What the address of the calls' page may carry, and the filter of the contract that it stands for. */
import { callOutcomes, directions, type callRoutes } from '@bahu/contract/calls.ts';
import type { Input } from '@bahu/contract/route.ts';
import { dayStart } from '../../lib/format.ts';

export const spans = ['today', 'yesterday', 'week', 'month', 'custom'] as const;
type Filter = Input<typeof callRoutes.list>['query'];

export interface CallsSearch {
  time?: (typeof spans)[number];
  /** Days of a custom span, as 2026-11-22. */
  from?: string;
  to?: string;
  direction?: (typeof directions)[number];
  outcome?: (typeof callOutcomes)[number];
  agent?: string;
  queue?: string;
  number?: string;
  /** The call whose details are shown beside the list. */
  open?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const id = /^[0-9a-f-]{36}$/;
const digits = /^[0-9+ -]{3,32}$/;

export function readCallsSearch(raw: Record<string, unknown>): CallsSearch {
  const match = (value: unknown, pattern: RegExp): string | undefined => {
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && pattern.test(text) ? text : undefined;
  };
  return withoutMissing({
    time: spans.find((span) => span === raw['time']),
    from: match(raw['from'], day),
    to: match(raw['to'], day),
    direction: directions.find((direction) => direction === raw['direction']),
    outcome: callOutcomes.find((outcome) => outcome === raw['outcome']),
    agent: match(raw['agent'], id),
    queue: match(raw['queue'], id),
    number: match(raw['number'], digits),
    open: match(raw['open'], id),
  });
}

/** Drops what is undefined, so that the address stays short. */
export const withoutMissing = (search: { [K in keyof CallsSearch]: CallsSearch[K] | undefined }): CallsSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as CallsSearch;

const iso = (moment: number): string => new Date(moment).toISOString();
const localDay = (text: string, daysOn = 0): number => {
  const date = new Date(`${text}T00:00:00`);
  date.setDate(date.getDate() + daysOn);
  return date.getTime();
};

/** Begin and end of the span in the reader's own days; the end is exclusive. */
export function spanOf({ time, from, to }: CallsSearch, now: number): Pick<Filter, 'from' | 'to'> {
  switch (time) {
    case 'today':
      return { from: iso(dayStart(now)) };
    case 'yesterday':
      return { from: iso(dayStart(now, 1)), to: iso(dayStart(now)) };
    case 'week':
      return { from: iso(dayStart(now, 6)) };
    case 'month':
      return { from: iso(dayStart(now, 29)) };
    case 'custom':
      return { ...(from ? { from: iso(localDay(from)) } : {}), ...(to ? { to: iso(localDay(to, 1)) } : {}) };
    default:
      return {};
  }
}

/** The filter that the server understands. */
export function filterOf(search: CallsSearch, now: number): Filter {
  const { time: _, from: __, to: ___, open: ____, ...rest } = search;
  return { ...rest, ...spanOf(search, now) };
}

export const isFiltered = (search: CallsSearch): boolean => Object.keys(search).some((name) => name !== 'open');
