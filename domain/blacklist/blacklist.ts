/** The blacklist: numbers and patterns of numbers with which a company has no calls, coming in, going out, or both (SPEC S6). */
import type { Asked, NumberList } from '../callcontrol/screening.ts';
import { bareText, plainCharacters } from '../numbers/characters.ts';
import { prefixesOf } from '../numbers/countries.ts';
import { isNumberFault, nationalForm, readPlain, type Home, type NumberFault } from '../numbers/dial.ts';
import { isEmergency } from '../numbers/ranges.ts';

export const blockedDirections = ['inbound', 'outbound', 'both'] as const;
export type BlockedDirection = (typeof blockedDirections)[number];

/** `rule` is a number, or a pattern as numbers are shown; `expiresAt` in epoch milliseconds, from which moment on it blocks nothing. */
export interface Entry {
  readonly id: string;
  readonly rule: string;
  readonly direction: BlockedDirection;
  readonly expiresAt: number | null;
}

/** Why a text is no rule: no number, an emergency number, or no pattern that means something. */
export type RuleFault = NumberFault | 'emergency' | 'pattern';
/** Longer than any number with its country. */
const longestPattern = 24;
/** With fewer digits a pattern would block a whole country's mobiles. */
const fewestDigits = 2;

const patternForm = /^(?:\+?[0-9][0-9?]*\*?[0-9?]*|\*[0-9?]+)$/;
/** Of languages of patterns that are not ours; the reader of numbers would drop them. */
const foreignSigns = /[[\]{}\\^$|]/;

/** Whether a rule or a written one is a pattern: `?` is one digit, as is each x at the end; one `*` stands for any digits or none. */
export const isPattern = (rule: string): boolean => /[*?]|[0-9]x+$/i.test(rule);

/** A rule in the one form in which it is kept: a number in any written form, or a pattern. */
export function readRule(typed: string, home: Home): string | RuleFault {
  const text = bareText(plainCharacters(typed.slice(0, 200))).replace(/[- ().]/g, '');
  if (!isPattern(text)) {
    const number = readPlain(typed, home);
    return !isNumberFault(number) && isEmergency(number) ? 'emergency' : number;
  }
  const rule = shownPattern(text.replace(/x/gi, '?'), home);
  const isOne = !foreignSigns.test(typed) && rule.length <= longestPattern && patternForm.test(rule);
  return isOne && rule.replace(/[^0-9]/g, '').length >= fewestDigits ? rule : 'pattern';
}

/** The pattern as the numbers are shown that it is meant for: with the area code, without 86. Empty when it means none. */
function shownPattern(written: string, { countryCode, areaCode }: Home): string {
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

/** Whether a pattern means a number as it is shown. One comparison for each sign, whatever was written. */
function fits(pattern: string, shown: string): boolean {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return shown.length === head.length && isAt(head, shown, 0);
  return (
    shown.length >= head.length + tail.length && isAt(head, shown, 0) && isAt(tail, shown, shown.length - tail.length)
  );
}

const isAt = (part: string, shown: string, start: number): boolean =>
  Array.from(part).every((sign, i) => sign === shown[start + i] || (sign === '?' && /[0-9]/.test(shown[start + i]!)));

/** The list as calls ask it. A number of its own goes before patterns. */
export function blacklistOf(entries: readonly Entry[]): NumberList {
  const numbers = new Map(entries.map((entry) => [entry.rule, entry]));
  const patterns = entries.filter(({ rule }) => isPattern(rule));
  return {
    find(asked) {
      const own = numbers.get(asked.number);
      const shown = nationalForm(asked.number);
      const found =
        own && isBlocking(own, asked) ? own : patterns.find((one) => isBlocking(one, asked) && fits(one.rule, shown));
      return found ? { reason: 'blacklist', entryId: found.id } : null;
    },
  };
}

const isBlocking = ({ direction, expiresAt }: Entry, asked: Asked): boolean =>
  (direction === 'both' || direction === asked.direction) && (expiresAt === null || asked.now < expiresAt);
