/** A list of the operators: the grammar of the lists of tenants, without what is kept per user of a tenant (views, columns). */
import { pageLimit } from '@bahu/contract/page.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOptions } from '../lib/api.ts';
import { useKept, useKeptScroll } from '../lib/kept.ts';
import { cursorOf, firstPage } from '../lib/keyset.ts';
import { useIsWide } from '../lib/layout.ts';
import { queryKeys } from '../lib/records.ts';
import { filtersOf, queryOf, readSearch, type QueryOf, type SearchOf, type Shape } from '../lib/search.ts';
import { useServices } from '../lib/services.tsx';
import type { Column } from '../ui/list/column.ts';
import { DataTable } from '../ui/list/data-table.tsx';
import { FilterBar } from '../ui/list/filter-bar.tsx';
import type { Filter } from '../ui/list/filters.ts';
import type { Listed, PageOf } from '../ui/list/use-list.ts';
import { Loaded, Notice } from '../ui/list-state.tsx';
import { Pager } from '../ui/pager.tsx';
import '../ui/list/list-page.css';

/** What the address of a page says, and changing parts of it. */
export function useAddress<const S extends Shape>(
  shape: S,
): { search: SearchOf<S>; change: (part: { [K in keyof S]?: SearchOf<S>[K] | undefined }) => void } {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (part: object) =>
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => readSearch(shape, { ...before, ...part })) as never,
      }),
    [navigate, shape],
  );
  return { search: readSearch(shape, raw), change };
}

interface Props<R, S extends Shape> {
  name: string;
  what: string;
  unit: string;
  shape: S;
  columns: readonly Column<R>[];
  fetch: (query: QueryOf<S> & { limit: number; cursor?: string }, options: CallOptions) => Promise<PageOf<R>>;
  filters?: readonly Filter<keyof S & string>[];
  actions?: ReactNode;
  empty: { title: string; hint?: string };
  /** Seconds after which figures are fetched again. */
  refreshSeconds?: number;
  aside?: ReactNode;
}

export function OperatorList<R extends Listed, const S extends Shape>(props: Props<R, S>) {
  const { name, what, unit, shape, columns, fetch, filters = [], actions, empty, aside } = props;
  const { clock } = useServices();
  const { t } = useTranslation();
  const { search, change } = useAddress(shape);
  const isWide = useIsWide();
  const query = queryOf(shape, search, clock.now());
  const [pages, setPages] = useKept(`operator ${name} ${JSON.stringify(query)}`, firstPage);
  const cursor = cursorOf(pages);
  const answer = useQuery({
    queryKey: queryKeys.list(name, { ...query, cursor }),
    queryFn: ({ signal }) => fetch({ ...query, limit: pageLimit.standard, ...(cursor ? { cursor } : {}) }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: props.refreshSeconds ? props.refreshSeconds * 1000 : false,
  });
  const scroll = useKeptScroll<HTMLDivElement>(`operator ${name}`, answer.isSuccess);
  const plain = search as Readonly<Record<string, string | boolean | undefined>>;
  const isFiltered = Object.keys(filtersOf(search)).length > 0;
  const clear = () =>
    change(
      Object.fromEntries(Object.keys(filtersOf(search)).map((key) => [key, undefined])) as Parameters<typeof change>[0],
    );
  const shown = columns.filter(
    (column) => (!column.isWideOnly || isWide) && !(column.isRoomy && plain['open'] !== undefined && !isWide),
  );
  const open = (row: R) => change({ open: row.id } as unknown as Parameters<typeof change>[0]);
  return (
    <div className="list-page">
      <h1 className="unseen">{what}</h1>
      <div className="list-page-list">
        {(filters.length > 0 || Boolean(actions)) && (
          <div className="filter-line operator-filters">
            <FilterBar
              filters={filters}
              search={plain}
              onChange={(part) => change(part as Parameters<typeof change>[0])}
              onClear={clear}
            />
            <span className="fill" />
            <div className="row whole">{actions}</div>
          </div>
        )}
        <div ref={scroll} className="scroll fill list-page-rows">
          <Loaded answer={answer} what={what} rows={14}>
            {({ items }) =>
              items.length > 0 ? (
                <DataTable
                  label={what}
                  columns={shown}
                  rows={items}
                  openKey={plain['open'] as string | undefined}
                  density="comfortable"
                  {...('open' in shape && { onOpen: open })}
                />
              ) : isFiltered ? (
                <Notice title={t('ui.table.nothing', { what })} hint={t('ui.table.nothingHint')} />
              ) : (
                <Notice {...empty} />
              )
            }
          </Loaded>
        </div>
        <Pager pages={pages} onChange={setPages} pageSize={pageLimit.standard} page={answer.data} unit={unit} />
      </div>
      {aside}
    </div>
  );
}
