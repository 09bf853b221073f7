/** Patterns of numbers (不定号码): what people write for many numbers at once. No regular expression of anybody is ever run. */
import { bareText, plainCharacters } from './characters.ts';
import { prefixesOf } from './countries.ts';
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

/** Whether a pattern that `readPattern` made means a number, which is given as it is shown (`nationalForm`). One comparison for each sign. */
export function meansShown(pattern: string, shown: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return shown.length === pattern.length && isAt(pattern, 0, pattern.length, shown, 0);
  const tail = pattern.length - star - 1;
  return (
    shown.length >= star + tail &&
    isAt(pattern, 0, star, shown, 0) &&
    isAt(pattern, star + 1, pattern.length, shown, shown.length - tail)
  );
}

/** The signs before the first that stands for others: what every number begins with that the pattern means. */
export const headOf = (pattern: string): string => /^[^?*]*/.exec(pattern)![0];

/** Whether the signs of a pattern from one place to another stand in a number from `start`. Calls ask tens of thousands of patterns: nothing is made for it. */
function isAt(pattern: string, from: number, to: number, shown: string, start: number): boolean {
  for (let i = from; i < to; i++) {
    const sign = shown[start + i - from]!;
    if (pattern[i] !== sign && (pattern[i] !== '?' || sign < '0' || sign > '9')) return false;
  }
  return true;
}
