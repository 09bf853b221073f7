/** What the server does for the slice of the announcements. */
import { announcementRoutes, type Announcement } from '@bahu/contract/announcements.ts';
import { announcementsSlice } from '@bahu/contract/slices/people/announcements.ts';
import { mayChange } from '../../../kernel/auth/principal.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { findRecord, recordHandlers } from '../../../kernel/http/record-handlers.ts';
import { newId } from '../../../kernel/ids.ts';
import { serverSlice, type DemoCompany, type Host } from '../../server-slice.ts';
import { mustReach } from '../departments/index.ts';
import { forgetReads } from '../todos/index.ts';
import {
  belongingOf,
  describedAnnouncements as described,
  foundAnnouncements as found,
  unreadAnnouncements as unread,
} from './store.ts';

/** Whoever does not manage one learns of no department and nobody else by their ids either. */
function knownIds({
  audienceNames,
  departmentIds,
  userIds,
}: Pick<Announcement, 'audienceNames' | 'departmentIds' | 'userIds'>) {
  const known = (id: string) => audienceNames.some((one) => one.id === id);
  return { departmentIds: departmentIds.filter(known), userIds: userIds.filter(known) };
}

const handlers = (recordChanged: Host['recordChanged']) =>
  recordHandlers(
    {
      type: 'announcement',
      table: 'announcements',
      alias: 'a',
      described,
      found,
      isManaged: (_editor, row) => row.isManaged,
      begin: ({ userId, departmentId }) => ({ authorId: userId, departmentId }),
      check: (tx, author, row) => mustReach(tx, author, 'announcement.manage', row),
      onRemove: (tx, { id }) => forgetReads(tx, 'announcement', id),
      belongingOf,
      nameOf: ({ title }) => title,
      auditedFields: ['title', 'body', 'level', 'audience', 'departmentIds', 'userIds', 'expiresAt'],
      texts: ['title', 'body'],
      present: (reader, { isManaged, readers, expiresAt, createdAt, ...row }) => ({
        ...row,
        ...(!isManaged && knownIds(row)),
        expiresAt: expiresAt?.toISOString() ?? null,
        createdAt: createdAt.toISOString(),
        readers: isManaged ? readers : [],
        can: isManaged && mayChange(reader) ? (['edit', 'delete'] as const).slice() : [],
      }),
    },
    recordChanged,
  );

const demo = ({ tenantId, users, departments }: DemoCompany) => {
  const of = { tenantId, authorId: users['801']!, departmentId: departments['centre']! };
  const shifts = { title: '国庆值班安排', body: '10 月 1 日至 3 日由售后组轮值，请提前确认班次。' };
  const prices = { title: '新品报价已更新', body: '报价单见共享盘，旧价格本周五停用。' };
  const sales = [departments['sales']!];
  return [
    { ...of, id: newId(), ...shifts, level: 'important' as const, audience: 'all' as const, departmentIds: [] },
    { ...of, id: newId(), ...prices, level: 'normal' as const, audience: 'departments' as const, departmentIds: sales },
  ];
};

export const announcementsServer = serverSlice(announcementsSlice, {
  routes: announcementRoutes,
  mount: (api, { access, recordChanged }) => mount(api, access, announcementRoutes, handlers(recordChanged)),
  todos: {
    announcement: {
      unread,
      isOpenTo: async (...of) => (await findRecord({ alias: 'a', described }, ...of)) !== undefined,
    },
  },
  demo: async (tx, company) => void (await tx.insertInto('announcements').values(demo(company)).execute()),
});
