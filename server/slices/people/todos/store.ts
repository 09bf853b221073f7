import { sql, type RawBuilder } from 'kysely';
import { manyUnread, type TodoKind } from '@bahu/contract/todos.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Cuttable } from '../../../kernel/keyset.ts';
import type { Moment, MomentWithDefault, OfTenant } from '../../../kernel/tables/columns.ts';

declare module '../../../kernel/tables.ts' {
  interface Tables {
    todoNotices: OfTenant & { kind: TodoKind; recordId: string; userId: string; at: Moment };
    todoReads: OfTenant & { kind: TodoKind; recordId: string; userId: string; readAt: MomentWithDefault };
  }
}

/** Whether somebody has read a record, which is named as a column with its alias (`a.id`). */
export const isReadBy = (kind: TodoKind, id: string, userId: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select from todo_reads r where r.kind = ${kind} and r.record_id = ${sql.ref(id)} and r.user_id = ${userId})`;

/** How many there are, as far as anybody counts them. */
export async function countUnread(tx: Tx, found: Cuttable<unknown>): Promise<number> {
  const counted = await sql<{
    count: number;
  }>`select count(*)::int as count from (${found.limit(manyUnread)}) as found`.execute(tx);
  return counted.rows[0]!.count;
}

/** The names of those who have read it, in the order of reading. */
export const readersOf = (kind: TodoKind, id: string): RawBuilder<string[]> => sql<string[]>`array(
  select u.name from todo_reads r join users u on u.id = r.user_id
  where r.kind = ${kind} and r.record_id = ${sql.ref(id)} order by r.read_at, u.name limit 500)`;

export async function insertRead(
  tx: Tx,
  kind: TodoKind,
  recordId: string,
  reader: { tenantId: string; userId: string },
) {
  const { tenantId, userId } = reader;
  await tx
    .insertInto('todoReads')
    .values({ tenantId, kind, recordId, userId })
    // What comes back each year is read each year.
    .onConflict((of) =>
      of.columns(['tenantId', 'kind', 'recordId', 'userId']).doUpdateSet({ readAt: sql<Date>`now()` }),
    )
    .execute();
}

/** For records that are deleted, or of which people are reminded anew: of who has read them before a moment, or of everybody. */
export async function forgetReads(
  tx: Tx,
  kind: TodoKind,
  of: string | readonly string[],
  before?: Date,
): Promise<void> {
  const ids = typeof of === 'string' ? [of] : of;
  let reads = tx
    .deleteFrom('todoReads')
    .where('kind', '=', kind)
    .where('recordId', '=', sql<string>`any(${ids}::uuid[])`);
  if (before) reads = reads.where('readAt', '<', before);
  await reads.execute();
  if (before) return;
  await tx
    .deleteFrom('todoNotices')
    .where('kind', '=', kind)
    .where('recordId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
}

/** Whether nobody else says this one to the reader, who is due at that moment: of several who ask the first one does, and another time is said anew. */
export async function isFirstToSay(
  tx: Tx,
  kind: TodoKind,
  { recordId, at }: { recordId: string; at: Date },
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<boolean> {
  const noted = await tx
    .insertInto('todoNotices')
    .values({ tenantId, kind, recordId, userId, at })
    .onConflict((of) =>
      of.columns(['tenantId', 'kind', 'recordId', 'userId']).doUpdateSet({ at }).where('todoNotices.at', '<', at),
    )
    .returning('recordId')
    .execute();
  return noted.length > 0;
}
