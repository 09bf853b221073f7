/** The audit log: who did what to which record, when, from where. */
import { auditActions, auditedRecords, auditRoutes } from '@bahu/contract/audit.ts';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import type { Filter } from '../../../ui/list/filters.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { usePeople } from '../../../ui/use-people.ts';
import { useAuditColumns } from './audit-columns.tsx';
import { ExportButton } from '../jobs/public.ts';
import { EntryDrawer } from './entry-drawer.tsx';
import { auditShape } from './search.ts';
import { actionName } from './words.ts';

type Key = Exclude<keyof typeof auditShape, 'open'>;

export function AuditPage() {
  const { t } = useTranslation();
  const log = useClient(auditRoutes);
  const columns = useAuditColumns();
  const list = useList({
    name: 'audit',
    shape: auditShape,
    columns,
    fetch: (query, options) => log.list({ query }, options),
  });
  const mayExport = useMay('audit.export');
  const { open } = list.search;
  const close = () => list.change({ open: undefined });
  return (
    <ListPage
      list={list}
      what={t('audit.what')}
      unit={t('audit.unit')}
      filters={useFilters()}
      actions={mayExport && <ExportButton kind="audit" list={list} unit={t('audit.unit')} />}
      onOpen={(entry) => list.change({ open: entry.id })}
      empty={{ title: t('audit.nothing'), hint: t('audit.nothingHint') }}
      aside={
        open && (
          <OpenedRecord
            key={open}
            id={open}
            records="audit"
            what={t('audit.what')}
            known={list.answer.data?.items.find(({ id }) => id === open)}
            get={(id, options) => log.get({ params: { id } }, options)}
            onClose={close}
          >
            {(entry) => <EntryDrawer entry={entry} onClose={close} />}
          </OpenedRecord>
        )
      }
    />
  );
}

function useFilters(): Filter<Key>[] {
  const { t } = useTranslation();
  const log = useClient(auditRoutes);
  const remote = usePeople({ permission: 'user.read', withDisabled: true });
  const maySeeUsers = useMay('user.read');
  const actor: Filter<Key> = { kind: 'remote', key: 'actor', label: t('audit.actor'), isAlways: true, remote };
  return [
    { kind: 'text', key: 'search', label: t('audit.searchLabel'), placeholder: t('audit.search') },
    { kind: 'time', key: 'time', label: t('audit.at'), isAlways: true },
    ...(maySeeUsers ? [actor] : []),
    {
      kind: 'choice',
      key: 'action',
      label: t('audit.action'),
      isAlways: true,
      load: {
        queryKey: ['audit', 'actions'],
        queryFn: async (signal) => {
          const { items } = await log.actions({ signal });
          return items
            .filter(({ action }) => auditActions.some((known) => known === action))
            .map(({ action }) => ({ value: action, label: actionName(t, action) }));
        },
      },
    },
    {
      kind: 'choice',
      key: 'recordType',
      label: t('audit.recordType'),
      options: auditedRecords.map((value) => ({ value, label: t(`audit.records.${value}`) })),
    },
  ];
}
