/** The columns of the numbers. */
import type { DialNumber } from '@bahu/contract/dial-lists.ts';
import { Phone, Pin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../../lib/format.ts';
import { AppLink } from '../../../ui/app-link.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { Moment } from '../../../ui/moment.tsx';
import { NumberState } from './number-state.tsx';
import { useDial } from './use-dial.ts';

/** With the keys for whoever answers. */
export const written = ({ number, extension }: Pick<DialNumber, 'number' | 'extension'>): string =>
  extension === '' ? number : `${number}-${extension}`;

export function useNumberColumns(): readonly Column<DialNumber>[] {
  const { t, i18n } = useTranslation();
  const of = <K extends string>(key: K & keyof DialNumber) => ({
    key,
    title: t(`dialLists.columns.${key}` as 'dialLists.columns.number'),
  });
  const codeOf = ({ code }: DialNumber) => (code ? (i18n.language === 'en' && code.nameEn) || code.name : '—');
  return [
    {
      ...of('number'),
      width: 176,
      fixed: 'left',
      cell: (row) => (
        <span className="row">
          <b className="whole">{written(row)}</b>
          {row.isPinned && <Pin size={14} role="img" aria-label={t('dialLists.pinned')} />}
        </span>
      ),
    },
    { ...of('name'), width: 120, cell: ({ name }) => <span className="cut">{name || '—'}</span> },
    { ...of('state'), width: 112, cell: (row) => <NumberState row={row} /> },
    { ...of('agentName'), exportAs: ['agent'], width: 96, cell: ({ agentName }) => agentName ?? '—' },
    { ...of('attempts'), width: 72, align: 'right', cell: ({ attempts }) => attempts },
    { ...of('lastAt'), width: 112, cell: ({ lastAt }) => <Moment at={lastAt} /> },
    {
      ...of('talkSeconds'),
      exportAs: ['talk'],
      width: 80,
      align: 'right',
      cell: ({ talkSeconds, attempts }) => (attempts > 0 ? duration(talkSeconds) : '—'),
    },
    { ...of('code'), width: 120, isRoomy: true, cell: (row) => <span className="cut">{codeOf(row)}</span> },
    {
      ...of('customerName'),
      exportAs: ['customer'],
      width: 120,
      cell: ({ customerId, customerName }) =>
        customerId === null ? (
          '—'
        ) : (
          <AppLink to={`/customers/${customerId}`} className="cut">
            {customerName}
          </AppLink>
        ),
    },
    {
      ...of('listName'),
      exportAs: ['list'],
      width: 144,
      isRoomy: true,
      cell: ({ listName }) => <span className="cut">{listName}</span>,
    },
    { ...of('category'), width: 96, isWideOnly: true, cell: ({ category }) => category || '—' },
    { ...of('note'), isWideOnly: true, cell: ({ note }) => <span className="cut">{note || '—'}</span> },
    { key: 'actions', title: '', width: 48, fixed: 'right', cell: (row) => <Call row={row} /> },
  ];
}

function Call({ row }: { row: DialNumber }) {
  const { t } = useTranslation();
  const dial = useDial();
  if (!row.can.includes('call')) return null;
  const name = row.name || row.customerName || written(row);
  return (
    <IconButton
      icon={Phone}
      size="small"
      label={t('dialLists.callOne', { name })}
      disabled={dial.isPending}
      onClick={() => dial.mutate(row.id)}
    />
  );
}
