/**
 * What a typed part of a number looks for among numbers kept as E.164. A reader whose role masks numbers finds by the last four digits, which
 * they see anyway: by these alone or by those of a whole number. With any other part, searching would tell them what is hidden.
 */
import { hasWordsBeside, typedDigits } from '@bahu/domain/numbers/dial.ts';
import { fewestWhole, shownAtEnd } from '@bahu/domain/numbers/mask.ts';
import { escapeLike } from './text-search.ts';

export interface DigitSearch {
  /** Runs of three digits that the number must contain, for the index. */
  grams: string[];
  /** The LIKE pattern that decides. */
  pattern: string;
}

/**
 * Whether a text is meant as a number and nothing else: at least 3 digits with nothing but the usual separators between. With words beside it a
 * number may be a part of a name, so that both are looked for.
 */
export const isDigits = (typed: string): boolean => (typedDigits(typed)?.length ?? 0) >= 3 && !hasWordsBeside(typed);

/** The search for a typed part of a number, or null when the reader may find nothing by it. */
export function searchDigits(typed: string, isMasked: boolean): DigitSearch | null {
  const digits = typedDigits(typed) ?? '';
  if (digits.length < 3) return null;
  if (!isMasked) return { grams: gramsOf(digits), pattern: `%${escapeLike(digits)}%` };
  // The last four may begin with zeros, which are no trunk prefix then. Of a shorter number less is seen, and a shorter part is no whole number.
  const written = typed.normalize('NFKC').replace(/[^0-9]/g, '');
  if (written.length !== shownAtEnd && digits.length < fewestWhole) return null;
  const end = (written.length === shownAtEnd ? written : digits).slice(-shownAtEnd);
  // A stored number has its plus or a code before.
  return { grams: gramsOf(end), pattern: `%${'_'.repeat(fewestWhole + 1 - shownAtEnd)}${end}` };
}

const gramsOf = (digits: string): string[] =>
  Array.from({ length: Math.max(0, digits.length - 2) }, (_, i) => digits.slice(i, i + 3));
