import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Announcement, announcementRoutes } from '@bahu/contract/announcements.ts';
import type { Input } from '@bahu/contract/route.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isMeantFor, isMeantWithin, meantForOf, type MeantRow } from '../../../kernel/ownership/audience.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf, type Belonging } from '../../../kernel/ownership/range.ts';
import type {
  Generated,
  MomentWithDefault,
  Nullable,
  NullableMoment,
  OfTenant,
} from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';
import { countUnread, isReadBy, readersOf } from '../todos/index.ts';

interface Row extends OfTenant, MeantRow, Pick<Announcement, 'id' | 'title' | 'level'> {
  body: Generated<string>;
  expiresAt: NullableMoment;
  authorId: Nullable<string>;
  departmentId: Nullable<string>;
  version: Generated<number>;
  createdAt: MomentWithDefault;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    announcements: Row;
  }
}

type Query = Input<typeof announcementRoutes.list>['query'];
const owned = { owner: 'a.authorId', department: 'a.departmentId' } as const;
/** What they or their people have written, as far as the permission reaches. */
const ofTheirs = (reader: Principal): RawBuilder<SqlBool> =>
  reader.permissions.has('announcement.manage') ? condition(owned, rangeOf(reader, 'announcement.manage')) : sql`false`;
/** Of these, what they change: their own, and what others have written for nobody beyond their reach. */
const managed = (reader: Principal): RawBuilder<boolean> => sql<boolean>`coalesce(${ofTheirs(reader)}
  and (a.author_id = ${reader.userId}::uuid or ${isMeantWithin('a', rangeOf(reader, 'announcement.manage'))}), false)`;
const meant = (reader: Principal) =>
  sql<SqlBool>`(coalesce(a.expires_at > now(), true) and ${isMeantFor('a', reader)})`;
const isRead = ({ userId }: Principal) => isReadBy('announcement', 'a.id', userId);
/** Nobody is reminded of what they have written themselves. */
const isAwaited = (reader: Principal) =>
  sql<SqlBool>`(a.author_id is distinct from ${reader.userId}::uuid and ${meant(reader)})`;
const isUnread = (reader: Principal) => sql<SqlBool>`${isAwaited(reader)} and not ${isRead(reader)}`;
const readState = (reader: Principal) =>
  sql<boolean | null>`(case when ${isRead(reader)} then true when ${isAwaited(reader)} then false end)`;

/** Whom it is for by name: all for who manages it; for others the departments that they are in, or themselves. */
const audienceNames = (reader: Principal) => sql<Announcement['audienceNames']>`coalesce(
  (select json_agg(json_build_object('id', d.id, 'name', d.name) order by d.name, d.id) from departments d
    where a.audience = 'departments' and d.id = any(a.department_ids) and (${managed(reader)}
      or exists (select from departments o where o.id = ${reader.departmentId}::uuid
        and d.id = any(string_to_array(rtrim(o.path, '/'), '/')::uuid[])))),
  (select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name, p.id) from users p
    where a.audience = 'people' and p.id = any(a.user_ids) and (${managed(reader)} or p.id = ${reader.userId}::uuid)),
  '[]')`;

const open = (tx: Tx, reader: Principal) =>
  tx.selectFrom('announcements as a').where(sql<SqlBool>`(${meant(reader)} or ${ofTheirs(reader)})`);
/** What the reader may see of them. */
export const describedAnnouncements = (tx: Tx, reader: Principal) =>
  open(tx, reader)
    .leftJoin('users as u', 'u.id', 'a.authorId')
    .select(['a.id', 'a.title', 'a.body', 'a.level', 'a.audience', 'a.departmentIds', 'a.userIds', 'a.expiresAt'])
    .select(['a.createdAt', 'a.version', 'u.name as authorName', readState(reader).as('isRead')])
    .select([managed(reader).as('isManaged'), audienceNames(reader).as('audienceNames')])
    .select(readersOf('announcement', 'a.id').as('readers'));

/** Who has written one, and whom it is meant for. */
export async function belongingOf(tx: Tx, id: string): Promise<Belonging> {
  const row = await tx.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst();
  return row
    ? { ownerIds: [row.authorId], departmentIds: [row.departmentId], meantFor: await meantForOf(tx, row) }
    : {};
}

/** Ids of those that a filter finds. */
export function foundAnnouncements(tx: Tx, reader: Principal, query: Query) {
  const { level, unread, search } = query;
  let all = open(tx, reader).select('a.id');
  if (level) all = all.where('a.level', '=', level);
  if (unread !== undefined) all = all.where(unread ? isUnread(reader) : isRead(reader));
  return withText(all, { id: 'a.id', texts: sql<string[]>`array[a.title, a.body]` }, reader, search);
}

/** What is meant for the reader and not read by them, newest first. */
export async function unreadAnnouncements(tx: Tx, reader: Principal, most: number) {
  const found = tx.selectFrom('announcements as a').where(isUnread(reader));
  const count = await countUnread(tx, found.select('a.id'));
  const rows = found.select(['a.id', 'a.title', 'a.level', 'a.createdAt as at']).orderBy('a.id', 'desc');
  return { rows: await rows.limit(most).execute(), count };
}
