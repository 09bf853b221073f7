/** The columns of the audit log. */
import type { AuditEntry } from '@bahu/contract/audit.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlices } from '../../../lib/services.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { pathOf } from './record-path.ts';
import { actionName, recordName } from './words.ts';

export function useAuditColumns(): readonly Column<AuditEntry>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { key: 'at', title: t('audit.at'), width: 132, fixed: 'left', cell: (entry) => <Moment at={entry.at} /> },
      { key: 'actor', title: t('audit.actor'), width: 190, cell: (entry) => <Actor entry={entry} /> },
      { key: 'action', title: t('audit.action'), width: 160, cell: (entry) => <Action entry={entry} /> },
      {
        key: 'recordType',
        title: t('audit.recordType'),
        width: 110,
        isRoomy: true,
        cell: (entry) => <span className="second">{recordName(t, entry.recordType)}</span>,
      },
      { key: 'record', title: t('audit.record'), cell: (entry) => <RecordLink entry={entry} /> },
      {
        key: 'address',
        title: t('audit.address'),
        width: 140,
        isRoomy: true,
        cell: (entry) => <span className="second">{entry.address ?? '—'}</span>,
      },
    ],
    [t],
  );
}

/** What was done; one that was refused or may not have been done says so. */
function Action({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const name = <span className="cut">{actionName(t, entry.action)}</span>;
  if (entry.outcome === 'done') return name;
  return (
    <span className="row row-tight">
      {name}
      <Tag look="plain">{t(entry.outcome === null ? 'audit.unknown' : 'audit.refused')}</Tag>
    </span>
  );
}

/** Who, and how when it was not the user in person at the screen. */
export function Actor({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  return (
    <span className="row row-tight">
      <span className="cut">{entry.actorName}</span>
      {entry.via !== 'session' && <Tag look="plain">{t(`audit.via.${entry.via}`)}</Tag>}
    </span>
  );
}

export function RecordLink({ entry }: { entry: AuditEntry }) {
  const path = pathOf(useSlices(), entry.recordType, entry.recordId);
  const { t } = useTranslation();
  const name = entry.recordName ?? nameOfUnnamed(t, entry);
  if (path === null) return <span className="cut">{name}</span>;
  return (
    <AppLink to={path} className="cut">
      {name}
    </AppLink>
  );
}

/** Of what was written down without a name: a call by its number, anything else by what it is. */
function nameOfUnnamed(t: TFunction, { recordType, recordId }: AuditEntry): string {
  if (recordId === null) return '—';
  return recordType === 'call' ? callNumber(recordId) : recordName(t, recordType);
}
