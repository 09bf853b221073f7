/** Queues: list and editor. */
import { queueRoutes, type Queue } from '@bahu/contract/queues.ts';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Tag } from '../../../ui/marks.tsx';
import { ExportButton } from '../../platform/jobs/public.ts';
import { queuesShape } from './index.ts';
import { QueueEditor } from './queue-editor.tsx';

export function QueuesPage() {
  const { t } = useTranslation();
  const queues = useClient(queueRoutes);
  const columns = useColumns();
  const mayManage = useMay('queue.manage');
  const list = useList({
    name: 'queues',
    shape: queuesShape,
    columns,
    fetch: (query, options) => queues.list({ query }, options),
  });
  const { open } = list.search;
  const show = (id: string | undefined) => list.change({ open: id });
  const create = mayManage && (
    <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => show('new')}>
      {t('queues.create')}
    </Button>
  );
  const states = [true, false].map((value) => ({ value, label: t(value ? 'queues.enabled' : 'queues.disabled') }));
  return (
    <ListPage
      list={list}
      what={t('queues.what')}
      unit={t('queues.unit')}
      filters={[
        { key: 'search', kind: 'text', label: t('queues.searchLabel'), placeholder: t('queues.search') },
        { key: 'enabled', kind: 'choice', label: t('queues.isEnabled'), isAlways: true, options: states },
      ]}
      actions={
        <>
          <ExportButton kind="queues" list={list} unit={t('queues.unit')} />
          {create}
        </>
      }
      onOpen={(queue) => show(queue.id)}
      empty={{ title: t('queues.nothing'), hint: t('queues.nothingHint'), action: create }}
      aside={
        open === 'new' ? (
          <QueueEditor key="new" queue={null} onClose={() => show(undefined)} onReopen={() => show('new')} />
        ) : (
          open && (
            <OpenedRecord
              key={open}
              id={open}
              records="queues"
              what={t('queues.what')}
              known={list.answer.data?.items.find(({ id }) => id === open)}
              get={(id, options) => queues.get({ params: { id } }, options)}
              onClose={() => show(undefined)}
            >
              {(queue) => <QueueEditor queue={queue} onClose={() => show(undefined)} onReopen={() => show(open)} />}
            </OpenedRecord>
          )
        )
      }
    />
  );
}

function useColumns(): readonly Column<Queue>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const of = <K extends keyof Queue>(key: K) => ({ key, title: t(`queues.${key as 'name'}`) });
    return [
      { ...of('name'), width: 180, fixed: 'left', cell: ({ name }) => <b className="cut">{name}</b> },
      { ...of('number'), width: 72, cell: ({ number }) => number },
      { ...of('strategy'), width: 168, cell: ({ strategy }) => t(`queues.strategies.${strategy}`) },
      {
        ...of('members'),
        width: 240,
        cell: ({ members }) => (
          <span className="cut">{members.map(({ name }) => name).join(t('ui.separator')) || '—'}</span>
        ),
      },
      {
        key: 'target',
        title: t('queues.target'),
        width: 120,
        cell: ({ targetPercent: percent, targetSeconds: seconds }) => t('queues.targetOf', { percent, seconds }),
      },
      { ...of('department'), width: 120, isWideOnly: true, cell: ({ department }) => department ?? '—' },
      {
        ...of('isEnabled'),
        width: 80,
        cell: ({ isEnabled }) =>
          isEnabled ? <Tag tone="ready">{t('queues.enabled')}</Tag> : <Tag>{t('queues.disabled')}</Tag>,
      },
    ];
  }, [t]);
}
