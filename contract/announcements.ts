/** Announcements: whoever they are for is reminded of them until they have read them or they have expired (SPEC C8). */
import { Type, type Static } from 'typebox';
import { audienceFields } from './audience.ts';
import { Id, Nullable, Time } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';
import { todoLevels } from './todos.ts';

const fields = {
  title: Type.String({ minLength: 1, maxLength: 64 }),
  body: Type.String({ maxLength: 2000 }),
  level: Type.Enum([...todoLevels]),
  ...audienceFields,
  expiresAt: Nullable(Time),
};
export const Announcement = PlainRecord({
  ...fields,
  authorName: Nullable(Type.String()),
  /** Null for whom it is not meant, and for its author, unless they have read it. */
  isRead: Nullable(Type.Boolean()),
  /** Whom it is for by name, as far as the reader may know: all for who manages it, for others the departments that they are in, or themselves. */
  audienceNames: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  /** Who has read it, in the order of reading; empty for those who may not change it. */
  readers: Type.Array(Type.String()),
});
export type Announcement = Static<typeof Announcement>;

export const announcementRoutes = routes(
  recordRoutes({
    path: '/announcements',
    what: 'announcement',
    read: 'announcement.read',
    manage: 'announcement.manage',
    fields,
    needed: ['title', 'level', 'audience'],
    query: { search: Type.String({ maxLength: 64 }), level: fields.level, unread: Type.Boolean() },
    record: Announcement,
    errors: ['people.out-of-reach'],
  }),
);
