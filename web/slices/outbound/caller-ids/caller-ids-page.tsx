/** The numbers that the company's calls may show. */
import { callerIdRoutes, type CallerId } from '@bahu/contract/caller-ids.ts';
import { Button } from 'antd';
import { Plus, Upload } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Tag } from '../../../ui/marks.tsx';
import { ExportButton } from '../../platform/jobs/public.ts';
import { CallerIdEditor } from './caller-id-editor.tsx';
import { callerIdsShape } from './search.ts';

export function CallerIdsPage() {
  const { t } = useTranslation();
  const callerIds = useClient(callerIdRoutes);
  const columns = useColumns();
  const [mayManage, mayImport] = [useMay('caller-id.manage'), useMay('user.import')];
  const list = useList({
    name: 'caller-ids',
    shape: callerIdsShape,
    columns,
    fetch: (query, options) => callerIds.list({ query }, options),
  });
  const { show: go } = useTabActions();
  const { open } = list.search;
  const show = (id: string | undefined) => list.change({ open: id });
  const create = mayManage && (
    <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => show('new')}>
      {t('callerIds.create')}
    </Button>
  );
  return (
    <ListPage
      list={list}
      what={t('callerIds.what')}
      unit={t('callerIds.unit')}
      filters={[
        { key: 'search', kind: 'text', label: t('callerIds.searchLabel'), placeholder: t('callerIds.search') },
        {
          key: 'enabled',
          kind: 'choice',
          label: t('callerIds.state'),
          isAlways: true,
          options: [
            { value: true, label: t('callerIds.enabled') },
            { value: false, label: t('callerIds.disabled') },
          ],
        },
      ]}
      actions={
        <>
          {mayImport && (
            <Button
              size="small"
              icon={<Upload size={14} aria-hidden />}
              onClick={() => go('/imports/new?kind=caller-ids')}
            >
              {t('callerIds.sheet')}
            </Button>
          )}
          <ExportButton kind="caller-ids" list={list} unit={t('callerIds.unit')} />
          {create}
        </>
      }
      onOpen={(row) => show(row.id)}
      empty={{ title: t('callerIds.nothing'), hint: t('callerIds.nothingHint'), action: create }}
      aside={
        open === 'new' ? (
          <CallerIdEditor key="new" callerId={null} onClose={() => show(undefined)} onReopen={() => show('new')} />
        ) : (
          open && (
            <OpenedRecord
              key={open}
              id={open}
              records="caller-ids"
              what={t('callerIds.what')}
              known={list.answer.data?.items.find(({ id }) => id === open)}
              get={(id, options) => callerIds.get({ params: { id } }, options)}
              onClose={() => show(undefined)}
            >
              {(row) => <CallerIdEditor callerId={row} onClose={() => show(undefined)} onReopen={() => show(open)} />}
            </OpenedRecord>
          )
        )
      }
    />
  );
}

function useColumns(): readonly Column<CallerId>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'number',
        exportAs: ['number', 'isStandard'],
        title: t('callerIds.number'),
        width: 220,
        fixed: 'left',
        cell: (row) => (
          <span className="row">
            <b className="whole">{row.number}</b>
            {row.isStandard && <Tag look="primary">{t('callerIds.standard')}</Tag>}
          </span>
        ),
      },
      {
        key: 'trunk',
        title: t('callerIds.trunk'),
        width: 160,
        cell: (row) => row.trunkName ?? <span className="hint">{t('callerIds.anyTrunk')}</span>,
      },
      {
        key: 'agents',
        exportAs: ['agentCount'],
        title: t('callerIds.agents'),
        width: 96,
        align: 'right',
        cell: (row) => row.agentCount,
      },
      {
        key: 'state',
        exportAs: ['isEnabled'],
        title: t('callerIds.state'),
        width: 88,
        cell: (row) =>
          row.isEnabled ? <Tag tone="ready">{t('callerIds.enabled')}</Tag> : <Tag>{t('callerIds.disabled')}</Tag>,
      },
      { key: 'note', title: t('callerIds.note'), cell: (row) => <span className="cut">{row.note || '—'}</span> },
    ],
    [t],
  );
}
