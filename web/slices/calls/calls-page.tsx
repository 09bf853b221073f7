/** Call records: filters, pages of fifty, details docked beside the list. */
import type { CallRow } from '@bahu/contract/calls.ts';
import { pageLimit } from '@bahu/contract/page.ts';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useKept, useKeptScroll } from '../../lib/kept.ts';
import { cursorOf, firstPage } from '../../lib/keyset.ts';
import { queryKeys, useHasNews } from '../../lib/records.ts';
import { useServices } from '../../lib/services.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { ListPage, NewsButton } from '../../ui/list-page.tsx';
import { Loaded, Notice } from '../../ui/list-state.tsx';
import { Pager } from '../../ui/pager.tsx';
import { CallDrawer } from './call-drawer.tsx';
import { useCallColumns } from './call-columns.tsx';
import { CallFilters } from './call-filters.tsx';
import { filterOf, isFiltered, withoutMissing, type CallsSearch } from './search.ts';

const route = getRouteApi('/calls');

export function CallsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: { [K in keyof CallsSearch]: CallsSearch[K] | undefined }) =>
    void navigate({ search: (before) => withoutMissing({ ...before, ...part }) });
  const columns = useCallColumns(search.open !== undefined);
  const { answer, pages, setPages, hasNews, refresh } = useCalls(search);
  const scroll = useKeptScroll<HTMLDivElement>('calls', answer.isSuccess);
  const close = () => change({ open: undefined });
  useHotkey('Escape', close, search.open !== undefined);
  return (
    <ListPage
      toolbar={
        <>
          <CallFilters search={search} onChange={change} />
          {hasNews && <NewsButton onClick={refresh} />}
        </>
      }
      foot={<Pager pages={pages} onChange={setPages} pageSize={pageLimit.standard} page={answer.data} unit={t('app.unit.call')} />}
      aside={search.open && <CallDrawer key={search.open} callId={search.open} onClose={close} />}
      scroll={scroll}
    >
      <Loaded answer={answer} what={t('calls.what')} rows={14}>
        {({ items }) =>
          items.length > 0 ? (
            <DataTable
              label={t('calls.what')}
              columns={columns}
              rows={items}
              keyOf={(call: CallRow) => call.id}
              openKey={search.open}
              onOpen={(call) => change({ open: call.id })}
            />
          ) : (
            <NoCalls isFiltered={isFiltered(search)} onClear={() => void navigate({ search: {} })} />
          )
        }
      </Loaded>
    </ListPage>
  );
}

function useCalls(search: CallsSearch) {
  const { api, clock } = useServices();
  const queries = useQueryClient();
  const filter = filterOf(search, clock.now());
  const [pages, setPages] = useKept(`calls ${JSON.stringify(filter)}`, firstPage);
  const cursor = cursorOf(pages);
  const queryKey = queryKeys.calls({ ...filter, cursor });
  const answer = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.calls.list({ query: { ...filter, limit: pageLimit.standard, ...(cursor ? { cursor } : {}) } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const refresh = () => {
    setPages(firstPage);
    void queries.invalidateQueries({ queryKey: ['calls', 'list'] });
  };
  return { answer, pages, setPages, hasNews: useHasNews(queryKey) && !answer.isFetching, refresh };
}

function NoCalls({ isFiltered: hasFilter, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (!hasFilter) return <Notice title={t('calls.list.empty')} hint={t('calls.list.emptyHint')} />;
  return (
    <Notice
      title={t('calls.list.nothing')}
      hint={t('calls.list.nothingHint')}
      action={
        <Button size="small" onClick={onClear}>
          {t('app.list.clear')}
        </Button>
      }
    />
  );
}
