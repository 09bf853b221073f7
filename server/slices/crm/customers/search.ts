/** Finding customers by any part of a name or number, by the initials of a name (functions of the schema's owner; see the migrations), or by a searchable field. */
import { sql, type RawBuilder } from 'kysely';
import type { ShownScope } from '@bahu/contract/customers.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import * as ownership from '../../../kernel/ownership/condition.ts';
import type { Range } from '../../../kernel/ownership/range.ts';
import { isDigits, searchDigits } from '../../../kernel/number-search.ts';
import { anywhere, decidesAsSeen, folded } from '../../../kernel/text-search.ts';
import { fieldSearches, listFields } from '../../platform/fields/index.ts';
import { inScope, limitsOf, listedFor } from './scope.ts';

/** Ten pages; whoever finds more types one more character. The list then says that there may be more. */
export const maxFound = 500;

/** Ids of the customers in the reader's scope, or in what a list shows, that fit what was typed, at most `most`, in no order. */
export async function findIds(
  tx: Tx,
  reader: Principal,
  typed: string,
  most = maxFound,
  shown?: ShownScope,
): Promise<string[]> {
  const limits = sql`${limitsOf(reader, shown)}, ${most}`;
  const text = folded(typed.trim());
  const digits = searchDigits(text, reader.masksNumbers);
  const found = async (searches: readonly RawBuilder<unknown>[]): Promise<string[]> => {
    const { rows } = await sql<{
      id: string;
    }>`select id from (${sql.join(searches, sql` union `)}) as found (id) limit ${most}`.execute(tx);
    return rows.map((row) => row.id);
  };
  const byDigits = digits
    ? await found([sql`select bahu_customers_by_digits(${digits.grams}::text[], ${digits.pattern}, ${limits})`])
    : [];
  const searches = await fieldSearches(tx, reader, await listFields(tx, 'customers'), typed.trim(), {
    within: listedFor(reader, shown),
    most,
  });
  const byFields = searches.length ? await found(searches) : [];
  if (isDigits(text)) return [...new Set([...byDigits, ...byFields])].slice(0, most);
  const byName = await asShown(tx, reader, text, await found(namesLike('bahu_customers', text, limits)));
  return [...new Set([...byDigits, ...byFields, ...byName])].slice(0, most);
}

/**
 * Ids of the customers whose names fit, whoever owns them, and with whom there were calls of this range, at most `most`, in no order: for calls, which
 * show the name to whoever may see them. `isOutside` leaves out those whom the reader finds among the customers anyway.
 */
export async function findCalledByName(
  tx: Tx,
  reader: Principal,
  typed: string,
  { calls, most, isOutside = false }: { calls: Range; most: number; isOutside?: boolean },
): Promise<string[]> {
  const text = folded(typed.trim());
  if (text === '') return [];
  const searches = namesLike('bahu_called', text, sql`${ownership.limits(calls)}, ${most}`);
  const { rows } = await sql<{ id: string }>`
    select f.id from (${sql.join(searches, sql` union `)}) as f (id) join customers c using (id)
      where ${isOutside ? sql<boolean>`not ${inScope(reader)}` : sql<boolean>`true`} limit ${most}`.execute(tx);
  return asShown(
    tx,
    reader,
    text,
    rows.map(({ id }) => id),
  );
}

/** Those that fit also as the reader sees them. */
const asShown = async (tx: Tx, reader: Principal, text: string, ids: readonly string[]): Promise<string[]> =>
  decidesAsSeen(reader, text) ? fittingAsShown(tx, reader, text, ids) : [...ids];

/** Searches by functions of the schema, each by a part of the name and by its initials. */
function namesLike(of: 'bahu_customers' | 'bahu_called', text: string, limits: RawBuilder<unknown>) {
  const byName = sql`select ${sql.raw(`${of}_by_name`)}(${nameGrams(text)}::text[], ${anywhere(text)}, ${limits})`;
  if (!/^[a-z0-9]+$/.test(text)) return [byName];
  return [byName, sql`select ${sql.raw(`${of}_by_initials`)}(${text}, ${limits})`];
}

/** Those whose names fit as the reader sees them: digit by digit one would otherwise find out a number that a name holds. */
async function fittingAsShown(tx: Tx, reader: Principal, text: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom('customers').select(['id', 'name']).where('id', 'in', ids).execute();
  return rows
    .filter(({ name }) => {
      const shown = textFor(reader, name);
      return folded(shown).includes(text) || initialsOf(shown).startsWith(text);
    })
    .map(({ id }) => id);
}

/** Pairs of characters as `bahu_grams` makes them; a single character is its own gram. */
function nameGrams(text: string): string[] {
  const characters = [...text];
  return characters.length < 2
    ? characters
    : characters.slice(1).map((character, i) => `${characters[i]!}${character}`);
}
