/** Patterns of numbers (不定号码): what people write for many numbers at once. No regular expression of anybody is ever run. */
import { bareText, plainCharacters } from './characters.ts';
import { prefixesOf } from './countries.ts';
import { nationalForm } from './dialled.ts';
import { numberError, type Home, type NumberError } from './number.ts';
import { longestText } from './written.ts';

/** Longer than any number with its country. */
const longestPattern = 24;
/** With fewer digits a pattern would mean a whole country's mobiles. */
const fewestDigits = 2;
const patternForm = /^(?:\+?[0-9][0-9?]*\*?[0-9?]*|\*[0-9?]+)$/;
/** Of languages of patterns that are not ours; the reader of numbers would drop them. */
const foreignSigns = /[[\]{}\\^$|]/;

const bare = (typed: string): string => bareText(plainCharacters(typed.slice(0, longestText))).replace(/[- ().]/g, '');

/** Whether a text is meant as a pattern: `?` is one digit, as is each x at the end; one `*` stands for any digits or none. */
export const isPattern = (typed: string): boolean => /[*?]|[0-9]x+$/i.test(bare(typed));

/** A pattern in the one form in which it is kept, that in which the numbers are shown that it means; the error `pattern` when it means none. */
export function readPattern(typed: string, home: Home): string | NumberError {
  const pattern = asShown(bare(typed).replace(/x/gi, '?'), home);
  const isOne = !foreignSigns.test(typed) && pattern.length <= longestPattern && patternForm.test(pattern);
  return isOne && pattern.replace(/[^0-9]/g, '').length >= fewestDigits ? pattern : numberError('pattern');
}

/** With the area code, without 86. Empty when it means no number. */
function asShown(written: string, { countryCode, areaCode }: Home): string {
  const { international, trunk } = prefixesOf(countryCode);
  const plain = written.startsWith(international) ? `+${written.slice(international.length)}` : written;
  const china = /^(?:\+86|86)0?(?<rest>.*)$/.exec(plain)?.groups?.['rest'];
  if (china !== undefined && (plain.startsWith('+') || countryCode === '86')) {
    // Without a digit behind it, it might be a mobile or not.
    if (!/^[0-9]/.test(china)) return '';
    return /^(?:1[3-9?]|[48]00)/.test(china) ? china : `0${china}`;
  }
  if (/^[+*]/.test(plain)) return plain;
  if (countryCode !== '86')
    return `+${countryCode}${trunk !== '' && plain.startsWith(trunk) ? plain.slice(trunk.length) : plain}`;
  if (/^01[3-9]/.test(plain)) return plain.slice(1);
  return /^(?![48]00)[2-8]/.test(plain) ? `0${areaCode}${plain}` : plain;
}

/** Whether a pattern that `readPattern` made means a number. One comparison for each sign. */
export function meansNumber(pattern: string, number: string): boolean {
  const shown = nationalForm(number);
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return shown.length === head.length && isAt(head, shown, 0);
  const rest = shown.length - tail.length;
  return rest >= head.length && isAt(head, shown, 0) && isAt(tail, shown, rest);
}

const isAt = (part: string, shown: string, start: number): boolean =>
  Array.from(part).every((sign, i) => sign === shown[start + i] || (sign === '?' && /[0-9]/.test(shown[start + i]!)));
