/**
 * Masking of numbers for roles that may not see them: the first three (of a foreign number the country code) and the last four digits stay, and at
 * least four are hidden. Numbers stand in fields of their own and in what people write: a name that is a number, a note, an address of QQ mail.
 */
import { countryCodeOf } from './countries.ts';
import { betweenNumbers, digitsOf, plusSigns, points, unseen, withinNumber } from './characters.ts';

/**
 * 13900000042 → 139****0042; a number of fewer than 8 digits keeps only its last two. Extensions (3 digits) are not masked. The country code of a foreign
 * number is shown whole, and of what follows so much less.
 */
export function maskNumber(number: string): string {
  const plain = withoutHome(number);
  const digits = plain.replace(/[^0-9]/g, '').length;
  if (digits <= 3) return plain;
  if (digits < fewestWhole) return `${'*'.repeat(Math.max(0, plain.length - 2))}${plain.slice(-2)}`;
  const start = Math.max(Math.min(3, digits - fewestWhole), codeLength(plain, digits));
  return `${plain.slice(0, start)}${'*'.repeat(plain.length - start - shownAtEnd)}${plain.slice(-shownAtEnd)}`;
}

/** Without the country code that everybody leaves out. */
const withoutHome = (number: string): string => (number.startsWith('+86') ? number.slice(3) : number);

/** Signs of the country code with its plus, where enough of the number is hidden behind it; else 0. */
function codeLength(plain: string, digits: number): number {
  const code = plain.startsWith('+') ? countryCodeOf(plain.slice(1)) : undefined;
  return code !== undefined && digits - code.length >= fewestWhole ? code.length + 1 : 0;
}

/** Digits of a number that a masked reader sees at its end. */
export const shownAtEnd = 4;
/** Digits from which on a number shows its last four; of a shorter one that would be more than half. */
export const fewestWhole = 8;

/** The end of a number, whole or masked, of which everybody sees as much: what somebody can be called by who is known by it alone. */
export function endOf(number: string): string {
  if (number.includes('*')) return number.slice(number.lastIndexOf('*') + 1);
  const digits = withoutHome(number).replace(/[^0-9]/g, '');
  return digits.slice(-(digits.length < fewestWhole ? 2 : shownAtEnd));
}

/** A moment or a day as people and JSON write it; nothing that a number could be taken for goes on behind it. */
const moment = String.raw`(?<!\p{Nd})(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?!\d))?(?![ .-]*\p{Nd})`;
/** An address of the internet. No number of a person is written in four such groups. */
const address = String.raw`(?<![\p{Nd}.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\p{Nd}.])`;
/** One of `signs` before at least so many digits, with what cannot be seen. */
const groupedBy = (count: number, signs: string): string =>
  String.raw`[${signs}](?=[${unseen}]*\p{Nd}(?:[${unseen}]*\p{Nd}){${count - 1}})`;
/**
 * What the reader drops between the digits of one number. A point groups digits only before three of them, or decimals
 * would be numbers.
 */
const between = `(?:[${unseen}${withinNumber}]|${groupedBy(3, points)})*`;
/** At least seven digits, the shortest number of a person without its area code. */
const numberLike = String.raw`[${plusSigns}]?\p{Nd}(?:${between}\p{Nd}){6,}`;
/** The eleven digits of a mobile, grouped by any sign: lists of shorter numbers in prose have the same signs. */
const anyGap = `(?:[${unseen}${withinNumber}]|${groupedBy(2, points)}|${groupedBy(3, betweenNumbers)})*`;
const mobile = String.raw`[1１]${anyGap}[3-9３-９](?:${anyGap}\p{Nd}){9}(?!${between}\p{Nd})`;

const scanned = new RegExp(`(?:${moment}|${address})|(?<number>${mobile}|${numberLike})`, 'gu');
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A text with every number in it masked as `maskNumber` does; days, times and addresses of the internet stay. A text that is an id (uuid) stays too.
 * What is left of two numbers may read as a third one, so it is masked until nothing in it does: each time hides digits, so there is a last one.
 */
export function maskNumbersIn(text: string): string {
  if (isId.test(text)) return text;
  let masked = text;
  for (let next = maskEach(masked); next !== masked; next = maskEach(masked)) masked = next;
  return masked;
}

const maskEach = (text: string): string =>
  text.replace(scanned, (found: string, ...rest: unknown[]) => {
    const { number } = rest.at(-1) as { number?: string };
    return number === undefined ? found : maskedForm(number);
  });

/** Signs and width of how it was written would tell more than its digits do. */
function maskedForm(written: string): string {
  return maskNumber((startsWithPlus.test(written) ? '+' : '') + digitsOf(written));
}
const startsWithPlus = new RegExp(`^[${plusSigns}]`, 'u');

/**
 * What a masked reader sends back of a text: where a masked number of the `known` text stands in it as it was shown, the number itself comes
 * back, so that saving a form loses nothing. Only beside the same signs or none of a word, or it could be moved to where it is not masked.
 */
export function restoreNumbers(typed: string, known: string): string {
  if (typed === maskNumbersIn(known)) return known;
  let restored = '';
  let rest = typed;
  for (const { index, 0: number, groups } of known.matchAll(scanned)) {
    if (groups?.['number'] === undefined) continue;
    const mask = maskedForm(number);
    const at = rest.indexOf(mask);
    if (at < 0) continue;
    const before = (restored + rest.slice(0, at)).slice(-1);
    const after = rest.slice(at + mask.length, at + mask.length + 1);
    const isSafe =
      fits(before, known.slice(0, index).slice(-1)) &&
      fits(after, known.slice(index + number.length, index + number.length + 1));
    restored += rest.slice(0, at) + (isSafe ? number : mask);
    rest = rest.slice(at + mask.length);
  }
  const whole = restored + rest;
  // Whatever was made of it: it must look to its writer as they wrote it.
  return maskNumbersIn(whole) === maskNumbersIn(typed) ? whole : typed;
}

const fits = (sign: string, known: string): boolean => sign === known || !/[a-z\p{Nd}+./_-]/iu.test(sign);
