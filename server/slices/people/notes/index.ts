/** What the server does for the slice of the notes. */
import { noteRoutes, type Note } from '@bahu/contract/notes.ts';
import { notesSlice } from '@bahu/contract/slices/people/notes.ts';
import { mayChange, type Principal } from '../../../kernel/auth/principal.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { recordHandlers } from '../../../kernel/http/record-handlers.ts';
import { newId } from '../../../kernel/ids.ts';
import { serverSlice, type DemoCompany, type Host } from '../../server-slice.ts';
import { mustReachPerson } from '../departments/index.ts';
import { forgetReads } from '../todos/index.ts';
import { belongingOf, describedNotes as described, foundNotes as found, noteReminders } from './store.ts';

/** Whoever has written it; where they are gone, who is reminded. */
const isManaged = (
  { userId, permissions }: Principal,
  note: Pick<Note, 'userId'> & { authorId: string | null },
): boolean => permissions.has('note.manage') && (note.authorId ?? note.userId) === userId;

const handlers = (recordChanged: Host['recordChanged']) =>
  recordHandlers(
    {
      type: 'note',
      table: 'notes',
      alias: 'n',
      described,
      found,
      isManaged,
      begin: ({ userId }) => ({ authorId: userId }),
      read: async (_tx, { userId }, body) => ({ userId, ...body }),
      references: { notes_tenant_id_user_id_fkey: 'userId' },
      check: (tx, author, { userId }) => mustReachPerson(tx, author, 'note.manage', { userId, path: 'userId' }),
      onRemove: (tx, { id }) => forgetReads(tx, 'note', id),
      belongingOf,
      nameOf: ({ title }) => title,
      auditedFields: ['title', 'body', 'level', 'at', 'userName', 'tellsSuperior'],
      texts: ['title', 'body'],
      present: (reader, { authorId, at, createdAt, ...row }) => ({
        ...row,
        at: at.toISOString(),
        createdAt: createdAt.toISOString(),
        can:
          isManaged(reader, { authorId, userId: row.userId }) && mayChange(reader)
            ? (['edit', 'delete'] as const).slice()
            : [],
      }),
    },
    recordChanged,
  );

const hour = 3_600_000;
/** Of the hours around the first start, and of the days behind it. */
function demo({ tenantId, users }: DemoCompany) {
  const note = (extension: string, hours: number, title: string, rest: object = {}) => ({
    tenantId,
    id: newId(),
    title,
    level: 'normal' as const,
    at: new Date(Math.ceil(Date.now() / hour) * hour + hours * hour),
    userId: users[extension]!,
    authorId: users[extension]!,
    ...rest,
  });
  return [
    note('802', 2, '整理本周报价单', { body: '给王总的三个方案，附折扣表' }),
    note('802', 26, '准备客户拜访资料', { level: 'important' as const, body: '样品两份，合同模板一份' }),
    note('802', 50, '提交客户回访小结', {
      level: 'urgent' as const,
      authorId: users['807']!,
      tellsSuperior: true,
    }),
    note('803', 3, '核对上周签单的开票信息'),
    note('807', 4, '检查售前组通话抽查结果', { level: 'important' as const }),
    note('800', 5, '续签中继线路', { level: 'important' as const, body: '合同月底到期' }),
    note('800', 29, '开季度例会'),
  ];
}

export const notesServer = serverSlice(notesSlice, {
  routes: noteRoutes,
  mount: (api, { access, recordChanged }) => mount(api, access, noteRoutes, handlers(recordChanged)),
  todos: { note: noteReminders },
  demo: async (tx, company) => void (await tx.insertInto('notes').values(demo(company)).execute()),
});
