/** Numbers and patterns of numbers with which there are no calls. */
import { blacklistRoutes, type BlacklistEntry } from '@bahu/contract/blacklist.ts';
import { blockedDirections } from '@bahu/domain/blacklist/blacklist.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useClient, useServices } from '../../../lib/services.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { useDayTime } from '../../../ui/moment.tsx';
import { ExportButton } from '../../platform/jobs/door.ts';
import { blacklistShape } from './index.ts';

type Values = Pick<BlacklistEntry, 'number' | 'direction' | 'reason'> & { expiresAt: string };
const start: Values = { number: '', direction: 'both', reason: '', expiresAt: '' };
/** In the form no moment is an empty text. */
const sent = <V extends Partial<Values>>({ expiresAt, ...rest }: V) => ({
  ...rest,
  ...(expiresAt !== undefined && { expiresAt: expiresAt || null }),
});

export function BlacklistPage() {
  const { t } = useTranslation();
  const columns = useColumns();
  const directions = blockedDirections.map((value) => ({ value, label: t(`blacklist.directions.${value}`) }));
  const fields = (row: BlacklistEntry | null): readonly Field<Values>[] => [
    {
      kind: 'text',
      name: 'number',
      label: t('blacklist.number'),
      ...(row ? { fixed: t('blacklist.numberFixed') } : { hint: t('blacklist.numberHint') }),
    },
    { kind: 'radio', name: 'direction', label: t('blacklist.direction'), options: directions },
    { kind: 'textarea', name: 'reason', label: t('blacklist.reason'), isWide: true },
    { kind: 'date-time', name: 'expiresAt', label: t('blacklist.expiresAt'), hint: t('blacklist.expiresHint') },
  ];
  return (
    <RecordsPage
      list="blacklist"
      record="blocked-number"
      client={useClient(blacklistRoutes)}
      manage="blacklist.manage"
      needs={t('permissions.blacklist.manage')}
      shape={blacklistShape}
      columns={columns}
      filters={[
        { key: 'search', kind: 'text', label: t('blacklist.search') },
        { key: 'direction', kind: 'choice', label: t('blacklist.direction'), isAlways: true, options: directions },
        {
          key: 'expired',
          kind: 'choice',
          label: t('blacklist.state'),
          options: [false, true].map((value) => ({ value, label: t(value ? 'blacklist.expired' : 'blacklist.live') })),
        },
      ]}
      what={t('blacklist.what')}
      unit={t('blacklist.unit')}
      nameOf={(row) => row.number}
      hint={t('blacklist.nothingHint')}
      importKind="blacklist"
      actions={(list) => <ExportButton kind="blacklist" list={list} unit={t('blacklist.unit')} />}
      form={{
        start,
        valuesOf: ({ number, direction, reason, expiresAt }) => ({
          number,
          direction,
          reason,
          expiresAt: expiresAt ?? '',
        }),
        fields,
        schemas: { create: blacklistRoutes.create.body, change: blacklistRoutes.change.body },
        toCreate: (values) => sent(values),
        toChange: ({ number: _fixed, ...changes }, version) => ({ version, ...sent(changes) }),
        removing: t('blacklist.removing'),
      }}
    />
  );
}

function useColumns(): readonly Column<BlacklistEntry>[] {
  const { t } = useTranslation();
  const [dayTime, { clock }] = [useDayTime(), useServices()];
  const until = ({ expiresAt }: BlacklistEntry) =>
    expiresAt === null ? (
      t('blacklist.forever')
    ) : Date.parse(expiresAt) > clock.now() ? (
      dayTime(expiresAt)
    ) : (
      <Tag>{t('blacklist.expired')}</Tag>
    );
  return [
    {
      key: 'number',
      title: t('blacklist.number'),
      width: 200,
      fixed: 'left',
      cell: (row) => <b className="whole">{row.number}</b>,
    },
    {
      key: 'direction',
      title: t('blacklist.direction'),
      width: 120,
      cell: (row) => t(`blacklist.directions.${row.direction}`),
    },
    { key: 'reason', title: t('blacklist.reason'), cell: (row) => <span className="cut">{row.reason || '—'}</span> },
    { key: 'expiresAt', title: t('blacklist.expiresAt'), width: 150, cell: until },
    {
      key: 'hits',
      title: t('blacklist.hits'),
      width: 96,
      align: 'right',
      cell: ({ id, hits }) =>
        hits === 0 ? (
          0
        ) : (
          <Link to={`/calls?entry=${id}`} aria-label={t('blacklist.hitsOf', { count: hits })}>
            {hits}
          </Link>
        ),
    },
    {
      key: 'createdAt',
      title: t('blacklist.createdAt'),
      width: 150,
      isRoomy: true,
      cell: (row) => dayTime(row.createdAt),
    },
  ];
}
