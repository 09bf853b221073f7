/**
 * Pages by keyset: a cursor is the sort key of the last row shown, so page a thousand costs what page one does and rows that arrive meanwhile
 * shift nothing. Cursors name their list and order; one of another list is refused.
 */
import { sql, type Expression } from 'kysely';
import { pageLimit } from '@bahu/contract/page.ts';
import type { Tx } from './db.ts';
import { Refusal } from './errors.ts';
import { isId } from './ids.ts';

/** The sort key of a row: the value that the list is ordered by, as text or null, and the id that makes the order total. */
export interface Key {
  at: string | null;
  id: string;
}

/** Totals are counted up to here and estimated beyond. */
const countedExactly = 10_000;

/** Rows on a page: what was asked for, within the contract's bounds. */
export const pageSize = (query: { limit?: number | undefined }): number => query.limit ?? pageLimit.standard;

/** The cursor after a row of `list` (a name of the list and its order). */
const writeCursor = (list: string, key: Key): string =>
  Buffer.from(JSON.stringify([list, key.at, key.id])).toString('base64url');

/** Reads a cursor of `list`. @throws Refusal input.invalid for anything that `writeCursor` of the same list did not make. */
export function readCursor(list: string, cursor: string | undefined): Key | null {
  if (cursor === undefined) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 3 && parts[0] === list) {
      const [, at, id] = parts as [string, unknown, unknown];
      if ((at === null || typeof at === 'string') && typeof id === 'string' && isId(id)) return { at, id };
    }
  } catch {
    // Not even JSON: refused below like every other foreign cursor.
  }
  throw new Refusal('input.invalid', undefined, [{ path: 'cursor', rule: 'cursor' }]);
}

/** Cuts the row that was fetched beyond the page and makes the cursor of the next page from the last one kept. */
export function cutPage<Row>(
  list: string,
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => Key,
): { rows: Row[]; next: string | null } {
  if (rows.length <= limit) return { rows, next: null };
  const kept = rows.slice(0, limit);
  return { rows: kept, next: writeCursor(list, keyOf(kept.at(-1)!)) };
}

/** A query of rows, whatever they are read from. */
export interface Cuttable<Row> extends Expression<Row> {
  limit(most: number): Expression<Row>;
}
interface Counted {
  total: number;
  totalIsExact: boolean;
}

/** How many rows a query finds: exact up to 10,000, the planner's estimate beyond. The query must select something short. */
export async function countRows(tx: Tx, query: Cuttable<unknown>): Promise<Counted> {
  const limited = query.limit(countedExactly + 1);
  const counted = await sql<{ count: number }>`select count(*) as count from (${limited}) as found`.execute(tx);
  return exactOrGuessed(tx, query, counted.rows[0]!.count);
}

/** The same with the ids of all that were counted where they are at most `few`, so that nobody looks for them a second time; null where they are more. */
export async function countIds(
  tx: Tx,
  query: Cuttable<{ id: string }>,
  few: number,
): Promise<Counted & { ids: string[] | null }> {
  const limited = query.limit(countedExactly + 1);
  const counted = await sql<{ count: number; ids: string[] | null }>`select count(*) as count,
    case when count(*) <= ${few} then coalesce(array_agg(id), '{}') end as ids from (${limited}) as found`.execute(tx);
  const { count: total, ids } = counted.rows[0]!;
  return { ...(await exactOrGuessed(tx, query, total)), ids };
}

async function exactOrGuessed(tx: Tx, query: Expression<unknown>, total: number): Promise<Counted> {
  if (total <= countedExactly) return { total, totalIsExact: true };
  const plan = await sql<Record<string, [{ Plan: { 'Plan Rows': number } }]>>`explain (format json) ${query}`.execute(
    tx,
  );
  const [guess] = Object.values(plan.rows[0]!)[0]!;
  return { total: Math.max(total, guess.Plan['Plan Rows']), totalIsExact: false };
}

/**
 * A page of records that people have put into an order, with the count of all of them.
 * @param found ids of the records that the reader may see, as `id`, and their places, as `place`, already filtered
 */
