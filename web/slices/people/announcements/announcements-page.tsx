/** Announcements: what is meant for the reader, and what they publish. */
import { announcementRoutes, type Announcement } from '@bahu/contract/announcements.ts';
import { todoLevels } from '@bahu/contract/todos.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useAudienceFields } from '../../../ui/form/audience-fields.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { LevelTag, useMarkRead } from '../todos/public.ts';
import { announcementsShape } from './search.ts';
import './announcements.css';

type Values = Pick<Announcement, 'title' | 'body' | 'level' | 'audience' | 'departmentIds' | 'userIds' | 'expiresAt'>;
const start: Values = {
  title: '',
  body: '',
  level: 'normal',
  audience: 'departments',
  departmentIds: [],
  userIds: [],
  expiresAt: null,
};

export function AnnouncementsPage() {
  const { t } = useTranslation();
  const markRead = useMarkRead('announcement');
  const levels = todoLevels.map((value) => ({ value, label: t(`todos.levels.${value}`) }));
  const unread = [true, false].map((value) => ({
    value,
    label: t(value ? 'announcements.unread' : 'announcements.read'),
  }));
  const audienceFields = useAudienceFields<Values>('announcement.manage');
  const fields = (row: Announcement | null): Field<Values>[] => [
    { kind: 'text', name: 'title', label: t('announcements.title') },
    { kind: 'textarea', name: 'body', label: t('announcements.body') },
    { kind: 'select', name: 'level', label: t('todos.level'), options: levels },
    ...audienceFields(row?.audienceNames ?? []),
    { kind: 'date-time', name: 'expiresAt', label: t('announcements.expires'), hint: t('announcements.expiresHint') },
  ];
  const readBy = (names: readonly string[]): string =>
    t('announcements.readers', { count: names.length, names: names.join(t('ui.separator')) || '—' });
  return (
    <RecordsPage
      list="announcements"
      record="announcement"
      client={useClient(announcementRoutes)}
      manage="announcement.manage"
      needs={t('permissions.announcement.manage')}
      shape={announcementsShape}
      columns={useColumns()}
      filters={[
        { key: 'search', kind: 'text', label: t('announcements.search') },
        { key: 'unread', kind: 'choice', label: t('announcements.state'), isAlways: true, options: unread },
        { key: 'level', kind: 'choice', label: t('todos.level'), isAlways: true, options: levels },
      ]}
      what={t('announcements.what')}
      unit={t('announcements.unit')}
      nameOf={({ title }) => title}
      hint={t('announcements.hint')}
      addText={t('announcements.add')}
      onOpened={({ id, isRead }) => isRead === false && markRead(id)}
      form={{
        start,
        fields,
        schemas: { create: announcementRoutes.create.body, change: announcementRoutes.change.body },
        removing: t('announcements.removing'),
        reading: (row) => <Announced row={row} />,
        below: ({ can, readers }) => can.includes('edit') && <p className="hint">{readBy(readers)}</p>,
      }}
    />
  );
}

/** What is announced, for those who only read it. */
function Announced({ row }: { row: Announcement }) {
  const { t } = useTranslation();
  const { title, body, level, authorName, createdAt, expiresAt } = row;
  return (
    <article className="scroll fill announced">
      <h3>{title}</h3>
      <p className="row hint">
        {level !== 'normal' && <LevelTag level={level} />}
        {authorName}
        <Moment at={createdAt} />
      </p>
      {body && <p className="announced-text">{body}</p>}
      <p className="hint small">{`${t('ui.audience.label')} ${audienceOf(t, row)}`}</p>
      {expiresAt && (
        <p className="hint small">
          {t('announcements.expires')} <Moment at={expiresAt} />
        </p>
      )}
    </article>
  );
}

/** By name where the reader may know it. */
const audienceOf = (t: TFunction, { audience, audienceNames }: Announcement): string =>
  audienceNames.map(({ name }) => name).join(t('ui.separator')) || t(`ui.audience.${audience}`);

function useColumns(): readonly Column<Announcement>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'title',
      title: t('announcements.title'),
      width: 280,
      fixed: 'left',
      cell: (row) => <b className="cut">{row.title}</b>,
    },
    { key: 'level', title: t('todos.level'), width: 88, cell: ({ level }) => <LevelTag level={level} /> },
    {
      key: 'state',
      title: t('announcements.state'),
      width: 80,
      cell: ({ isRead }) => {
        if (isRead === null) return <span className="hint">{t('app.time.none')}</span>;
        return isRead ? t('announcements.read') : <Tag tone="ringing">{t('announcements.unread')}</Tag>;
      },
    },
    {
      key: 'audience',
      field: null,
      title: t('ui.audience.label'),
      width: 136,
      cell: (row) => <span className="cut">{audienceOf(t, row)}</span>,
    },
    { key: 'author', title: t('announcements.author'), width: 112, cell: ({ authorName }) => authorName ?? '—' },
    {
      key: 'published',
      title: t('announcements.published'),
      width: 136,
      cell: ({ createdAt }) => <Moment at={createdAt} />,
    },
    {
      key: 'expires',
      field: 'expiresAt',
      title: t('announcements.expires'),
      width: 136,
      isWideOnly: true,
      cell: ({ expiresAt }) => (expiresAt ? <Moment at={expiresAt} /> : '—'),
    },
  ];
}
