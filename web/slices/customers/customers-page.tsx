/** The list of customers: search, stage, order, pages of fifty. */
import { pageLimit } from '@bahu/contract/page.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.ts';
import { useKept, useKeptScroll } from '../../lib/kept.ts';
import { cursorOf, firstPage } from '../../lib/keyset.ts';
import { queryKeys, useHasNews } from '../../lib/records.ts';
import { useMay } from '../../lib/session.tsx';
import { useApi } from '../../lib/services.tsx';
import { useTabs } from '../../lib/tabs-context.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { Loaded, Notice } from '../../ui/list-state.tsx';
import { ListPage, NewsButton } from '../../ui/list-page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { useCustomerColumns } from './customer-columns.tsx';
import { sorts, stages, type CustomersSearch } from './search.ts';

const route = getRouteApi('/customers');

export function CustomersPage() {
  const { t } = useTranslation();
  const filter = route.useSearch();
  const { show } = useTabs();
  const columns = useCustomerColumns();
  const { answer, pages, setPages, hasNews, refresh } = useCustomers(filter);
  const scroll = useKeptScroll<HTMLDivElement>('customers', answer.isSuccess);
  const open = (customer: Customer) => show(`/customers/${customer.id}`);
  return (
    <ListPage
      toolbar={<Toolbar filter={filter} total={answer.data} news={hasNews ? <NewsButton onClick={refresh} /> : null} />}
      foot={<Pager pages={pages} onChange={setPages} pageSize={pageLimit.standard} page={answer.data} unit={t('app.unit.customer')} />}
      scroll={scroll}
    >
      <Loaded answer={answer} what={t('customers.what')} rows={14}>
        {({ items }) =>
          items.length > 0 ? (
            <DataTable label={t('customers.what')} columns={columns} rows={items} keyOf={(customer) => customer.id} onOpen={open} />
          ) : (
            <NoCustomers filter={filter} />
          )
        }
      </Loaded>
    </ListPage>
  );
}

function useCustomers(filter: CustomersSearch) {
  const api = useApi();
  const queries = useQueryClient();
  const [pages, setPages] = useKept(`customers ${JSON.stringify(filter)}`, firstPage);
  const cursor = cursorOf(pages);
  const queryKey = queryKeys.customers({ ...filter, cursor });
  const answer = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.customers.list({ query: { ...filter, limit: pageLimit.standard, ...(cursor ? { cursor } : {}) } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const refresh = () => {
    setPages(firstPage);
    void queries.invalidateQueries({ queryKey: queryKeys.customers(filter).slice(0, 2) });
  };
  return { answer, pages, setPages, hasNews: useHasNews(queryKey) && !answer.isFetching, refresh };
}

function Toolbar({
  filter,
  total,
  news,
}: {
  filter: CustomersSearch;
  total: { total: number; totalIsExact: boolean } | undefined;
  news: ReactNode;
}) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const { show } = useTabs();
  const mayCreate = useMay('customer.create');
  const change = (part: { [K in keyof CustomersSearch]: CustomersSearch[K] | undefined }) =>
    void navigate({ search: (before) => withoutEmpty({ ...before, ...part }) });
  const { sort = 'created' } = filter;
  return (
    <>
      <SearchInput
        value={filter.search ?? ''}
        label={t('customers.list.searchLabel')}
        placeholder={t('customers.list.search')}
        onChange={(search) => change({ search })}
      />
      <FilterChip
        name={t('customers.list.stage')}
        value={filter.stage}
        options={stages.map((stage) => ({ value: stage, label: t(`customers.stage.${stage}`) }))}
        onChange={(value) => change({ stage: stages.find((stage) => stage === value) })}
      />
      <FilterChip
        name={t('customers.list.sort')}
        value={sort}
        isRequired
        options={sorts.map((value) => ({ value, label: t(`customers.list.sorts.${value}`) }))}
        onChange={(value) => change({ sort: sorts.find((known) => known === value) })}
      />
      {news}
      <span className="fill" />
      {total && (
        <span className="hint whole">
          {t(total.totalIsExact ? 'customers.list.total' : 'customers.list.totalAbout', { total: count(total.total) })}
        </span>
      )}
      {mayCreate && (
        <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => show('/customers/new')}>
          {t('customers.list.create')}
        </Button>
      )}
    </>
  );
}

/** Drops what is empty, so that the address stays short. */
function withoutEmpty(search: { [K in keyof CustomersSearch]: CustomersSearch[K] | undefined }): CustomersSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== '')) as CustomersSearch;
}

function NoCustomers({ filter }: { filter: CustomersSearch }) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  if (!filter.search && !filter.stage) return <Notice title={t('customers.list.empty')} hint={t('customers.list.emptyHint')} />;
  const clear = (
    <Button size="small" onClick={() => void navigate({ search: {} })}>
      {t('app.list.clear')}
    </Button>
  );
  return (
    <Notice title={t('customers.list.nothing')} hint={t(filter.search ? 'app.search.hint' : 'customers.list.nothingHint')} action={clear} />
  );
}
