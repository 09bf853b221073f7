/** All that happened with a customer in one line of time, whichever slice has it. */
import { sql, type RawBuilder } from 'kysely';
import type { Static } from 'typebox';
import { timelineKinds, type TimelineFilter, type TimelineItem, type TimelineKind } from '@bahu/contract/timeline.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import type { TimelineSources } from '../../../kernel/timeline.ts';

const order = 'history by time';

interface Entry {
  kind: TimelineKind;
  id: string;
  at: string;
}

/**
 * Newest first. All that happened with a customer whom the reader may open, whoever of their colleagues it was: whoever serves a customer must
 * know it. Kinds that they have no permission to read are left out.
 */
export async function listHistory(
  tx: Tx,
  reader: Principal,
  sources: TimelineSources,
  customerId: string,
  query: Static<typeof TimelineFilter>,
) {
  const after = readCursor(order, query.cursor);
  const limit = pageSize(query);
  const wanted = query.kinds?.split(',') ?? timelineKinds;
  const kinds = timelineKinds.filter((kind) => wanted.includes(kind) && reader.permissions.has(sources[kind].needs));
  if (kinds.length === 0) return { items: [], next: null, total: 0, totalIsExact: true };
  const entriesOf = (kind: TimelineKind) => sql`(${sources[kind].entries(customerId)}) as e
    where ${query.mine ? sql`e.by_id = ${reader.userId}` : sql`true`}`;
  const found = await entriesAfter(tx, kinds, entriesOf, after, limit + 1);
  const { rows, next } = cutPage(order, found, limit, (entry) => entry);
  const read = new Map<TimelineKind, ReadonlyMap<string, TimelineItem>>();
  for (const kind of kinds) {
    const ids = rows.filter((entry) => entry.kind === kind).map(({ id }) => id);
    if (ids.length > 0) read.set(kind, await sources[kind].read(tx, reader, ids));
  }
  const items = rows.flatMap(({ kind, id }) => read.get(kind)?.get(id) ?? []);
  return { items, next, total: await countAll(tx, kinds, entriesOf), totalIsExact: true };
}

type EntriesOf = (kind: TimelineKind) => RawBuilder<unknown>;

/** Of each kind no more than a page holds, read from its index. */
async function entriesAfter(
  tx: Tx,
  kinds: readonly TimelineKind[],
  entriesOf: EntriesOf,
  after: { at: string | null; id: string } | null,
  limit: number,
): Promise<Entry[]> {
  const behind = after ? sql`(e.at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const parts = kinds.map(
    (kind) => sql`(select ${kind}::text as kind, e.id, e.at from ${entriesOf(kind)} and ${behind}
      order by e.at desc, e.id desc limit ${limit})`,
  );
  const { rows } = await sql<Entry>`select kind, id, at::text from (${sql.join(parts, sql` union all `)}) as of_all
    order by of_all.at desc, id desc limit ${limit}`.execute(tx);
  return rows;
}

async function countAll(tx: Tx, kinds: readonly TimelineKind[], entriesOf: EntriesOf): Promise<number> {
  const parts = kinds.map((kind) => sql`(select count(*) from ${entriesOf(kind)})`);
  const { rows } = await sql<{ total: number }>`select ${sql.join(parts, sql` + `)} as total`.execute(tx);
  return rows[0]!.total;
}
