/** Notes: what the reader is reminded of by themselves or by who leads them, and what they have written for others. */
import { noteRoutes, type Note } from '@bahu/contract/notes.ts';
import { todoLevels } from '@bahu/contract/todos.ts';
import { useTranslation } from 'react-i18next';
import { useClient, useServices } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { LevelTag } from '../todos/public.ts';
import { notesShape } from './search.ts';

type Values = Pick<Note, 'title' | 'body' | 'level' | 'at' | 'userId' | 'tellsSuperior'>;

const hourMs = 3_600_000;

export function NotesPage() {
  const { t } = useTranslation();
  const { clock } = useServices();
  const me = useMe();
  const remote = usePeople({ permission: 'note.manage' });
  const levels = todoLevels.map((value) => ({ value, label: t(`todos.levels.${value}`) }));
  const states = [false, true].map((value) => ({ value, label: t(value ? 'notes.done' : 'notes.open') }));
  const start: Values = {
    title: '',
    body: '',
    level: 'normal',
    at: new Date(Math.ceil(clock.now() / hourMs) * hourMs).toISOString(),
    userId: me.userId,
    tellsSuperior: false,
  };
  const fields: Field<Values>[] = [
    { kind: 'text', name: 'title', label: t('notes.title') },
    { kind: 'date-time', name: 'at', label: t('notes.at') },
    { kind: 'select', name: 'level', label: t('todos.level'), options: levels },
    { kind: 'textarea', name: 'body', label: t('notes.body') },
    { kind: 'remote', name: 'userId', label: t('notes.who'), remote },
    { kind: 'switch', name: 'tellsSuperior', label: t('notes.tellsSuperior') },
  ];
  return (
    <RecordsPage
      list="notes"
      record="note"
      client={useClient(noteRoutes)}
      manage="note.manage"
      needs={t('permissions.note.manage')}
      shape={notesShape}
      columns={useColumns()}
      filters={[
        { key: 'search', kind: 'text', label: t('notes.search') },
        { key: 'done', kind: 'choice', label: t('notes.state'), isAlways: true, options: states },
        { key: 'level', kind: 'choice', label: t('todos.level'), isAlways: true, options: levels },
      ]}
      what={t('notes.what')}
      unit={t('notes.unit')}
      nameOf={({ title }) => title}
      hint={t('notes.hint')}
      addText={t('notes.add')}
      form={{
        start,
        fields: () => fields,
        schemas: { create: noteRoutes.create.body, change: noteRoutes.change.body },
        removing: t('notes.removing'),
      }}
    />
  );
}

function useColumns(): readonly Column<Note>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'title',
      title: t('notes.title'),
      width: 240,
      fixed: 'left',
      cell: (row) => <b className="cut">{row.title}</b>,
    },
    { key: 'at', title: t('notes.at'), width: 136, cell: ({ at }) => <Moment at={at} /> },
    { key: 'level', title: t('todos.level'), width: 88, cell: ({ level }) => <LevelTag level={level} /> },
    {
      key: 'state',
      field: null,
      title: t('notes.state'),
      width: 88,
      cell: ({ isDone }) => t(isDone ? 'notes.done' : 'notes.open'),
    },
    { key: 'who', field: 'userId', title: t('notes.who'), width: 104, cell: ({ userName }) => userName },
    {
      key: 'superior',
      field: null,
      title: t('notes.superior'),
      width: 104,
      cell: ({ superiorName }) => superiorName ?? <span className="hint">{t('app.time.none')}</span>,
    },
    {
      key: 'tellsSuperior',
      title: t('notes.tellsSuperior'),
      width: 136,
      isWideOnly: true,
      cell: ({ tellsSuperior }) => t(tellsSuperior ? 'notes.yes' : 'notes.no'),
    },
    { key: 'author', title: t('notes.author'), width: 104, cell: ({ authorName }) => authorName ?? '—' },
    {
      key: 'body',
      title: t('notes.body'),
      width: 240,
      isWideOnly: true,
      cell: ({ body }) => <span className="cut">{body}</span>,
    },
  ];
}
