/** The columns of the customers' list. */
import type { Customer } from '@bahu/contract/customers.ts';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CallButton } from '../../../ui/call-button.tsx';
import { fieldColumns } from '../../../ui/fields/field-columns.tsx';
import type { FieldWords } from '../../../ui/fields/field-words.ts';
import { useMe } from '../../../lib/session.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { StageBars } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';

/** `designed`: the fields that the company designed, which stand behind those that every company has. */
export function useCustomerColumns(designed: readonly FieldDef[], words: FieldWords): readonly Column<Customer>[] {
  const { t } = useTranslation();
  const { masksNumbers } = useMe();
  return useMemo(() => {
    const none = <span className="hint">{t('app.time.none')}</span>;
    return [
      {
        key: 'name',
        title: t('customers.list.columnName'),
        width: 132,
        fixed: 'left',
        sort: { by: 'name', way: 'up' },
        cell: (customer) => (
          <Link to="/customers/$customerId" params={{ customerId: customer.id }}>
            {customer.name}
          </Link>
        ),
      },
      { key: 'phone', title: t('customers.list.columnPhone'), width: 140, cell: (customer) => customer.phone },
      { key: 'company', title: t('customers.list.columnCompany'), cell: (customer) => customer.company || none },
      {
        key: 'email',
        title: t('customers.card.email'),
        width: 190,
        isWideOnly: true,
        cell: (customer) => customer.email || none,
      },
      {
        key: 'note',
        title: t('customers.card.note'),
        isWideOnly: true,
        cell: (customer) =>
          customer.note ? (
            <span className="second" title={customer.note}>
              {customer.note}
            </span>
          ) : (
            none
          ),
      },
      {
        key: 'stage',
        title: t('customers.list.columnStage'),
        width: 124,
        cell: (customer) => (customer.stage ? <Stage stage={customer.stage} /> : none),
      },
      {
        key: 'owner',
        title: t('customers.list.columnOwner'),
        width: 104,
        cell: (customer) => customer.ownerName ?? none,
      },
      ...fieldColumns(designed, words, { masksNumbers, valuesOf: (customer: Customer) => customer.fields }),
      ...activityColumns(t),
      ...optionalColumns(t, none),
      {
        key: 'actions',
        exportAs: [],
        title: '',
        width: 48,
        fixed: 'right',
        cell: (customer) =>
          customer.can.includes('call') && (
            <CallButton
              size="tiny"
              label={t('customers.list.callTo', { name: customer.name })}
              target={{ customerId: customer.id }}
            />
          ),
      },
    ];
  }, [t, designed, words, masksNumbers]);
}

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
];

/** Shown only when somebody chose them. */
const optionalColumns = (t: TFunction, none: ReactNode): Column<Customer>[] => [
  {
    key: 'title',
    title: t('customers.card.title'),
    width: 72,
    isOptional: true,
    cell: (customer) => (customer.title ? t(`customers.title.${customer.title}`) : none),
  },
  {
    key: 'address',
    title: t('customers.card.address'),
    width: 220,
    isOptional: true,
    cell: (customer) => customer.address || none,
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

function Stage({ stage }: { stage: Exclude<Customer['stage'], ''> }) {
  const { t } = useTranslation();
  return (
    <>
      <StageBars stage={stage} />
      {t(`customers.stage.${stage}`)}
    </>
  );
}
