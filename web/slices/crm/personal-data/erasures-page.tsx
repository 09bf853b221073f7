/** Certificates of what was erased: when, by whom, how much of what, and nothing of the person. */
import { personalDataRoutes, type Erasure } from '@bahu/contract/personal-data.ts';
import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { Facts } from '../../../ui/facts.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { DockedFrame, OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { erasuresShape } from './search.ts';
import './personal-data.css';

const rowsOf = ({ counts }: Erasure): number => counts.reduce((sum, { rows }) => sum + rows, 0);

export function ErasuresPage() {
  const { t } = useTranslation();
  const client = useClient(personalDataRoutes);
  const list = useList({
    name: 'erasures',
    shape: erasuresShape,
    columns: useColumns(),
    fetch: (query, options) => client.list({ query }, options),
  });
  const { open } = list.search;
  const close = (): void => list.change({ open: undefined });
  return (
    <ListPage
      list={list}
      what={t('personalData.what')}
      unit={t('personalData.unit')}
      filters={[]}
      onOpen={(erasure) => list.change({ open: erasure.id })}
      empty={{ title: t('personalData.empty'), hint: t('personalData.emptyHint') }}
      aside={
        open && (
          <OpenedRecord
            key={open}
            id={open}
            records="erasures"
            what={t('personalData.what')}
            known={list.answer.data?.items.find(({ id }) => id === open)}
            get={(id, options) => client.get({ params: { id } }, options)}
            onClose={close}
          >
            {(erasure) => <Certificate erasure={erasure} onClose={close} />}
          </OpenedRecord>
        )
      }
    />
  );
}

function useColumns(): readonly Column<Erasure>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'requestedAt',
      title: t('personalData.requestedAt'),
      width: 140,
      fixed: 'left',
      cell: ({ requestedAt }) => <Moment at={requestedAt} />,
    },
    { key: 'byName', title: t('personalData.byName'), width: 132, cell: ({ byName }) => byName },
    {
      key: 'endedAt',
      title: t('personalData.endedAt'),
      width: 140,
      cell: ({ endedAt }) =>
        endedAt ? <Moment at={endedAt} /> : <Tag tone="ringing">{t('personalData.running')}</Tag>,
    },
    { key: 'rows', title: t('personalData.rows'), width: 110, align: 'right', cell: rowsOf },
    { key: 'files', title: t('personalData.files'), width: 110, align: 'right', cell: ({ files }) => files },
    { key: 'reason', title: t('personalData.reason'), isRoomy: true, cell: ({ reason }) => reason },
  ];
}

function Certificate({ erasure, onClose }: { erasure: Erasure; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  // A table that this version does not know is called as the database calls it.
  const wordOf = (table: string): string => {
    const key = `personalData.tables.${table}`;
    return i18n.exists(key) ? t(key as 'personalData.tables.customers') : table;
  };
  return (
    <DockedFrame what={t('personalData.what')} className="entity-editor certificate" onClose={onClose}>
      <div className="scroll fill docked-details">
        <p>{t('personalData.statement')}</p>
        <Facts
          items={[
            [t('personalData.customer'), erasure.customerId],
            [t('personalData.requestedAt'), <Moment key="requested" at={erasure.requestedAt} />],
            [
              t('personalData.endedAt'),
              erasure.endedAt ? <Moment key="ended" at={erasure.endedAt} /> : t('personalData.running'),
            ],
            [t('personalData.byName'), erasure.byName],
            [t('personalData.reason'), erasure.reason || t('app.time.none')],
            [t('personalData.files'), erasure.files],
            ...erasure.counts.map(({ table, rows }) => [wordOf(table), rows] as const),
          ]}
        />
        <Button icon={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
          {t('personalData.print')}
        </Button>
      </div>
    </DockedFrame>
  );
}
