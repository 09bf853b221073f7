/** The users of the tenant: list, and an editor docked beside it. */
import { pageLimit } from '@bahu/contract/page.ts';
import { roleCodes } from '@bahu/contract/permissions.ts';
import type { User } from '@bahu/contract/users.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useKept, useKeptScroll } from '../../lib/kept.ts';
import { cursorOf, firstPage } from '../../lib/keyset.ts';
import { queryKeys } from '../../lib/records.ts';
import { useMay } from '../../lib/session.tsx';
import { useApi } from '../../lib/services.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { Loaded, Notice } from '../../ui/list-state.tsx';
import { Pager } from '../../ui/pager.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import type { UsersSearch } from './search.ts';
import { useUserColumns } from './user-columns.tsx';
import { UserEditor } from './user-editor.tsx';

const route = getRouteApi('/users');
type Change = (part: { [K in keyof UsersSearch]: UsersSearch[K] | undefined }) => void;

export function UsersPage() {
  const { t } = useTranslation();
  const { open, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const change: Change = (part) =>
    void navigate({ search: (before) => Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value)) });
  const columns = useUserColumns();
  const { answer, pages, setPages } = useUsers(filter);
  const scroll = useKeptScroll<HTMLDivElement>('users', answer.isSuccess);
  const close = () => change({ open: undefined });
  useHotkey('Escape', close, open !== undefined);
  const edited = answer.data?.items.find((user) => user.id === open) ?? null;
  return (
    <ListPage
      toolbar={<Toolbar filter={filter} total={answer.data?.total} onChange={change} />}
      foot={<Pager pages={pages} onChange={setPages} pageSize={pageLimit.standard} page={answer.data} unit={t('app.unit.user')} />}
      aside={(open === 'new' || edited) && <UserEditor key={open} user={edited} onClose={close} />}
      scroll={scroll}
    >
      <Loaded answer={answer} what={t('users.what')}>
        {({ items }) =>
          items.length > 0 ? (
            <DataTable
              label={t('users.what')}
              columns={columns}
              rows={items}
              keyOf={(user: User) => user.id}
              openKey={open}
              onOpen={(user) => change({ open: user.id })}
            />
          ) : (
            <Notice
              title={t('users.list.nothing')}
              hint={t('users.list.nothingHint')}
              action={
                <Button size="small" onClick={() => void navigate({ search: {} })}>
                  {t('app.list.clear')}
                </Button>
              }
            />
          )
        }
      </Loaded>
    </ListPage>
  );
}

function useUsers(filter: Omit<UsersSearch, 'open'>) {
  const api = useApi();
  const [pages, setPages] = useKept(`users ${JSON.stringify(filter)}`, firstPage);
  const cursor = cursorOf(pages);
  const answer = useQuery({
    queryKey: queryKeys.users({ ...filter, cursor }),
    queryFn: ({ signal }) => api.users.list({ query: { ...filter, limit: pageLimit.standard, ...(cursor ? { cursor } : {}) } }, { signal }),
    placeholderData: keepPreviousData,
  });
  return { answer, pages, setPages };
}

function Toolbar({ filter, total, onChange }: { filter: Omit<UsersSearch, 'open'>; total: number | undefined; onChange: Change }) {
  const { t } = useTranslation();
  const mayManage = useMay('user.manage');
  const roles = roleCodes.map((value) => ({ value, label: t(`users.role.${value}`) }));
  return (
    <>
      <SearchInput
        value={filter.search ?? ''}
        label={t('users.list.searchLabel')}
        placeholder={t('users.list.search')}
        onChange={(search) => onChange({ search })}
      />
      <FilterChip
        name={t('users.list.role')}
        value={filter.role}
        options={roles}
        onChange={(value) => onChange({ role: roleCodes.find((role) => role === value) })}
      />
      <span className="fill" />
      {total !== undefined && <span className="hint whole">{t('users.list.total', { total: count(total) })}</span>}
      {mayManage && (
        <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => onChange({ open: 'new' })}>
          {t('users.list.create')}
        </Button>
      )}
    </>
  );
}
