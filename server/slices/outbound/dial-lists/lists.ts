/** Batches of numbers: their rows, and what they are to routes. */
import { sql, type SqlBool } from 'kysely';
import type { DialList, dialListRoutes } from '@bahu/contract/dial-lists.ts';
import type { Input } from '@bahu/contract/route.ts';
import { mayChange, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { RecordSpec } from '../../../kernel/http/record-handlers.ts';
import { withText } from '../../../kernel/text-search.ts';
import { isInScope, managesList, seesList } from './store.ts';

type Query = Input<typeof dialListRoutes.list>['query'];
export type ListRecord = Awaited<ReturnType<ReturnType<typeof described>['executeTakeFirstOrThrow']>>;

const described = (tx: Tx, reader: Principal) => {
  /** How many of its numbers are so, of those that the reader sees: read once for all of them, for a page has many batches and a batch many numbers. */
  const counts = sql<Record<'total' | 'unassigned' | 'waiting' | 'answered', number>>`(
    select count(*)::int as total, count(*) filter (where d.agent_id is null)::int as unassigned, count(*) filter (where not d.is_done)::int as waiting,
      count(*) filter (where d.is_done and d.outcome = 'connected' and d.refusal is null)::int as answered
    from dial_numbers d where d.tenant_id = l.tenant_id and d.list_id = l.id and ${isInScope(reader)})`;
  return tx
    .selectFrom('dialLists as l')
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'l.tenantId').onRef('u.id', '=', 'l.authorId'))
    .innerJoinLateral(counts.as('of'), (join) => join.onTrue())
    .where(seesList(reader))
    .select(['l.id', 'l.name', 'l.category', 'l.note', 'l.isEnded', 'u.name as authorName', 'l.createdAt', 'l.version'])
    .select(['of.total', 'of.unassigned', 'of.waiting', 'of.answered', managesList(reader).as('isManaged')]);
};

function found(tx: Tx, reader: Principal, { search, category, ended }: Query) {
  let all = tx.selectFrom('dialLists as l').select('l.id').where(seesList(reader));
  if (category) all = all.where('l.category', '=', category);
  if (ended !== undefined) all = all.where('l.isEnded', '=', ended);
  return withText(all, { id: 'l.id', texts: sql<string[]>`array[l.name, l.category, l.note]` }, reader, search);
}

export const lists: RecordSpec<ListRecord, Query, DialList> = {
  type: 'dial-list',
  table: 'dialLists',
  alias: 'l',
  described,
  found,
  isManaged: (_reader, { isManaged }) => isManaged,
  begin: ({ userId, departmentId }) => ({ authorId: userId, departmentId }),
  belongingOf: async (tx, id) => {
    const row = await tx
      .selectFrom('dialLists')
      .select(['authorId', 'departmentId'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? { ownerIds: [row.authorId], departmentIds: [row.departmentId] } : {};
  },
  onRemove: async (tx, { id }) => {
    const dialled = tx
      .selectFrom('dialNumbers')
      .select('id')
      .where('listId', '=', id)
      .where('claimedCallId', 'is not', null);
    if (await dialled.executeTakeFirst()) throw new Refusal('dial-list.being-dialled');
  },
  taken: { index: 'dial_lists_by_name', code: 'dial-list.name-taken', path: 'name' },
  nameOf: ({ name }) => name,
  auditedFields: ['name', 'category', 'note', 'isEnded'],
  texts: ['name', 'category', 'note'],
  present: (reader, { isManaged, createdAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    can: isManaged && mayChange(reader) ? ['edit', 'delete'] : [],
  }),
};

/** One that the editor manages, held until the transaction ends. @throws Refusal not-found, or dial-list.ended. */
export async function holdList(tx: Tx, editor: Principal, id: string) {
  const row = await tx
    .selectFrom('dialLists as l')
    .select(['l.id', 'l.name', 'l.isEnded', 'l.departmentId'])
    .where('l.id', '=', id)
    .where(managesList(editor) as unknown as ReturnType<typeof sql<SqlBool>>)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  if (row.isEnded) throw new Refusal('dial-list.ended');
  return row;
}

/** For choosing among them. */
export const listOptions = (tx: Tx, reader: Principal) =>
  tx
    .selectFrom('dialLists as l')
    .select(['l.id', 'l.name', 'l.category', 'l.isEnded'])
    .where(seesList(reader))
    .orderBy('l.id', 'desc')
    .limit(200)
    .execute();
