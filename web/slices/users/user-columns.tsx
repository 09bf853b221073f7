/** The columns of the users' list. */
import type { User } from '@bahu/contract/users.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../ui/data-table.tsx';
import { Initial, Tag } from '../../ui/marks.tsx';
import { Moment } from '../../ui/moment.tsx';

export function useUserColumns(): readonly Column<User>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('users.list.columnName'),
        width: 220,
        fixed: 'left',
        cell: (user) => (
          <span className="row user-name">
            <Initial name={user.name} />
            <b>{user.name}</b>
          </span>
        ),
      },
      { key: 'extension', title: t('users.list.columnExtension'), width: 96, cell: (user) => user.extension },
      {
        key: 'login',
        title: t('users.list.columnLogin'),
        cell: (user) => user.loginName ?? <span className="hint">{t('app.time.none')}</span>,
      },
      { key: 'role', title: t('users.list.columnRole'), width: 120, cell: (user) => t(`users.role.${user.role}`) },
      {
        key: 'state',
        title: t('users.list.columnState'),
        width: 88,
        cell: (user) => (user.isEnabled ? <Tag tone="ready">{t('users.list.enabled')}</Tag> : <Tag>{t('users.list.disabled')}</Tag>),
      },
      {
        key: 'recorded',
        title: t('users.list.columnRecorded'),
        width: 88,
        cell: (user) => (
          <span className={user.isRecorded ? '' : 'hint'}>{t(user.isRecorded ? 'users.list.recorded' : 'users.list.notRecorded')}</span>
        ),
      },
      {
        key: 'last',
        title: t('users.list.columnLastSignIn'),
        width: 132,
        cell: (user) => (user.lastSignInAt ? <Moment at={user.lastSignInAt} /> : <span className="hint">{t('users.list.never')}</span>),
      },
      {
        key: 'created',
        title: t('users.list.columnCreated'),
        width: 132,
        isWideOnly: true,
        cell: (user) => <Moment at={user.createdAt} />,
      },
    ],
    [t],
  );
}
