/** What somebody types where numbers are called: whether it is one, and whether all of it is there. */

/** The words before an extension behind a number. */
const extensionWords = /转|分机|ext/gi;

/** Whether it is a name, or a part of one, and no number however written. */
export const isSpelled = (text: string): boolean => /\p{Letter}/u.test(text.replace(extensionWords, ''));

/**
 * Chinese numbers by the length that their beginning asks for: mobiles, 400 and 800, with an area code, services of three or five digits (110, 10086,
 * 95588). Source: the national numbering plan.
 */
const chineseWholes: readonly (readonly [RegExp, RegExp])[] = [
  [/^1[3-9]/, /^\d{11}$/],
  [/^[48]00/, /^\d{10}$/],
  [/^0/, /^\d{10,12}$/],
  [/^1[0-2]/, /^(?:\d{3}|\d{5,})$/],
];

/**
 * Whether enough is typed to be a number outside of the company, so that calling it can be offered. It is a guess for the eye alone: the server reads
 * what is called, and says what is wrong with it.
 */
export function isWholeNumber(text: string): boolean {
  const written = text.normalize('NFKC').split(extensionWords)[0]!.trim();
  if (isSpelled(written)) return false;
  const digits = written.replace(/\D/g, '');
  if (written.startsWith('+')) return digits.length >= 8;
  if (digits.startsWith('00')) return digits.length >= 10;
  const asked = chineseWholes.find(([start]) => start.test(digits));
  return asked ? asked[1].test(digits) : digits.length >= 7 || /^9\d{4}$/.test(digits);
}
