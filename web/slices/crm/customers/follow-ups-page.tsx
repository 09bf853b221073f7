/** Follow-ups of all customers in the reader's scope, by what was written in them. */
import { FollowUpChange, type ListedFollowUp } from '@bahu/contract/follow-ups.ts';
import { makesBoard } from '@bahu/domain/fields/board.ts';
import { followUpColumns } from '@bahu/domain/fields/follow-up-fields.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
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
import { useList } from '../../../ui/list/use-list.ts';
import { StageBars } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { useExportTools } from '../../platform/jobs/public.ts';
import { followUpsShape } from './search.ts';

export function FollowUpsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const { show } = useTabActions();
  const { masksNumbers } = useMe();
  const { fields, isPending } = useFields('follow-ups');
  const words = useFieldWords();
  const list = useList({
    name: 'follow-ups',
    shape: followUpsShape,
    columns: useColumns(fields, words),
    fetch: (query, options) => api.customers.listFollowUps({ query }, options),
    defaultSort: 'created',
    isReady: !isPending,
    known: (search) => knownSearch(search, fields, masksNumbers),
    boards: fields.filter(makesBoard),
  });
  const unit = t('customers.followUps.unit');
  const { customer } = list.search;
  return (
    <ListPage
      list={list}
      what={t('customers.followUps.what')}
      unit={unit}
      filters={[
        ...customerFilter(customer, t('customers.what'), list.change),
        ...fieldFilters('fields', fields, words, masksNumbers),
        ...useOtherFilters(words),
      ]}
      {...useExportTools({ kind: 'follow-ups', permission: 'customer.export', list, unit })}
      editing={useFieldEditing<ListedFollowUp>({
        records: 'follow-ups',
        fields,
        words,
        permission: 'follow-up.edit',
        needs: t('permissions.follow-up.edit'),
        nameOf,
        schema: FollowUpChange,
        change: api.customers.changeFollowUp,
        get: api.customers.getFollowUp,
      })}
      countBy={(query, options) => api.customers.followUpsByField({ query }, options)}
      onOpen={({ customerId }) => show(`/customers/${customerId}`)}
      empty={{ title: t('customers.followUps.empty'), hint: t('customers.followUps.emptyHint') }}
    />
  );
}

const nameOf = ({ customerName }: ListedFollowUp): string => customerName;

function useColumns(fields: readonly FieldDef[], words: FieldWords): readonly Column<ListedFollowUp>[] {
  const { t } = useTranslation();
  const { masksNumbers } = useMe();
  return useMemo(() => {
    const titleOf = (key: keyof typeof followUpColumns): string => followUpColumns[key][words.language];
    const stage = fields.find(({ key, builtIn }) => builtIn && key === 'stage');
    return [
      {
        key: 'customer',
        title: titleOf('customer'),
        width: 132,
        fixed: 'left',
        cell: (followUp) => <AppLink to={`/customers/${followUp.customerId}`}>{followUp.customerName}</AppLink>,
      },
      {
        key: 'createdAt',
        title: titleOf('createdAt'),
        width: 124,
        sort: { by: 'created', way: 'down' },
        cell: (one) => <Moment at={one.createdAt} />,
      },
      { key: 'agent', title: titleOf('agent'), width: 96, cell: (followUp) => followUp.agentName },
      ...fieldColumns<ListedFollowUp>(fields, words, {
        masksNumbers,
        valueOf: valueIn,
        looks: {
          stage: {
            cell: (followUp) =>
              followUp.stage ? (
                <>
                  <StageBars stage={followUp.stage} />
                  {stage?.options.find(({ code }) => code === followUp.stage)?.labels[words.language]}
                </>
              ) : (
                <span className="hint">{t('app.time.none')}</span>
              ),
          },
        },
      }),
      {
        key: 'remindAt',
        title: titleOf('remindAt'),
        width: 124,
        sort: { by: 'remind', way: 'up' },
        cell: (one) => <Moment at={one.remindAt} />,
      },
      {
        key: 'phone',
        title: titleOf('phone'),
        width: 140,
        isOptional: true,
        cell: (followUp) => followUp.phone,
      },
    ];
  }, [t, fields, words, masksNumbers]);
}

function useOtherFilters({ language }: FieldWords): readonly Filter<keyof typeof followUpsShape>[] {
  const remote = usePeople({ permission: 'customer.read', withDisabled: true });
  return [
    {
      key: 'agent',
      kind: 'remote',
      isSeveral: true,
      label: followUpColumns.agent[language],
      isAlways: true,
      remote,
    },
    { key: 'created', kind: 'time', label: followUpColumns.createdAt[language], isAlways: true },
    { key: 'remind', kind: 'time', label: followUpColumns.remindAt[language] },
  ];
}