export async function inOrder<Row extends { id: string }>(
  tx: Tx,
  list: string,
  query: { cursor?: string | undefined; limit?: number | undefined },
  found: Cuttable<{ id: string; place: number }>,
  read: (ids: readonly string[]) => Promise<Row[]>,
): Promise<{ rows: Row[]; next: string | null; total: number; totalIsExact: boolean }> {
  const after = readCursor(list, query.cursor);
  const limit = pageSize(query);
  const count = await countRows(tx, found);
  const { rows: placed } = await sql<{ id: string; place: number }>`select id, place from (${found}) as found
    where ${after ? sql`(place, id) > (${after.at}::int, ${after.id}::uuid)` : sql`true`} order by place, id limit ${limit + 1}`.execute(
    tx,
  );
  const known = placed.length > 0 ? await read(placed.map(({ id }) => id)) : [];
  const rows = placed.flatMap(({ id, place }) =>
    known.filter((row) => row.id === id).map((row) => ({ row, id, place })),
  );
  const { rows: kept, next } = cutPage(list, rows, limit, ({ id, place }) => ({ at: String(place), id }));
  return { rows: kept.map(({ row }) => row), next, ...count };
}

/**
 * A page of records whose ids rise with time, newest first, with the count of all of them.
 * @param found ids of the records that the reader may see, as `id`, already filtered
 * @param read reads the records with these ids
 */
export async function newestFirst<Row extends { id: string }>(
  tx: Tx,
  list: string,
  query: { cursor?: string | undefined; limit?: number | undefined },
  found: Cuttable<{ id: string }>,
  read: (ids: readonly string[]) => Promise<Row[]>,
): Promise<{ rows: Row[]; next: string | null; total: number; totalIsExact: boolean }> {
  const after = readCursor(list, query.cursor);
  const limit = pageSize(query);
  const count = await countRows(tx, found);
  const page = sql<{
    id: string;
  }>`select id from (${found}) as found where ${after ? sql`id < ${after.id}` : sql`true`} order by id desc limit ${limit + 1}`;
  const ids = (await page.execute(tx)).rows.map(({ id }) => id);
  const rows = ids.length > 0 ? (await read(ids)).toSorted((a, b) => (a.id < b.id ? 1 : -1)) : [];
  return { ...cutPage(list, rows, limit, ({ id }) => ({ at: null, id })), ...count };
}

/**
 * A page of records of which some stand before all others, each of the two parts by a time, latest first, with the count of all of them.
 * @param found the records that the reader may see, already filtered: as `id`, whether each stands before the others, as `isFirst`, and its time, as `at`
 */
export async function inTwoParts<Row extends { id: string }>(
  tx: Tx,
  list: string,
  query: { cursor?: string | undefined; limit?: number | undefined },
  found: Cuttable<{ id: string; isFirst: boolean; at: Date }>,
  read: (ids: readonly string[]) => Promise<Row[]>,
): Promise<{ rows: Row[]; next: string | null; total: number; totalIsExact: boolean }> {
  const after = readCursor(list, query.cursor);
  const limit = pageSize(query);
  const count = await countRows(tx, found);
  const { rows: placed } = await sql<Key & { at: string }>`
    select id, concat_ws('/', is_first, at) as at from (${found}) as found
    where ${after ? sql`(is_first, at, id) < (split_part(${after.at}, '/', 1)::boolean, split_part(${after.at}, '/', 2)::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by is_first desc, found.at desc, id desc limit ${limit + 1}`.execute(tx);
  const known = new Map(
    placed.length > 0 ? (await read(placed.map(({ id }) => id))).map((row) => [row.id, row] as const) : [],
  );
  const rows = placed.flatMap((key) => (known.has(key.id) ? [{ row: known.get(key.id)!, key }] : []));
  const { rows: kept, next } = cutPage(list, rows, limit, ({ key }) => key);
  return { rows: kept.map(({ row }) => row), next, ...count };
}
