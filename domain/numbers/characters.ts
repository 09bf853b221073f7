/**
 * The characters of a written number in their plain form, so that the grammar knows one dash, one space, one kind of digit. What copying brings
 * along unseen (zero width, direction and joining marks: general category Cf of Unicode) is dropped.
 */

// The classes of characters, as they stand between the brackets of a regular expression with the flag `u`. Whatever looks
// for numbers in a text is built from them, so that nothing the reader takes for a number gets past it; the order by name
// has them in SQL (`bahu_without_numbers`).

/** Format characters, variation selectors and the frame of a keycap. */
export const unseen = String.raw`\p{Cf}\ufe00-\ufe0f\u034f\u2065\u20e3`;
/** Every space on a line, and letters that draw nothing (Hangul fillers, the empty Braille cell). */
const spaces = String.raw`\t\v\f\p{Zs}\u115f\u1160\u2800\u3164\uffa0`;
/** Dashes and minus signs, also beyond the category Pd, and the strokes that input methods offer in their place. */
const dashes = String.raw`\p{Pd}\u02d7\u2043\u207b\u208b\u2212\u2500\u2501\u30fc\uff70`;
const dots = String.raw`\u00b7\u2022\u2024\u2219\u22c5\u30fb\uff65`;
const slashes = String.raw`\u2044\u2215`;
const commas = String.raw`\u3001\uff64`;
const opening = String.raw`\[{【〔〖「『﹙`;
const closing = String.raw`\]}】〕〗」』﹚`;
const pluses = String.raw`\u207a\ufe62`;
/** Telephones and other little pictures before a number. */
const pictures = String.raw`\u2121\u260e\u260f\p{Extended_Pictographic}`;
/** Brackets of every kind. */
export const brackets = String.raw`()（）［］｛｝${opening}${closing}`;
/** Signs within one number in every form but the plain point, which decimals have too; and the low line of file names. */
export const withinNumber = spaces + dashes + dots + brackets + pictures + String.raw`_\uff3f`;
/** The plain point, which groups the digits of a number and stands before decimals. */
export const points = String.raw`.\uff0e`;
/** Signs between two numbers in every form, and the tildes of a range; some put them within one number too. */
export const betweenNumbers = String.raw`/,;|\\~\uff0f\uff0c\uff1b\uff5c\uff3c\uff5e\u223c\n\r\u0085\u2028\u2029${slashes}${commas}`;
/** The sign of the international form. */
export const plusSigns = String.raw`+\uff0b${pluses}`;

const each = (signs: string): RegExp => new RegExp(`[${signs}]`, 'gu');
const found = {
  unseen: each(unseen),
  pictures: each(pictures),
  spaces: each(spaces),
  dashes: each(dashes),
  dots: each(dots),
  slashes: each(slashes),
  commas: each(commas),
  opening: each(opening),
  closing: each(closing),
  pluses: each(pluses),
};
const lineBreaks = /\r\n|[\n\r\u0085\u2028\u2029]/g;

/** Most numbers are plain as they come. */
const plainAlready = /^[-+0-9 ().#*]*$/;

const narrow = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/** A text with plain digits, signs, dashes (`-`), spaces, brackets (`()`), dots, slashes, commas (also for `、`) and line breaks (`\n`). */
export function plainCharacters(text: string): string {
  if (plainAlready.test(text)) return text;
  return narrow(text.replace(found.unseen, '').replace(lineBreaks, '\n'))
    .replace(found.pictures, ' ')
    .replace(found.spaces, ' ')
    .replace(found.dashes, '-')
    .replace(found.dots, '.')
    .replace(found.slashes, '/')
    .replace(found.commas, ',')
    .replace(found.opening, '(')
    .replace(found.closing, ')')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(found.pluses, '+');
}

/** The digits of a text as 0 to 9, of whatever script and width they are; nothing else of it. */
export const digitsOf = (text: string): string => text.replace(/\P{Nd}/gu, '').replace(/\p{Nd}/gu, plainDigit);

/** The value of a digit of any script: they stand in tens, the zero first. */
function plainDigit(digit: string): string {
  if (digit >= '0' && digit <= '9') return digit;
  let zero = digit.codePointAt(0)!;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0)! - zero < 9) zero--;
  return String(digit.codePointAt(0)! - zero);
}

/**
 * The text that a spreadsheet hides in a cell: `="154…"`, `=154…`, `'154…`, quotes and backticks around it. Formulas that calculate stay what
 * they are, which is no number.
 */
export const bareText = (plain: string): string =>
  plain
    .trim()
    .replace(/^=\s*/, '')
    .replace(/^["'`\s]+|["'`\s]+$/g, '');

/** A caller's name made safe to show: no control or direction characters, at most 64 code points, nothing when it was not text. */
export function cleanName(sent: string): string {
  const visible = sent
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim();
  if (/^\ufffd*$/.test(visible.replace(/[?\s]/g, ''))) return '';
  return [...visible].slice(0, 64).join('');
}
