/** The columns of the list of tenants. */
import type { PlatformTenant } from '@bahu/contract/operator.ts';
import { Button, type MenuProps } from 'antd';
import type { TFunction } from 'i18next';
import { Ellipsis, LogIn } from 'lucide-react';
import { bytes, count, fullTime } from '../lib/format.ts';
import { DropMenu } from '../ui/drop-menu.tsx';
import type { Column } from '../ui/list/column.ts';
import { Tag } from '../ui/marks.tsx';
import { lastDayOf } from './licence-end.ts';
import { UsageBar } from './usage-bar.tsx';

export type TenantAction = 'enter' | 'suspend' | 'resume' | 'reset' | 'log';

const tones = { active: undefined, suspended: 'away', expired: 'alarm' } as const;

export function tenantColumns(
  t: TFunction,
  onAction: (action: TenantAction, tenant: PlatformTenant) => void,
): Column<PlatformTenant>[] {
  return [
    { key: 'code', title: t('operator.tenants.code'), width: 76, fixed: 'left', cell: ({ code }) => code },
    {
      key: 'name',
      title: t('operator.tenants.name'),
      width: 200,
      fixed: 'left',
      cell: ({ name, note }) => <span title={note || name}>{name}</span>,
    },
    {
      key: 'status',
      title: t('operator.tenants.status'),
      width: 88,
      cell: ({ status }) => <StatusTag status={status} word={t(`operator.tenants.states.${status}`)} />,
    },
    {
      key: 'agents',
      title: t('operator.tenants.agents'),
      width: 120,
      cell: ({ usage, licensedAgents }) => <UsageBar used={usage.agents} most={licensedAgents} />,
    },
    {
      key: 'channels',
      title: t('operator.tenants.channels'),
      width: 120,
      cell: ({ usage, licensedChannels }) => <UsageBar used={usage.channels} most={licensedChannels} />,
    },
    {
      key: 'storage',
      title: t('operator.tenants.storage'),
      width: 150,
      isRoomy: true,
      cell: ({ usage, storageBytes }) => <UsageBar used={usage.storageBytes} most={storageBytes} say={bytes} />,
    },
    {
      key: 'expires',
      title: t('operator.tenants.expires'),
      width: 110,
      cell: ({ expiresAt }) => <LastDay expiresAt={expiresAt} never={t('operator.tenants.never')} />,
    },
    {
      key: 'calls',
      title: t('operator.tenants.callsToday'),
      width: 96,
      align: 'right',
      isRoomy: true,
      cell: ({ usage }) => count(usage.callsToday),
    },
    {
      key: 'customers',
      title: t('operator.tenants.customers'),
      width: 96,
      align: 'right',
      isRoomy: true,
      cell: ({ usage }) => count(usage.customers),
    },
    {
      key: 'note',
      title: t('operator.tenants.note'),
      isWideOnly: true,
      isRoomy: true,
      cell: ({ note }) => <span title={note}>{note || '—'}</span>,
    },
    {
      key: 'actions',
      title: '',
      width: 140,
      fixed: 'right',
      align: 'right',
      cell: (tenant) => <Actions tenant={tenant} t={t} onAction={onAction} />,
    },
  ];
}

const StatusTag = ({ status, word }: { status: PlatformTenant['status']; word: string }) =>
  tones[status] ? <Tag tone={tones[status]}>{word}</Tag> : <span>{word}</span>;

const LastDay = ({ expiresAt, never }: { expiresAt: string | null; never: string }) =>
  expiresAt === null ? (
    <span className="hint">{never}</span>
  ) : (
    <time dateTime={expiresAt} title={fullTime(expiresAt)}>
      {lastDayOf(expiresAt)}
    </time>
  );

function Actions({
  tenant,
  t,
  onAction,
}: {
  tenant: PlatformTenant;
  t: TFunction;
  onAction: (action: TenantAction, tenant: PlatformTenant) => void;
}) {
  const isSuspended = tenant.status === 'suspended';
  const items: MenuProps['items'] = [
    {
      key: isSuspended ? 'resume' : 'suspend',
      label: t(isSuspended ? 'operator.tenants.resume' : 'operator.tenants.suspend'),
    },
    { key: 'reset', label: t('operator.tenants.resetAdministrator') },
    { key: 'log', label: t('operator.tenants.showLog') },
  ];
  function choose(action: TenantAction, event: { preventDefault(): void }): void {
    // Enter must not go on to press the button of the dialogue that it opens.
    event.preventDefault();
    onAction(action, tenant);
  }
  return (
    // The menu hangs below the row for React: what is chosen in it must not open the row.
    <span className="row row-tight operator-actions" onClick={(event) => event.stopPropagation()}>
      <Button size="small" icon={<LogIn size={14} aria-hidden />} onClick={() => onAction('enter', tenant)}>
        {t('operator.tenants.enter')}
      </Button>
      <DropMenu
        placement="bottomRight"
        menu={{ items, onClick: ({ key, domEvent }) => choose(key as TenantAction, domEvent) }}
      >
        <button
          type="button"
          className="icon-button icon-button-small"
          aria-haspopup="menu"
          aria-label={t('operator.tenants.more', { name: tenant.name })}
        >
          <Ellipsis size={16} aria-hidden />
        </button>
      </DropMenu>
    </span>
  );
}
