/** Numbers and patterns of numbers with which there are no calls. */
import { blacklistRoutes, type BlacklistEntry } from '@bahu/contract/blacklist.ts';
import { blockedDirections } from '@bahu/domain/blacklist/blacklist.ts';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { ExportButton } from '../../platform/jobs/public.ts';
import { blacklistShape } from './index.ts';

type Values = Pick<BlacklistEntry, 'number' | 'direction' | 'reason' | 'expiresAt'>;

export function BlacklistPage() {
  const { t } = useTranslation();
  const directions = blockedDirections.map((value) => ({ value, label: t(`blacklist.directions.${value}`) }));
  const states = [false, true].map((value) => ({ value, label: t(value ? 'blacklist.expired' : 'blacklist.live') }));
  const of = (name: keyof Values) => ({ name, label: t(`blacklist.${name}`) });
  const start: Values = { number: '', direction: 'both', reason: '', expiresAt: null };
  const fields = (row: BlacklistEntry | null): readonly Field<Values>[] => [
    { kind: 'text', ...of('number'), ...(row ? { fixed: t('blacklist.fixed') } : { hint: t('blacklist.numberHint') }) },
    { kind: 'radio', ...of('direction'), options: directions, isRequired: true },
    { kind: 'textarea', ...of('reason') },
    { kind: 'date-time', ...of('expiresAt'), hint: t('blacklist.expiresHint') },
  ];
  return (
    <RecordsPage
      list="blacklist"
      record="blocked-number"
      client={useClient(blacklistRoutes)}
      manage="blacklist.manage"
      needs={t('permissions.blacklist.manage')}
      shape={blacklistShape}
      columns={useColumns()}
      filters={[
        { key: 'search', kind: 'text', label: t('blacklist.search') },
        { key: 'direction', kind: 'choice', label: t('blacklist.direction'), isAlways: true, options: directions },
        { key: 'expired', kind: 'choice', label: t('blacklist.state'), options: states },
      ]}
      what={t('blacklist.what')}
      unit={t('blacklist.unit')}
      nameOf={(row) => row.number}
      hint={t('blacklist.hint')}
      addText={t('blacklist.add')}
      importKind="blacklist"
      actions={(list) => <ExportButton kind="blacklist" list={list} unit={t('blacklist.unit')} />}
      form={{
        start,
        fields,
        schemas: { create: blacklistRoutes.create.body, change: blacklistRoutes.change.body },
        removing: t('blacklist.removing'),
        removalWords: (name) => ({
          verb: t('blacklist.remove'),
          ask: t('blacklist.removeAsk', { name }),
          done: t('blacklist.removed', { name }),
        }),
      }}
    />
  );
}

function useColumns(): readonly Column<BlacklistEntry>[] {
  const { t } = useTranslation();
  const of = <K extends keyof Values | 'hits' | 'createdAt'>(key: K) => ({ key, title: t(`blacklist.${key}`) });
  return [
    { ...of('number'), width: 200, fixed: 'left', cell: (row) => <b className="whole">{row.number}</b> },
    { ...of('direction'), width: 120, cell: (row) => t(`blacklist.directions.${row.direction}`) },
    { ...of('reason'), cell: (row) => <span className="cut">{row.reason || '—'}</span> },
    { ...of('expiresAt'), width: 150, cell: (row) => <Moment at={row.expiresAt} /> },
    {
      ...of('hits'),
      width: 96,
      align: 'right',
      cell: ({ id, hits }) => (hits ? <AppLink to={`/calls?entry=${id}`}>{hits}</AppLink> : 0),
    },
    { ...of('createdAt'), width: 150, cell: (row) => <Moment at={row.createdAt} /> },
  ];
}
