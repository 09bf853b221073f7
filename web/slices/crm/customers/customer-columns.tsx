/** The columns of the customers' list: its fields by their definitions, and what has happened with a customer. */
import type { Customer } from '@bahu/contract/customers.ts';
import type { TFunction } from 'i18next';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/app-link.tsx';
import { CallButton } from '../../../ui/call-button.tsx';
import { fieldColumns, valueIn } from '../../../ui/fields/field-columns.tsx';
import type { FieldWords } from '../../../ui/fields/field-words.ts';
import { useMe } from '../../../lib/session.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { StageBars } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useRegionText } from '../../../ui/region.ts';
import { WishTag } from './wishes.tsx';
import { LockMark, OwnerButtons } from '../customer-owners/public.ts';

export function useCustomerColumns(
  fields: readonly FieldDef[],
  words: FieldWords,
  remove: (customer: Customer) => void,
): readonly Column<Customer>[] {
  const { t } = useTranslation();
  const { masksNumbers } = useMe();
  const regionText = useRegionText();
  return useMemo(
    () => [
      ...fieldColumns<Customer>(fields, words, { masksNumbers, valueOf: valueIn, looks: looksOf(t) }),
      {
        key: 'numberRegion',
        title: t('regions.title'),
        width: 120,
        isRoomy: true,
        cell: ({ region }) => regionText(region) || <span className="hint">{t('app.time.none')}</span>,
      },
      ...activityColumns(t),
      {
        key: 'actions',
        exportAs: [],
        title: '',
        width: 100,
        fixed: 'right',
        cell: (customer) => (
          <span className="row row-tight row-end">
            <OwnerButtons customer={customer} isOfRow />
            {customer.can.includes('call') && (
              <CallButton
                size="tiny"
                label={t('customers.list.callTo', { name: customer.name })}
                target={{ customerId: customer.id }}
              />
            )}
            {customer.can.includes('delete') && (
              <IconButton
                icon={Trash2}
                size="tiny"
                label={t('deletedCustomers.deleteOne', { name: customer.name })}
                onClick={() => remove(customer)}
              />
            )}
          </span>
        ),
      },
    ],
    [t, fields, words, masksNumbers, regionText, remove],
  );
}

function None() {
  const { t } = useTranslation();
  return <span className="hint">{t('app.time.none')}</span>;
}

const looksOf = (t: TFunction): Record<string, Partial<Column<Customer>>> => ({
  name: {
    fixed: 'left',
    cell: (customer) => <AppLink to={`/customers/${customer.id}`}>{customer.name}</AppLink>,
  },
  stage: {
    cell: ({ stage }) =>
      stage ? (
        <>
          <StageBars stage={stage} />
          {t(`customers.stage.${stage}`)}
        </>
      ) : (
        <span className="hint">{t('app.time.none')}</span>
      ),
  },
  doNotCall: { cell: ({ doNotCall }) => (doNotCall ? <WishTag doNotCall={doNotCall} consent="" /> : <None />) },
  owner: { cell: ({ ownerName }) => ownerName ?? <span className="hint">{t('app.time.none')}</span> },
});

/** What has happened with a customer, and since when there is one. */
const activityColumns = (t: TFunction): Column<Customer>[] => [
  {
    key: 'last',
    exportAs: ['lastCallAt'],
    title: t('customers.list.columnLastCall'),
    width: 124,
    sort: { by: 'last-call', way: 'down' },
    cell: (customer) => <Moment at={customer.lastCallAt} />,
  },
  {
    key: 'lock',
    exportAs: [],
    title: t('owners.column'),
    width: 150,
    isOptional: true,
    cell: (customer) => <LockMark customer={customer} />,
  },
  {
    key: 'calls',
    exportAs: [],
    title: t('customers.list.columnCalls'),
    width: 56,
    align: 'right',
    cell: (customer) => customer.callCount,
  },
  {
    key: 'follow-ups',
    exportAs: [],
    title: t('customers.list.columnFollowUps'),
    width: 56,
    align: 'right',
    cell: (customer) => customer.followUpCount,
  },
  {
    key: 'created',
    exportAs: ['createdAt'],
    title: t('customers.list.columnCreated'),
    width: 124,
    sort: { by: 'created', way: 'down' },
    cell: (customer) => <Moment at={customer.createdAt} />,
  },
  {
    key: 'updated',
    exportAs: ['updatedAt'],
    title: t('customers.list.columnUpdated'),
    width: 124,
    isOptional: true,
    cell: (customer) => <Moment at={customer.updatedAt} />,
  },
];
