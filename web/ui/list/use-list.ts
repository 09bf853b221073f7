/** Everything a list page knows: address, rows, pages, columns, selected rows. The page only says what is its own. */
import { pageLimit } from '@bahu/contract/page.ts';
import type { ListLayout, lists } from '@bahu/contract/views.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAddress, type PartOf } from '../../lib/address.ts';
import type { CallOptions } from '../../lib/api.ts';
import { useKept } from '../../lib/kept.ts';
import { cursorOf, firstPage, type Pages } from '../../lib/keyset.ts';
import { useIsWide } from '../../lib/layout.ts';
import { queryKeys, useHasNews } from '../../lib/records.ts';
import { queryOf, type QueryOf, type SearchOf, type Shape } from '../../lib/search.ts';
import { useServices } from '../../lib/services.tsx';
import { arranged } from './arrangement.ts';
import type { Column } from './column.ts';
import {
  countSelected,
  isAbout,
  noneSelected,
  selectionOf,
  type Selection,
  type SelectionChange,
  type SelectedRows,
} from './selection.ts';
import { useLayout } from './use-layout.ts';

export type ListName = (typeof lists)[number];
/** A row is told from others by its id. */
export interface Listed {
  readonly id: string;
}
export interface PageOf<R> {
  items: R[];
  next: string | null;
  total: number;
  totalIsExact: boolean;
}

interface Options<R, S extends Shape> {
  /** Under which the layout and the views are kept. */
  name: ListName;
  /** The plural of the record, as in `queryKeys`; the list's name when they are the same. */
  records?: string;
  /** Of the address, as the route reads it. Shapes stand in the slice's `search.ts`. */
  shape: S;
  columns: readonly Column<R>[];
  fetch: (query: QueryOf<S> & { limit: number; cursor?: string }, options: CallOptions) => Promise<PageOf<R>>;
  /** What the server sorts by when the address says nothing. */
  defaultSort?: string;
  /** False until the columns are known. */
  isReady?: boolean;
  /** Fields by which the list can be shown as a board. */
  boards?: readonly FieldDef[];
  /** The address without what is known of no more, such as filters by a field that was taken away. */
  known?: (search: SearchOf<S>) => SearchOf<S>;
}

export interface List<R, S extends Shape> {
  readonly name: ListName;
  /** The plural of the record, as in `queryKeys`. */
  readonly records: string;
  readonly search: SearchOf<S>;
  /** Changes parts of the address; undefined takes one away. */
  readonly change: (part: PartOf<S>) => void;
  /** Replaces the filters by those of a view, or by none. */
  readonly show: (search: Record<string, string | number | boolean>) => void;
  /** The query without order and place: what an export or an action on all rows is meant for. */
  readonly filter: Omit<QueryOf<S>, 'sort'>;
  readonly query: QueryOf<S>;
  readonly fetch: Options<R, S>['fetch'];
  /** Fields by which it can be shown as a board, and the one by which it is. */
  readonly boards: readonly FieldDef[];
  readonly board: FieldDef | null;
  readonly answer: UseQueryResult<PageOf<R>>;
  readonly pages: Pages;
  readonly setPages: (pages: Pages) => void;
  readonly hasNews: boolean;
  readonly refresh: () => void;
  readonly columns: readonly Column<R>[];
  readonly shown: readonly Column<R>[];
  readonly layout: ListLayout;
  readonly arrange: (part: Partial<Pick<ListLayout, 'columns' | 'density'>>) => void;
  readonly sort: string | undefined;
  readonly selected: SelectedRows;
  readonly setSelected: (change: SelectionChange) => void;
  readonly selectedCount: number;
  /** Whether more than could be counted are selected. */
  readonly isAbout: boolean;
  readonly selection: Selection<QueryOf<S>>;
}

export function useList<R, const S extends Shape>(options: Options<R, S>): List<R, S> {
  const { name, records = name, shape, columns } = options;
  const { clock } = useServices();
  const address = useAddress(shape);
  const search = options.known?.(address.search) ?? address.search;
  const query = queryOf(shape, search, clock.now());
  const { sort: _, ...filter } = query as QueryOf<S> & { sort?: string };
  const isWide = useIsWide();
  const { layout, arrange, isReady } = useLayout(name);
  const isKnown = options.isReady !== false;
  // What the address asks may be asked before the columns are there, unless they decide whether it can be asked.
  const mayAsk = isKnown || hasSameParts(search, address.search);
  const { boards = [], fetch } = options;
  const board = boards.find(({ key }) => key === (search as { board?: string }).board) ?? null;
  const rows = useRows(name, records, query, fetch, { isReady: isReady && isKnown, mayAsk });
  const [selected, setSelected] = useSelectedRows(JSON.stringify(filter));
  const isBeside = 'open' in search;
  // The same ones as before, unless something has changed: by them rows know that they need not be drawn anew.
  const shown = useMemo(
    () => arranged(columns, layout.columns, { isWide, isBeside }),
    [columns, layout.columns, isWide, isBeside],
  );
  return {
    ...address,
    search,
    ...rows,
    name,
    records,
    query,
    filter,
    fetch,
    boards,
    board,
    columns,
    selected,
    setSelected,
    layout,
    arrange,
    shown,
    sort: 'sort' in search && typeof search['sort'] === 'string' ? search['sort'] : options.defaultSort,
    selectedCount: countSelected(selected, rows.answer.data?.total ?? 0),
    isAbout: rows.answer.data !== undefined && isAbout(selected, rows.answer.data),
    selection: selectionOf(selected, query),
  };
}

function useRows<R, Q extends object>(
  name: string,
  records: string,
  query: Q,
  fetch: (query: Q & { limit: number; cursor?: string }, options: CallOptions) => Promise<PageOf<R>>,
  { isReady, mayAsk }: { isReady: boolean; mayAsk: boolean },
) {
  const queries = useQueryClient();
  const [pages, setPages] = useKept(`${name} ${JSON.stringify(query)}`, firstPage);
  const cursor = cursorOf(pages);
  const queryKey = queryKeys.list(records, { of: name, ...query, cursor });
  const found = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetch({ ...query, limit: pageLimit.standard, ...(cursor ? { cursor } : {}) }, { signal }),
    enabled: mayAsk,
    placeholderData: keepPreviousData,
  });
  const refresh = () => {
    setPages(firstPage);
    void queries.invalidateQueries({ queryKey: [records, 'list'] });
  };
  const hasNews = useHasNews(queryKey) && !found.isFetching;
  // Columns that jump into place a moment later would be worse than rows that come a moment later.
  const answer = isReady ? found : ({ ...found, data: undefined, isPending: true } as typeof found);
  return { answer, pages, setPages, hasNews, refresh };
}

const hasSameParts = (one: object, other: object): boolean =>
  Object.entries({ ...one, ...other }).every(([name]) => (one as Known)[name] === (other as Known)[name]);
type Known = Readonly<Record<string, unknown>>;

/** Selected rows belong to a filter: another one starts with none. */
function useSelectedRows(of: string): [SelectedRows, (change: SelectionChange) => void] {
  const [held, setHeld] = useState({ of, selected: noneSelected });
  const filter = useRef(of);
  useEffect(() => void (filter.current = of), [of]);
  const set = useCallback((change: SelectionChange) => {
    const now = filter.current;
    setHeld((before) => ({ of: now, selected: change(before.of === now ? before.selected : noneSelected) }));
  }, []);
  return [held.of === of ? held.selected : noneSelected, set];
}
