/** The orders of lists whose records have designed fields: those that every tenant has, each with an index of exactly its key, and those by a field. */
import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { FieldOwner } from '@bahu/contract/field-owners.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Key } from '../../../kernel/keyset.ts';
import { fieldOrder, type Alias } from './filter-sql.ts';
import { listFields } from './store.ts';

export interface Order {
  readonly key: RawBuilder<unknown>;
  /** What makes the order total. */
  readonly id: RawBuilder<string>;
  /** The type by which a cursor's key is compared. */
  readonly cast: RawBuilder<unknown>;
  readonly direction: 'asc' | 'desc';
  /** Whether a record has the key, where some have none; these stand behind the others, in the order of their ids. */
  readonly isFilled: RawBuilder<SqlBool> | null;
}

/** A list whose records have fields: its owner of fields, what queries call its table, and the orders that every tenant has. */
export interface Ordered<Known extends string> {
  readonly owner: FieldOwner;
  readonly alias: Alias;
  readonly known: Readonly<Record<Known, Omit<Order, 'id'>>>;
}

/** What `sort` asks for. @throws Refusal input.invalid or forbidden for a field by which this reader may not sort. */
export async function orderOf<Known extends string>(
  tx: Tx,
  reader: Principal,
  { owner, alias, known }: Ordered<Known>,
  sort: string,
): Promise<Order> {
  const id = sql<string>`${sql.ref(`${alias}.id`)}`;
  if (Object.hasOwn(known, sort)) return { ...known[sort as Known], id };
  const { key, isFilled, isDescending } = fieldOrder(reader, await listFields(tx, owner), sort, alias)!;
  return { key, id, cast: sql`text`, direction: isDescending ? 'desc' : 'asc', isFilled };
}

/** For a query that takes all of its rows at once. */
export const wholeOrder = ({ key, id, direction, isFilled }: Order): RawBuilder<unknown> =>
  sql`${key} ${sql.raw(direction + (isFilled ? ' nulls last' : ''))}, ${id} ${sql.raw(direction)}`;

/** The rows behind a place: of those with the key, or of those without when the place is among these. */
function behind({ key, id, cast, direction }: Order, after: Key): RawBuilder<SqlBool> {
  const compare = sql.raw(direction === 'desc' ? '<' : '>');
  return after.at === null
    ? sql<SqlBool>`${id} ${compare} ${after.id}::uuid`
    : sql<SqlBool>`(${key}, ${id}) ${compare} (${after.at}::${cast}, ${after.id}::uuid)`;
}

/**
 * The next rows of an order, as `read` has them from a query that is in order and no longer than wanted. Those without the key are asked for apart, as
 * the index of a field does not know them.
 */
export async function rowsBehind<DB, TB extends keyof DB, O, Row>(
  found: SelectQueryBuilder<DB, TB, O>,
  { order, after, limit }: { order: Order; after: Key | null; limit: number },
  read: (next: SelectQueryBuilder<DB, TB, O>) => Promise<Row[]>,
): Promise<Row[]> {
  const { key, id, direction, isFilled } = order;
  const page = after ? found.where(behind(order, after)) : found;
  const isKeyed = !isFilled || after === null || after.at !== null;
  const keyed = isFilled ? page.where(isFilled) : page;
  const rows = isKeyed ? await read(keyed.orderBy(key, direction).orderBy(id, direction).limit(limit)) : [];
  if (!isFilled || rows.length === limit) return rows;
  const gaps = (isKeyed ? found : page).where(sql<boolean>`not (${isFilled})`).orderBy(id, direction);
  return [...rows, ...(await read(gaps.limit(limit - rows.length)))];
}

/** So few are all read and sorted, as counting has found them already: walking along the order instead, one may pass by a million others before a page is full. */
export const fewEnough = 1000;
