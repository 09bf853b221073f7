/** Texts of people as patterns of LIKE, where % _ and \ mean themselves. */
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
export const isSeenIn = (reader: Pick<Principal, 'masksNumbers'>, typed: string, texts: readonly string[]): boolean =>
  texts.some((text) => folded(textFor(reader, text)).includes(folded(typed.trim())));
