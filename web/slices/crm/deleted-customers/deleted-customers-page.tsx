/** The recycle bin: customers that were deleted, for as long as they can be restored. */
import { deletedCustomerRoutes, keptDays, type DeletedCustomer } from '@bahu/contract/deleted-customers.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { Trash2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay, useMe } from '../../../lib/session.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { noneSelected } from '../../../ui/list/selection.ts';
import { useList } from '../../../ui/list/use-list.ts';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { deletedCustomersShape } from './search.ts';
import { useRefresh, useRestoreCustomer, useRestoreCustomers } from './use-delete-customer.ts';

/** Somebody may still want one of them. */
const soonDays = 3;

export function DeletedCustomersPage() {
  const { t } = useTranslation();
  const { masksNumbers } = useMe();
  const client = useClient(deletedCustomerRoutes);
  const [modal, holder] = Modal.useModal();
  const purge = usePurge(modal);
  const mayRestore = useMay('customer.delete');
  const list = useList({
    name: 'deleted-customers',
    shape: deletedCustomersShape,
    columns: useColumns(purge),
    fetch: (query, options) => client.list({ query }, options),
  });
  return (
    <>
      {holder}
      <ListPage
        list={list}
        what={t('deletedCustomers.what')}
        unit={t('app.unit.customer')}
        filters={[
          {
            key: 'search',
            kind: 'text',
            label: t('deletedCustomers.search'),
            placeholder: t(masksNumbers ? 'deletedCustomers.name' : 'deletedCustomers.nameOrNumber'),
          },
        ]}
        bulk={(selection) =>
          mayRestore &&
          'ids' in selection && (
            <RestoreButton ids={selection.ids} onDone={() => list.setSelected(() => noneSelected)} />
          )
        }
        empty={{ title: t('deletedCustomers.empty'), hint: t('deletedCustomers.emptyHint', { count: keptDays }) }}
      />
    </>
  );
}

function RestoreButton({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const restore = useRestoreCustomers(onDone);
  return (
    <Button icon={<Undo2 size={14} aria-hidden />} onClick={() => restore(ids)}>
      {t('deletedCustomers.restoreChecked')}
    </Button>
  );
}

type Purge = (row: DeletedCustomer) => void;

function useColumns(purge: Purge): readonly Column<DeletedCustomer>[] {
  const { t } = useTranslation();
  const none = <span className="hint">{t('app.time.none')}</span>;
  return [
    { key: 'name', title: t('deletedCustomers.name'), width: 180, fixed: 'left', cell: ({ name }) => name },
    { key: 'phone', title: t('deletedCustomers.phone'), width: 152, cell: ({ phone }) => phone },
    { key: 'owner', title: t('deletedCustomers.owner'), width: 132, cell: ({ ownerName }) => ownerName ?? none },
    {
      key: 'deletedBy',
      title: t('deletedCustomers.deletedBy'),
      width: 132,
      cell: ({ deletedByName }) => deletedByName,
    },
    {
      key: 'deletedAt',
      title: t('deletedCustomers.deletedAt'),
      width: 132,
      cell: ({ deletedAt }) => <Moment at={deletedAt} />,
    },
    {
      key: 'daysLeft',
      title: t('deletedCustomers.left'),
      isRoomy: true,
      cell: ({ daysLeft }) => {
        const text = daysLeft === 0 ? t('deletedCustomers.lastDay') : t('deletedCustomers.days', { count: daysLeft });
        return daysLeft <= soonDays ? <Tag tone="alarm">{text}</Tag> : text;
      },
    },
    { key: 'actions', title: '', width: 88, fixed: 'right', cell: (row) => <Actions row={row} purge={purge} /> },
  ];
}

function Actions({ row, purge }: { row: DeletedCustomer; purge: Purge }) {
  const { t } = useTranslation();
  const restore = useRestoreCustomer();
  const { name } = row;
  return (
    <span className="row">
      {row.can.includes('restore') && (
        <IconButton
          icon={Undo2}
          size="tiny"
          label={t('deletedCustomers.restore', { name })}
          onClick={() => restore(row)}
        />
      )}
      {row.can.includes('purge') && (
        <IconButton
          icon={Trash2}
          size="tiny"
          label={t('deletedCustomers.purge', { name })}
          onClick={() => purge(row)}
        />
      )}
    </span>
  );
}

/** Asks before, as nothing brings them back. */
function usePurge(modal: ReturnType<typeof Modal.useModal>[0]): Purge {
  const { t } = useTranslation();
  const client = useClient(deletedCustomerRoutes);
  const toasts = useToasts();
  const onSettled = useRefresh();
  const purging = useMutation({
    mutationFn: ({ id }: DeletedCustomer) => client.purge({ params: { id } }),
    onSuccess: (_reply, { name }) => toasts.done(t('deletedCustomers.purged', { name })),
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled,
  });
  return (row) =>
    void modal.confirm({
      title: t('deletedCustomers.purgeTitle', { name: row.name }),
      content: t('deletedCustomers.purgeHint'),
      okText: t('deletedCustomers.purgeOk'),
      okButtonProps: { danger: true },
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => purging.mutateAsync(row).catch(() => undefined),
    });
}
