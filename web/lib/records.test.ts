import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import { applyChange, queryKeys, type AlsoShown } from './records.ts';

const id = '01890000-0000-7000-8000-000000000001';
const alsoShown: AlsoShown = (type) =>
  type === 'customer' ? [['customers', 'of-call'], queryKeys.recent] : type === 'call' ? [queryKeys.recent] : [];
const apply = (queries: QueryClient, change: RecordChange) => applyChange(queries, change, alsoShown);
const other = '01890000-0000-7000-8000-000000000002';

function queriesWith(entries: [readonly unknown[], unknown][]): {
  isOld: (key: readonly unknown[]) => boolean;
  queries: QueryClient;
} {
  const queries = new QueryClient();
  for (const [key, data] of entries) queries.setQueryData(key, data);
  return { queries, isOld: (key) => queries.getQueryState(key)?.isInvalidated ?? false };
}

describe('changed records', () => {
  it('makes a customer and its history old, and nobody else’s', () => {
    const { queries, isOld } = queriesWith([
      [queryKeys.customer(id), {}],
      [queryKeys.history(id), {}],
      [queryKeys.customer(other), {}],
    ]);
    apply(queries, { type: 'customer', id, version: 3 });
    expect([queryKeys.customer(id), queryKeys.history(id), queryKeys.customer(other)].map(isOld)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('makes lists of its kind old, with and without the row', () => {
    const withRow = queryKeys.calls({ direction: 'inbound' });
    const without = queryKeys.calls({});
    const { queries, isOld } = queriesWith([
      [withRow, { items: [{ id }] }],
      [without, { items: [{ id: other }] }],
      [queryKeys.customers({}), { items: [] }],
    ]);
    apply(queries, { type: 'call', id, version: 1 });
    expect([withRow, without, queryKeys.customers({})].map(isOld)).toEqual([true, true, false]);
  });

  it('[C1] fetches again what shows the row, be it on one of several pages, and leaves a list that does not under the pointer', async () => {
    const queries = new QueryClient();
    const fetched: string[] = [];
    const shown = {
      page: { items: [{ id }] },
      pages: { pages: [{ items: [] }, { items: [{ id }] }] },
      other: { pages: [{ items: [] }] },
    };
    const ends = Object.entries(shown).map(([name, data]) => {
      const queryKey = queryKeys.list('customers', { name });
      queries.setQueryData(queryKey, data);
      const queryFn = () => {
        fetched.push(name);
        return data;
      };
      return new QueryObserver<unknown>(queries, { queryKey, queryFn, staleTime: Infinity }).subscribe(() => undefined);
    });
    apply(queries, { type: 'customer', id, version: 2 });
    await expect.poll(() => fetched.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['page', 'pages']);
    for (const end of ends) end();
  });

  it('makes the waveform and the recent calls old when a call changes', () => {
    const { queries, isOld } = queriesWith([
      [queryKeys.peaks(id), {}],
      [queryKeys.recent, {}],
      [queryKeys.peaks(other), {}],
    ]);
    apply(queries, { type: 'call', id, version: 2 });
    expect([queryKeys.peaks(id), queryKeys.recent, queryKeys.peaks(other)].map(isOld)).toEqual([true, true, false]);
  });

  it('needs no line for a new kind: its record, its tree and its list grow old, another record does not', () => {
    const keys = [
      queryKeys.one('departments', id),
      queryKeys.one('departments', other),
      ['departments', 'tree'],
      queryKeys.list('departments', {}),
    ];
    const { queries, isOld } = queriesWith(keys.map((key) => [key, { items: [] }]));
    apply(queries, { type: 'department', id, version: 1 });
    expect(keys.map(isOld)).toEqual([true, false, true, true]);
  });
});
