/** The login log: who signed in from where, what was refused, and how each session ended. */
import type { ErrorCode } from '@bahu/contract/errors.ts';
import { userRoutes, type SignIn } from '@bahu/contract/users.ts';
import type { Static } from 'typebox';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceName } from '../../../lib/device.ts';
import { useClient } from '../../../lib/services.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { ExportButton } from '../../platform/jobs/public.ts';
import { signInsShape } from './search.ts';

type Row = Static<typeof SignIn>;

export function SignInsPage() {
  const { t } = useTranslation();
  const users = useClient(userRoutes);
  const columns = useColumns();
  const list = useList({
    name: 'sign-ins',
    shape: signInsShape,
    columns,
    fetch: (query, options) => users.signIns({ query }, options),
  });
  return (
    <ListPage
      list={list}
      what={t('users.signIns.what')}
      unit={t('users.signIns.unit')}
      filters={[
        { key: 'search', kind: 'text', label: t('users.signIns.searchLabel'), placeholder: t('users.signIns.search') },
        { key: 'time', kind: 'time', label: t('users.signIns.at'), isAlways: true },
        {
          key: 'result',
          kind: 'choice',
          label: t('users.signIns.result'),
          isAlways: true,
          options: [
            { value: 'ok', label: t('users.signIns.ok') },
            { value: 'refused', label: t('users.signIns.refused') },
          ],
        },
      ]}
      actions={<ExportButton kind="sign-ins" list={list} unit={t('users.signIns.unit')} />}
      empty={{ title: t('users.signIns.nothing'), hint: t('users.signIns.nothingHint') }}
    />
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { key: 'at', title: t('users.signIns.at'), width: 132, fixed: 'left', cell: (row) => <Moment at={row.at} /> },
      {
        key: 'person',
        exportAs: ['user'],
        title: t('users.signIns.person'),
        width: 128,
        cell: (row) => row.userName ?? <span className="hint">{t('users.signIns.unknownPerson')}</span>,
      },
      { key: 'account', title: t('users.signIns.account'), width: 128, cell: (row) => row.account },
      {
        key: 'result',
        title: t('users.signIns.result'),
        width: 96,
        cell: (row) =>
          row.result === 'ok' ? (
            <Tag tone="ready">{t('users.signIns.ok')}</Tag>
          ) : (
            <Tag tone="alarm">{t('users.signIns.refused')}</Tag>
          ),
      },
      {
        key: 'reason',
        title: t('users.signIns.reason'),
        width: 200,
        cell: (row) => <span className="cut">{row.reason ? t(`errors.${row.reason as ErrorCode}`) : '—'}</span>,
      },
      { key: 'address', title: t('users.signIns.address'), width: 136, cell: (row) => row.address },
      {
        key: 'signedOut',
        exportAs: ['signedOutAt'],
        title: t('users.signIns.signedOutAt'),
        width: 132,
        cell: (row) =>
          row.signedOutAt ? (
            <Moment at={row.signedOutAt} />
          ) : (
            <span className="hint">{row.result === 'ok' ? t('users.signIns.stillIn') : '—'}</span>
          ),
      },
      {
        key: 'why',
        exportAs: ['signOutReason'],
        title: t('users.signIns.signOutReason'),
        width: 120,
        cell: (row) =>
          row.signOutReason ? t(`users.signIns.why.${row.signOutReason}`) : <span className="hint">—</span>,
      },
      {
        key: 'device',
        title: t('users.signIns.device'),
        cell: (row) => (
          <span className="cut" title={row.device}>
            {deviceName(row.device) || row.device || '—'}
          </span>
        ),
      },
    ],
    [t],
  );
}
