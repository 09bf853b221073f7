/** The orders of lists: those that every tenant has, each with an index of exactly its key, and those by designed fields. */
import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { customerSorts, followUpSorts } from '@bahu/contract/customers.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Key } from '../../../kernel/keyset.ts';
import { fieldOrder, listFields } from '../../platform/fields/index.ts';

/** As the index has it. */
export const lastCall = sql<Date>`case when c.last_call_at is null then '-infinity'::timestamptz else c.last_call_at end`;

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

const [ofCustomer, ofFollowUp] = [{ id: sql<string>`c.id` }, { id: sql<string>`f.id` }];
const moment = { cast: sql`timestamptz`, isFilled: null } as const;
const customerOrders: Readonly<Record<(typeof customerSorts)[number], Order>> = {
  created: { ...ofCustomer, ...moment, key: sql`c.created_at`, direction: 'desc' },
  'last-call': { ...ofCustomer, ...moment, key: lastCall, direction: 'desc' },
  name: { ...ofCustomer, key: sql`c.name_order collate "zh-x-icu"`, cast: sql`text`, direction: 'asc', isFilled: null },
};
const followUpOrders: Readonly<Record<(typeof followUpSorts)[number], Order>> = {
  created: { ...ofFollowUp, ...moment, key: sql`f.created_at`, direction: 'desc' },
  remind: {
    ...ofFollowUp,
    ...moment,
    key: sql`f.remind_at`,
    direction: 'asc',
    isFilled: sql<SqlBool>`f.remind_at is not null`,
  },
};
const orders = { customers: customerOrders, 'follow-ups': followUpOrders } as const;

/** What `sort` asks for of customers as `c`, or of follow-ups as `f`. @throws Refusal input.invalid or forbidden for a field by which this reader may not sort. */
export async function orderOf(tx: Tx, reader: Principal, owner: keyof typeof orders, sort: string): Promise<Order> {
  const known: Readonly<Record<string, Order>> = orders[owner];
  if (Object.hasOwn(known, sort)) return known[sort]!;
  const [alias, { id }] = owner === 'customers' ? (['c', ofCustomer] as const) : (['f', ofFollowUp] as const);
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
