/** Finding customers by any part of a name or number (functions of the schema's owner; see the migration). */
import { sql, type RawBuilder } from 'kysely';
import { isDigits, searchDigits } from '../../kernel/number-search.ts';
import { anywhere } from '../../kernel/text-search.ts';

/** Enough to page through; whoever finds more types one more character. The list then says that there may be more. */
export const mostFound = 1000;

/** A condition's right side with the ids that match, or null when nothing can. */
export function matchingIds(typed: string, isMasked: boolean): RawBuilder<string> | null {
  const text = typed.trim().toLowerCase();
  if (!isDigits(text)) return sql<string>`(select bahu_customers_by_name(${nameGrams(text)}::text[], ${anywhere(text)}, ${mostFound}))`;
  const digits = searchDigits(text, isMasked);
  return digits && sql<string>`(select bahu_customers_by_digits(${digits.grams}::text[], ${digits.pattern}, ${mostFound}))`;
}

/** Pairs of characters as `bahu_grams` makes them; a single character is its own gram. */
function nameGrams(text: string): string[] {
  const characters = [...text];
  return characters.length < 2 ? characters : characters.slice(1).map((character, i) => `${characters[i]!}${character}`);
}
