/**
 * What a line is given to dial, and back: digits for an outside line (呼出前拨字符) before the number, a 0 before mobiles of elsewhere (长途手机自动加零). Records,
 * screens and checks have the number alone; these digits are of the line.
 */
import { parseSent } from './dial.ts';
import { trunkDigits } from './dialled.ts';
import type { LongDistance } from './long-distance.ts';
import { isNumberError, type DialNumber, type Home } from './number.ts';
import { isMobile } from './regions.ts';
import { readCarrier } from './written.ts';

/** What a line wants of its numbers. */
export interface LinePlan {
  /** Dialled before everything; empty for nothing. */
  readonly outsidePrefix: string;
  /** In place of what company and agents have set; null for that. */
  readonly longDistance: Exclude<LongDistance, 'ask'> | null;
}

/** A line that wants nothing of its own. */
export const plainLine: LinePlan = { outsidePrefix: '', longDistance: null };

/**
 * Whether a number gets the 0, or whoever dials is to say. `areaCode`: with its 0, of where the number belongs; empty where that is unknown. What is unknown is
 * never taken for either: it is asked where one asks, and otherwise dialled as it is.
 */
export function zeroFor(
  number: string,
  {
    home,
    areaCode,
    rule,
    line,
  }: { home: Home; areaCode: string; rule: LongDistance; line: Pick<LinePlan, 'longDistance'> },
): 'add' | 'leave' | 'ask' {
  const decided = line.longDistance ?? rule;
  if (home.countryCode !== '86' || !isMobile(number) || decided === 'never') return 'leave';
  if (areaCode === `0${home.areaCode}` && home.areaCode !== '') return 'leave';
  if (decided === 'ask') return 'ask';
  return areaCode === '' || home.areaCode === '' ? 'leave' : 'add';
}

/** The digits that a line is given for a number. */
export const lineDigits = (
  number: string,
  home: Home,
  { outsidePrefix }: Pick<LinePlan, 'outsidePrefix'>,
  addsZero: boolean,
): string => outsidePrefix + (addsZero && isMobile(number) ? '0' : '') + trunkDigits(number, home);

/**
 * A number as a line sends it, which may have the digits for an outside line before it: without them where a whole number is left then, or where it is none
 * with them. The inverse of `lineDigits`.
 */
export function readFromLine(sent: string, home: Home, { outsidePrefix }: Pick<LinePlan, 'outsidePrefix'>): string {
  const rest = outsidePrefix !== '' && sent.startsWith(outsidePrefix) ? sent.slice(outsidePrefix.length) : '';
  const isWhole = !isNumberError(readCarrier(rest, { ...home, areaCode: '' }));
  const read: DialNumber | null = isWhole || isNumberError(readCarrier(sent, home)) ? numberIn(rest, home) : null;
  return read ?? parseSent(sent, home);
}

function numberIn(sent: string, home: Home): DialNumber | null {
  const read = readCarrier(sent, home);
  return isNumberError(read) ? null : read;
}
