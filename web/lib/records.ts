/** Which cached answers a changed record makes old. */
import type { RecordChange } from '@bahu/contract/realtime.ts';
import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

/** Keys of all queries, so that what is fetched and what is made old cannot drift apart. */
export const queryKeys = {
  me: ['me'],
  recent: ['recent'],
  directory: ['directory'],
  customers: (filter: unknown) => ['customers', 'list', filter],
  search: (text: string) => ['customers', 'search', text],
  customer: (id: string) => ['customers', 'one', id],
  history: (id: string, ...shown: object[]) => ['customers', 'history', id, ...shown],
  ofCall: (callId: string) => ['customers', 'of-call', callId],
  calls: (filter: unknown) => ['calls', 'list', filter],
  call: (id: string) => ['calls', 'one', id],
  peaks: (id: string, of: 'call' | 'message' = 'call') => ['calls', 'peaks', id, of],
  /** Of somebody by their id or extension, and of those who fit what is looked for. */
  person: (key: string) => ['users', 'person', key],
  people: (choice: object) => ['users', 'people', choice],
  users: (filter: unknown) => ['users', 'list', filter],
  list: (plural: string, filter: unknown) => [plural, 'list', filter],
  one: (plural: string, id: string) => [plural, 'one', id],
  fields: (owner: string) => ['fields', owner],
  layout: (list: string) => ['lists', list],
  jobs: ['jobs', 'mine'],
  todos: ['todos', 'mine'],
} as const;

/**
 * How keys are built, so that most kinds of records need no line here: `[plural, 'list', filter]` is a list under the pointer, `[plural, part, id]`
 * belongs to one record, and `[plural, part]` is fetched whole (a tree, options of a form). The plural of `agent-group` is `agent-groups`.
 */
export const pluralOf = (type: RecordChange['type']): string => `${type}s`;

/** What else shows a changed record, beyond the queries of its own kind: as the slices say. */
export type AlsoShown = (type: RecordChange['type']) => readonly QueryKey[];

/** Whether a query of the record's own kind must be fetched again; lists only learn that there is news. */
function isOld([, part, of]: QueryKey, id: string): boolean {
  return part !== 'list' && (typeof of !== 'string' || of === id);
}

/** Of a list that grows, any of its pages. */
function hasRow(data: unknown, id: string): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if ('pages' in data && Array.isArray(data.pages)) return data.pages.some((page) => hasRow(page, id));
  return 'items' in data && Array.isArray(data.items) && data.items.some((item: { id?: unknown }) => item.id === id);
}

/** A record changed: fetches what shows it, and marks lists that do not as having news. */
export function applyChange(queries: QueryClient, change: RecordChange, alsoShown: AlsoShown): void {
  const own = [pluralOf(change.type)];
  void queries.invalidateQueries({ queryKey: own, predicate: ({ queryKey }) => isOld(queryKey, change.id) });
  for (const queryKey of alsoShown(change.type)) void queries.invalidateQueries({ queryKey });
  const list = [...own, 'list'];
  const shows = (data: unknown) => hasRow(data, change.id);
  void queries.invalidateQueries({ queryKey: list, predicate: ({ state }) => shows(state.data) });
  void queries.invalidateQueries({ queryKey: list, refetchType: 'none', predicate: ({ state }) => !shows(state.data) });
}

/** Whether a shown list has become old without being fetched again. */
export function useHasNews(queryKey: QueryKey): boolean {
  const queries = useQueryClient();
  const cache = queries.getQueryCache();
  const watch = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  return useSyncExternalStore(watch, () => queries.getQueryState(queryKey)?.isInvalidated ?? false);
}
