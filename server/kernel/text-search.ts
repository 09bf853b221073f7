/** Texts of people as patterns of LIKE, where % _ and \ mean themselves. */

/** A text as searches compare it: capitals and widths do not matter. `bahu_fold` does the same with what is stored. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** A pattern that finds the text anywhere; the column must go through `bahu_fold`. */
export const anywhere = (text: string): string => `%${escapeLike(folded(text))}%`;

/** The text with the signs of LIKE made plain. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
