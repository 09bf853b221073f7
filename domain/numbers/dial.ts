/**
 * Telephone numbers at the edge: whatever a person wrote or a carrier sent becomes a number, an extension, or a reason why not. The grammar is in
 * `grammar.ts`, the plans of countries in `china.ts` and `countries.ts`; see docs/numbers.md.
 */
import { bareText, plainCharacters } from './characters.ts';
import { isExtension, isQueueNumber, isSlot } from './inside.ts';
import { isNumberError, numberError, type DialNumber, type Home, type NumberError } from './number.ts';
import { readUri } from './uri.ts';
import { longestText, readCarrier, readCell, readOne } from './written.ts';

export { cleanName } from './characters.ts';
export { nationalForm, trunkDigits } from './dialled.ts';
export { isNumberError, type DialNumber, type Home, type NumberError } from './number.ts';
export { readCell, readOne, type Written } from './written.ts';

export type Dial =
  | { kind: 'external'; number: DialNumber; keys: string }
  | { kind: 'extension'; extension: string }
  | { kind: 'queue-number'; number: string }
  /** Of a parked call. */
  | { kind: 'slot'; slot: string }
  | { kind: 'invalid'; why: NumberError };

/** Signs that keep digits apart in one number. */
const separators = /[- ().]/g;

/** Reads what an agent typed, pasted or clicked: one number, perhaps with keys behind it, an extension, or the number of a queue or of a parked call. */
export function parseDial(typed: string, home: Home): Dial {
  const digits = readUri(bareText(plainCharacters(typed.slice(0, longestText)))).replace(separators, '');
  if (isExtension(digits)) return { kind: 'extension', extension: digits };
  if (isQueueNumber(digits)) return { kind: 'queue-number', number: digits };
  if (isSlot(digits)) return { kind: 'slot', slot: digits };
  const read = readOne(typed, home);
  return isNumberError(read) ? { kind: 'invalid', why: read } : { kind: 'external', ...read };
}

/** A number in any usual form, or null when it is none. Never an extension; keys behind it are not part of it. */
export function parseNumber(typed: string, home: Home): DialNumber | null {
  const read = readOne(typed, home);
  return isNumberError(read) ? null : read.number;
}

/** A number without keys behind it, for lines and phones of our own; the reason when it is none. */
export function readPlain(typed: string, home: Home): DialNumber | NumberError {
  const read = readOne(typed, home);
  if (isNumberError(read)) return read;
  return read.keys === '' ? read.number : numberError('extension', { text: read.keys });
}

/**
 * The digits of a text that is meant as a number or a part of one, as they stand in the numbers we keep: of a whole number of China in any form, or
 * digits with the usual separators and perhaps a plus, without the trunk prefix, which E.164 does not have (0755…, 00852…, +86 0755…). Null for
 * anything else.
 */
export function typedDigits(typed: string): string | null {
  const whole = parseNumber(typed, { countryCode: '86', areaCode: '' });
  if (whole) return whole.replace(/^\+86|^\+|^0/, '');
  const plain = readUri(bareText(plainCharacters(typed.slice(0, longestText))))
    .replace(/#$/, '')
    .replace(separators, '');
  if (typed.length > longestText || !/^\+?[0-9]{1,15}$/.test(plain)) return null;
  return plain
    .replace(/^(?:\+|00)86(0?)(?=[0-9]{3})/, '86')
    .replace('+', '')
    .replace(/^0{1,2}(?=[0-9]{3})/, '');
}

/** Whether a text holds words beside a whole number: 张三15400000715 may be a note with a number in it, and may be a name. */
export function hasWordsBeside(typed: string): boolean {
  const read = readCell(typed, { countryCode: '86', areaCode: '' });
  return !isNumberError(read) && read.remark !== '';
}

/**
 * A number as the carrier sent it with an inbound call, the caller's or the one that was called, in the form in which ours are kept: its digits
 * where it is no number, empty when withheld.
 */
export function parseSent(sent: string, home: Home): string {
  const read = readCarrier(sent, home);
  return isNumberError(read) ? harmless(sent) : read;
}

/** What is left of something that is no number; of words nothing is. */
function harmless(sent: string): string {
  const user = readUri(plainCharacters(sent.slice(0, longestText)).trim());
  return /^[-0-9*#+ ()]*$/.test(user) ? user.replace(/[^0-9*#+]/g, '').slice(0, 32) : '';
}
