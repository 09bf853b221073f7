/**
 * What a typed part of a number looks for among numbers kept as E.164. A reader whose role masks numbers finds by the last four digits, which
 * he sees anyway: by these alone or by those of a whole number. With any other part, searching would tell him what is hidden.
 */
import { escapeLike } from './text-search.ts';

export interface DigitSearch {
  /** Runs of three digits that the number must contain, for the index. */
  grams: string[];
  /** The LIKE pattern that decides. */
  pattern: string;
}

const shownAtEnd = 4;
/** Shorter numbers show less than their last four digits, and shorter parts are no whole number. */
const shortestWhole = 8;

/** Whether a text is meant as a number: at least 3 digits with nothing but the usual separators between. */
export const isDigits = (typed: string): boolean => /^[+\d\s()-]+$/.test(typed) && digitsOf(typed).length >= 3;

/** The search for a typed part of a number, or null when the reader may find nothing by it. */
export function searchDigits(typed: string, isMasked: boolean): DigitSearch | null {
  const digits = digitsOf(typed);
  if (!isMasked) return { grams: gramsOf(digits), pattern: `%${escapeLike(digits)}%` };
  if (digits.length !== shownAtEnd && digits.length < shortestWhole) return null;
  const end = digits.slice(-shownAtEnd);
  return { grams: gramsOf(end), pattern: `%${end}` };
}

/** Digits without a trunk prefix: 0755… and 00852… are kept as +86755… and +852…. */
const digitsOf = (typed: string): string => typed.replace(/[^0-9]/g, '').replace(/^0{1,2}(?=\d{3})/, '');

const gramsOf = (digits: string): string[] => Array.from({ length: Math.max(0, digits.length - 2) }, (_, i) => digits.slice(i, i + 3));
