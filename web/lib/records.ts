/** Which cached answers a changed record makes old. */
import type { RecordChange } from '@bahu/contract/realtime.ts';
import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

/** Keys of all queries, so that what is fetched and what is made old cannot drift apart. */
export const queryKeys = {
  me: ['me'],
  recent: ['recent'],
  colleagues: ['colleagues'],
  customers: (filter: unknown) => ['customers', 'list', filter],
  search: (text: string) => ['customers', 'search', text],
  customer: (id: string) => ['customers', 'one', id],
  history: (id: string) => ['customers', 'history', id],
  ofCall: (callId: string) => ['customers', 'of-call', callId],
  calls: (filter: unknown) => ['calls', 'list', filter],
  call: (id: string) => ['calls', 'one', id],
  peaks: (id: string) => ['calls', 'peaks', id],
  users: (filter: unknown) => ['users', 'list', filter],
} as const;

/** Lists stay under the pointer and only learn that there is news; everything else is fetched again. */
const lists: Readonly<Record<RecordChange['type'], readonly QueryKey[]>> = {
  'customer': [['customers', 'list']],
  'follow-up': [],
  'call': [['calls', 'list']],
  'user': [],
};
const details = ({ type, id }: RecordChange): readonly QueryKey[] =>
  ({
    'customer': [queryKeys.customer(id), queryKeys.history(id), ['customers', 'of-call'], queryKeys.recent],
    'follow-up': [
      ['customers', 'history'],
      ['customers', 'one'],
    ],
    'call': [queryKeys.call(id), queryKeys.peaks(id), ['customers', 'history'], ['customers', 'one'], queryKeys.recent],
    'user': [['users'], queryKeys.colleagues],
  })[type];

const hasRow = (data: unknown, id: string): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'items' in data &&
  Array.isArray(data.items) &&
  data.items.some((item: { id?: unknown }) => item.id === id);

/** A record changed: fetches what shows it, and marks lists that do not as having news. */
export function applyChange(queries: QueryClient, change: RecordChange): void {
  for (const queryKey of details(change)) void queries.invalidateQueries({ queryKey });
  for (const queryKey of lists[change.type]) {
    const shows = (data: unknown) => hasRow(data, change.id);
    void queries.invalidateQueries({ queryKey, predicate: ({ state }) => shows(state.data) });
    void queries.invalidateQueries({ queryKey, refetchType: 'none', predicate: ({ state }) => !shows(state.data) });
  }
}

/** Whether a shown list has become old without being fetched again. */
export function useHasNews(queryKey: QueryKey): boolean {
  const queries = useQueryClient();
  const cache = queries.getQueryCache();
  const watch = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  return useSyncExternalStore(watch, () => queries.getQueryState(queryKey)?.isInvalidated ?? false);
}
