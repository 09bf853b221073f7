/** Deals with all customers in the reader's scope: a list, and by their stages a board. */
import { DealChange, dealRoutes, type Deal } from '@bahu/contract/deals.ts';
import { makesBoard } from '@bahu/domain/fields/board.ts';
import { dealColumns } from '@bahu/domain/fields/deal-fields.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../../lib/format.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { fieldColumns, valueIn } from '../../../ui/fields/field-columns.tsx';
import { useFieldWords, type FieldWords } from '../../../ui/fields/field-words.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { customerFilter } from '../../../ui/list/customer-filter.tsx';
import { fieldFilters, knownSearch } from '../../../ui/list/field-filters.ts';
import type { Filter } from '../../../ui/list/filters.ts';
import { useFieldEditing } from '../../../ui/list/inline/field-editing.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Moment } from '../../../ui/moment.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { useExportTools } from '../../platform/jobs/public.ts';
import { money } from './amount.ts';
import { DealFigures } from './deal-figures.tsx';
import { useDealSums } from './use-deal-sums.ts';
import { DealEditor } from './deal-editor.tsx';
import { dealsShape } from './search.ts';

export function DealsPage() {
  const { t } = useTranslation();
  const deals = useClient(dealRoutes);
  const { masksNumbers } = useMe();
  const { fields, isPending } = useFields('deals');
  const words = useFieldWords();
  const list = useList({
    name: 'deals',
    shape: dealsShape,
    columns: useColumns(fields, words),
    fetch: (query, options) => deals.list({ query }, options),
    defaultSort: 'created',
    isReady: !isPending,
    known: (search) => knownSearch(search, fields, masksNumbers),
    boards: fields.filter(makesBoard),
  });
  const unit = t('deals.unit');
  const { customer, open, signed, agent } = list.search;
  const sums = useDealSums(list.search);
  const sumOf = (stage: string) => sums?.stages.find((one) => one.stage === stage)?.amount ?? '0.00';
  const show = (id: string | undefined) => list.change({ open: id });
  return (
    <ListPage
      list={list}
      what={t('deals.what')}
      unit={unit}
      filters={[
        ...customerFilter(customer, dealColumns.customer[words.language], list.change),
        ...fieldFilters('fields', fields, words, masksNumbers),
        ...useOtherFilters(words),
      ]}
      {...useExportTools({ kind: 'deals', permission: 'customer.export', list, unit })}
      editing={useFieldEditing<Deal>({
        records: 'deals',
        fields,
        words,
        permission: 'deal.edit',
        needs: t('permissions.deal.edit'),
        nameOf,
        schema: DealChange,
        change: deals.change,
        get: deals.get,
      })}
      summary={<DealFigures sums={sums} signed={signed} agent={agent} />}
      {...(list.board?.key === 'dealStage' && sums
        ? { laneNote: (stage: string) => money(sumOf(stage), words.language) }
        : {})}
      countBy={(query, options) => deals.byField({ query }, options)}
      onOpen={({ id }) => show(id)}
      empty={{ title: t('deals.empty'), hint: t('deals.emptyHint') }}
      aside={
        open && (
          <OpenedRecord
            key={open}
            id={open}
            records="deals"
            what={t('deals.what')}
            known={list.answer.data?.items.find(({ id }) => id === open)}
            get={(id, options) => deals.get({ params: { id } }, options)}
            onClose={() => show(undefined)}
          >
            {(deal) => (
              <DealEditor
                deal={deal}
                customerId={deal.customerId}
                onClose={() => show(undefined)}
                onReopen={() => show(open)}
              />
            )}
          </OpenedRecord>
        )
      }
    />
  );
}

const nameOf = ({ customerName }: Deal): string => customerName;

function useColumns(fields: readonly FieldDef[], words: FieldWords): readonly Column<Deal>[] {
  const { t } = useTranslation();
  const { masksNumbers } = useMe();
  return useMemo(() => {
    const titleOf = (key: keyof typeof dealColumns): string => dealColumns[key][words.language];
    return [
      {
        key: 'customer',
        title: titleOf('customer'),
        width: 132,
        fixed: 'left',
        cell: (deal) => <AppLink to={`/customers/${deal.customerId}`}>{deal.customerName}</AppLink>,
      },
      {
        key: 'amount',
        title: titleOf('amount'),
        width: 120,
        align: 'right',
        sort: { by: 'amount', way: 'down' },
        cell: ({ amount }) => money(amount, words.language),
      },
      ...fieldColumns<Deal>(fields, words, { masksNumbers, valueOf: valueIn }),
      {
        key: 'signedOn',
        title: titleOf('signedOn'),
        width: 104,
        sort: { by: 'signed', way: 'down' },
        cell: ({ signedOn }) => signedOn ?? <span className="hint">{t('app.time.none')}</span>,
      },
      {
        key: 'call',
        title: t('deals.call'),
        width: 80,
        align: 'right',
        cell: ({ callId, talkSeconds }) =>
          callId !== null && talkSeconds !== null ? (
            <AppLink to={`/calls?open=${callId}`} title={t('deals.openCall', { duration: duration(talkSeconds) })}>
              {duration(talkSeconds)}
            </AppLink>
          ) : (
            <span className="hint">{t('app.time.none')}</span>
          ),
      },
      { key: 'agent', title: titleOf('agent'), width: 96, cell: ({ agentName }) => agentName },
      {
        key: 'createdAt',
        title: titleOf('createdAt'),
        width: 124,
        sort: { by: 'created', way: 'down' },
        cell: ({ createdAt }) => <Moment at={createdAt} />,
      },
      { key: 'phone', title: titleOf('phone'), width: 140, isOptional: true, cell: ({ phone }) => phone },
    ];
  }, [t, fields, words, masksNumbers]);
}

function useOtherFilters({ language }: FieldWords): readonly Filter<keyof typeof dealsShape>[] {
  const remote = usePeople({ permission: 'customer.read', withDisabled: true });
  return [
    { key: 'agent', kind: 'remote', isSeveral: true, label: dealColumns.agent[language], isAlways: true, remote },
    { key: 'signed', kind: 'time', label: dealColumns.signedOn[language], isAlways: true },
    { key: 'created', kind: 'time', label: dealColumns.createdAt[language] },
  ];
}
