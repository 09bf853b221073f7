/** The orders of the customers' list: those that every tenant has, each with an index of exactly its key, and those by designed fields. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { fieldOrder, listFields } from '../../platform/fields/index.ts';

/** As the index has it. */
export const lastCall = sql<Date>`case when c.last_call_at is null then '-infinity'::timestamptz else c.last_call_at end`;

export interface Order {
  readonly key: RawBuilder<unknown>;
  /** The type by which a cursor's key is compared. */
  readonly cast: RawBuilder<unknown>;
  readonly direction: 'asc' | 'desc';
  /** Whether a customer has the key, where some have none; these stand behind the others, in the order of their ids. */
  readonly isFilled: RawBuilder<SqlBool> | null;
}

const builtIn: Readonly<Record<string, Order>> = {
  created: { key: sql`c.created_at`, cast: sql`timestamptz`, direction: 'desc', isFilled: null },
  'last-call': { key: lastCall, cast: sql`timestamptz`, direction: 'desc', isFilled: null },
  name: { key: sql`c.name_order collate "zh-x-icu"`, cast: sql`text`, direction: 'asc', isFilled: null },
};

/** What `sort` asks for. @throws Refusal input.invalid or forbidden for a field by which this reader may not sort. */
export async function orderOf(tx: Tx, reader: Principal, sort: string): Promise<Order> {
  const known = builtIn[sort];
  if (known) return known;
  const { key, isFilled, isDescending } = fieldOrder(reader, await listFields(tx, 'customers'), sort)!;
  return { key, cast: sql`text`, direction: isDescending ? 'desc' : 'asc', isFilled };
}

/** For a query that takes all of its rows at once. */
export const wholeOrder = ({ key, direction, isFilled }: Order): RawBuilder<unknown> =>
  sql`${key} ${sql.raw(direction + (isFilled ? ' nulls last' : ''))}, c.id ${sql.raw(direction)}`;

/** The rows behind a place: of those with the key, or of those without when the place is among these. */
export function behind({ key, cast, direction }: Order, after: { at: string | null; id: string }): RawBuilder<SqlBool> {
  const compare = sql.raw(direction === 'desc' ? '<' : '>');
  return after.at === null
    ? sql<SqlBool>`c.id ${compare} ${after.id}::uuid`
    : sql<SqlBool>`(${key}, c.id) ${compare} (${after.at}::${cast}, ${after.id}::uuid)`;
}
