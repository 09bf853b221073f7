/** Texts of people as patterns of LIKE, where % _ and \ mean themselves. */
import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { textFor, type Principal } from './auth/principal.ts';

/** A text as searches compare it: capitals and widths do not matter. `bahu_fold` does the same with what is stored. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** A pattern that finds the text anywhere; the column must go through `bahu_fold`. */
export const anywhere = (text: string): string => `%${escapeLike(folded(text))}%`;

/** The text with the signs of LIKE made plain. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/**
 * Whether what was typed decides by the texts as the reader sees them, in which `isSeenIn` looks: with digits in it one would otherwise find out, digit
 * by digit, the number that a text holds and the mask hides.
 */
export const decidesAsSeen = (reader: Pick<Principal, 'masksNumbers'>, typed: string): boolean =>
  reader.masksNumbers && /\p{Nd}/u.test(typed);

/** Whether one of the texts, as the reader sees it, holds what was typed. */
const isSeenIn = (reader: Pick<Principal, 'masksNumbers'>, typed: string, texts: readonly string[]): boolean =>
  texts.some((text) => folded(textFor(reader, text)).includes(folded(typed.trim())));

/** Where a kind of records has the texts by which it is found: `id` as a column with its alias, `texts` without nulls. */
interface Texts {
  readonly id: string;
  readonly texts: RawBuilder<string[]>;
}

/** Of so many that fit, the newest, it is looked whether the reader sees what was typed. */
const mostLooked = 1000;

/** Those of them that have a text with what was typed in it: where digits are masked, as the reader sees it. All of them where nothing was typed. */
export async function withText<DB, TB extends keyof DB, Row extends { id: string }>(
  all: SelectQueryBuilder<DB, TB, Row>,
  { id, texts }: Texts,
  reader: Pick<Principal, 'masksNumbers'>,
  typed: string | undefined,
): Promise<SelectQueryBuilder<DB, TB, Row>> {
  const text = typed?.trim() ?? '';
  if (text === '') return all;
  const fitting = all.where(sql<SqlBool>`bahu_fold(array_to_string(${texts}, ' ')) like ${anywhere(text)}`);
  if (!decidesAsSeen(reader, text)) return fitting;
  const newest = fitting.orderBy(sql`${sql.ref(id)} desc`).limit(mostLooked);
  const looked = await newest
    .clearSelect()
    .select([sql<string>`${sql.ref(id)}`.as('id'), texts.as('texts')])
    .$castTo<{ id: string; texts: string[] }>()
    .execute();
  const seen = looked.filter((row) => isSeenIn(reader, text, row.texts)).map((row) => row.id);
  return all.where(sql<SqlBool>`${sql.ref(id)} = any(${seen}::uuid[])`);
}
