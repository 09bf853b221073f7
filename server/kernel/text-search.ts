/** Texts of people as patterns of LIKE, where % _ and \ mean themselves. */

/** A pattern that finds the text anywhere; the column must be in lower case. */
export const anywhere = (text: string): string => `%${escapeLike(text.toLowerCase())}%`;

/** The text with the signs of LIKE made plain. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
