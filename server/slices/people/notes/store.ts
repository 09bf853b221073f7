/** Notes: who has which, and the queries. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Note, noteRoutes } from '@bahu/contract/notes.ts';
import type { Input } from '@bahu/contract/route.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Belonging } from '../../../kernel/ownership/range.ts';
import type { Generated, Moment, Nullable, RecordColumns } from '../../../kernel/tables/columns.ts';
import { withText } from '../../../kernel/text-search.ts';
import { countUnread, isReadBy, type TodoSource } from '../todos/index.ts';

declare module '../../../kernel/tables.ts' {
  interface Tables {
    notes: RecordColumns<
      Pick<Note, 'title' | 'level' | 'userId'> & {
        body: Generated<string>;
        at: Moment;
        tellsSuperior: Generated<boolean>;
        authorId: Nullable<string>;
      }
    >;
  }
}

type Query = Input<typeof noteRoutes.list>['query'];

/** Whether it is the reader who is reminded, or their people are and it tells them too. Whose they may be is an array, which the index of these takes: every desk asks. */
const isReminded = ({ userId }: Principal): RawBuilder<SqlBool> =>
  sql<SqlBool>`(n.user_id = any(array(select ${userId}::uuid union select o.id from users o where o.superior_id = ${userId}::uuid))
    and (n.user_id = ${userId}::uuid or n.tells_superior))`;

const open = (tx: Tx, reader: Principal) =>
  tx.selectFrom('notes as n').where(sql<SqlBool>`(n.author_id = ${reader.userId}::uuid or ${isReminded(reader)})`);

const isDone = sql<boolean>`exists (select from todo_reads d where d.tenant_id = n.tenant_id and d.kind = 'note' and d.record_id = n.id and d.user_id = n.user_id)`;

/** What the reader may see of them. */
export const describedNotes = (tx: Tx, reader: Principal) =>
  open(tx, reader)
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'n.tenantId').onRef('u.id', '=', 'n.userId'))
    .leftJoin('users as s', (join) => join.onRef('s.tenantId', '=', 'u.tenantId').onRef('s.id', '=', 'u.superiorId'))
    .leftJoin('users as a', (join) => join.onRef('a.tenantId', '=', 'n.tenantId').onRef('a.id', '=', 'n.authorId'))
    .select(['n.id', 'n.title', 'n.body', 'n.level', 'n.at', 'n.userId', 'n.tellsSuperior', 'n.authorId'])
    .select(['n.createdAt', 'n.version', 'u.name as userName', 's.name as superiorName', 'a.name as authorName'])
    .select(isDone.as('isDone'));

/** Ids of those that a filter finds. */
export function foundNotes(tx: Tx, reader: Principal, { level, done, search }: Query) {
  let all = open(tx, reader).select('n.id');
  if (level) all = all.where('n.level', '=', level);
  if (done !== undefined) all = all.where(done ? isDone : sql<SqlBool>`not ${isDone}`);
  return withText(all, { id: 'n.id', texts: sql<string[]>`array[n.title, n.body]` }, reader, search);
}

/** Who is told of a change: who is reminded, who has written it, and the superior whom it tells. */
export async function belongingOf(tx: Tx, id: string): Promise<Belonging> {
  const row = await tx
    .selectFrom('notes as n')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'n.tenantId').onRef('u.id', '=', 'n.userId'))
    .select(['n.userId', 'n.authorId', 'n.tellsSuperior', 'u.superiorId'])
    .where('n.id', '=', id)
    .executeTakeFirst();
  if (!row) return {};
  const { userId, authorId, tellsSuperior, superiorId } = row;
  return { ownerIds: [userId, authorId, tellsSuperior ? superiorId : null].filter((one) => one !== null) };
}

/** What the reader has not done yet. */
const reminded = (tx: Tx, reader: Principal) =>
  tx
    .selectFrom('notes as n')
    .where(isReminded(reader))
    .where(sql<SqlBool>`not ${isReadBy('note', 'n.id', reader.userId)}`);

const rows = (found: ReturnType<typeof reminded>, reader: Principal, order: 'asc' | 'desc', most: number) =>
  found
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'n.tenantId').onRef('u.id', '=', 'n.userId'))
    .select(['n.id', 'n.title', 'n.level', 'n.at'])
    .select(sql<string>`left(n.body, 120)`.as('detail'))
    .select(sql<boolean>`n.user_id <> ${reader.userId}::uuid`.as('isFixed'))
    .select(sql<string | null>`case when n.user_id <> ${reader.userId}::uuid then u.name end`.as('whose'))
    .orderBy('n.at', order)
    .orderBy('n.id', order)
    .limit(most)
    .execute();

export const noteReminders: TodoSource = {
  unread: async (tx, reader, most) => {
    const due = reminded(tx, reader).where(sql<SqlBool>`n.at <= now()`);
    return { rows: await rows(due, reader, 'desc', most), count: await countUnread(tx, due.select('n.id')) };
  },
  isOpenTo: async (tx, reader, id) =>
    (await reminded(tx, reader).where('n.id', '=', id).select('n.id').executeTakeFirst()) !== undefined,
  timed: {
    between: (tx, reader, { after, until }, most) =>
      rows(
        reminded(tx, reader)
          .where(sql<SqlBool>`n.at > ${after}`)
          .where('n.at', '<', until),
        reader,
        'asc',
        most,
      ),
    move: async (tx, reader, id, at) => {
      const moved = await tx
        .updateTable('notes')
        .set({ at, version: sql<number>`version + 1` })
        .where('id', '=', id)
        .where('userId', '=', reader.userId)
        .returning('version')
        .executeTakeFirst();
      return moved && { version: moved.version, belonging: await belongingOf(tx, id) };
    },
  },
};
