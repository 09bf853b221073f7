/**
 * Telephone numbers at the edge: whatever a person typed or a carrier sent becomes E.164, an extension, or nothing.
 * Rules of the Chinese numbering plan (YD/T 1338, ITU-T E.164): mobiles are 1[3-9] and 9 more digits, area codes start with 0.
 */

declare const dialBrand: unique symbol;
/** A number that only `parseDial` and `parseCaller` make: `+` and digits, or a short code of digits. */
export type DialNumber = string & { readonly [dialBrand]: true };

export type Dial =
  | { kind: 'external'; number: DialNumber }
  | { kind: 'extension'; extension: string }
  | { kind: 'invalid' };

/** Where a tenant stands: country calling code and area code without the leading 0, e.g. 86 and 755. */
export interface Home { countryCode: string; areaCode: string }

const longestInput = 64;
const separators = /[\s\u00a0\u3000().\-–—/·]/g;

/** Full-width digits and signs as a Chinese keyboard makes them, in their plain form. */
const narrow = (text: string): string => text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

const asDial = (digits: string): DialNumber => digits as DialNumber;

/** E.164 has at most 15 digits; fewer than 7 after a country code is no subscriber. */
function international(digits: string): DialNumber | null {
  return /^[1-9][0-9]{6,14}$/.test(digits) ? asDial(`+${digits}`) : null;
}

function chinese(digits: string, home: Home): DialNumber | null {
  if (/^1[3-9][0-9]{9}$/.test(digits)) return asDial(`+86${digits}`);
  if (/^0(10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7}$/.test(digits)) return asDial(`+86${digits.slice(1)}`);
  if (/^[48]00[0-9]{7}$/.test(digits)) return asDial(`+86${digits}`);
  if (/^[2-9][0-9]{6,7}$/.test(digits) && home.areaCode) return asDial(`+86${home.areaCode}${digits}`);
  if (/^(1[0-2][0-9]|1[0-2][0-9]{3}|9[56][0-9]{3,6})$/.test(digits)) return asDial(digits);
  return null;
}

function national(digits: string, home: Home): DialNumber | null {
  if (digits.startsWith('00')) return international(digits.slice(2));
  if (home.countryCode === '86') {
    const withoutMobilePrefix = /^01[3-9][0-9]{9}$/.test(digits) ? digits.slice(1) : digits;
    return chinese(withoutMobilePrefix, home);
  }
  return international(home.countryCode + digits.replace(/^0/, ''));
}

/** Reads what an agent typed, pasted or clicked. Three digits from 400 to 899 are an extension. */
export function parseDial(typed: string, home: Home): Dial {
  if (typed.length > longestInput) return { kind: 'invalid' };
  const plain = narrow(typed).replace(separators, '').replace(/^(tel|sip):/i, '');
  if (/^[4-8][0-9]{2}$/.test(plain)) return { kind: 'extension', extension: plain };
  const number = parseNumber(plain, home);
  return number ? { kind: 'external', number } : { kind: 'invalid' };
}

/**
 * The digits of a text that is meant as a number or a part of one: digits with the usual separators and perhaps a plus, in any width. Without
 * the trunk prefix, which E.164 does not have (0755…, 00852…, +86 0755…). Null for anything else.
 */
export function typedDigits(typed: string): string | null {
  const plain = narrow(typed).replace(separators, '');
  if (typed.length > longestInput || !/^\+?[0-9]+$/.test(plain)) return null;
  return plain.replace(/^\+86(0?)(?=[0-9]{3})/, '86').replace('+', '').replace(/^0{1,2}(?=[0-9]{3})/, '');
}

/** E.164 of a number in any usual form, or null when it is none. Never an extension. */
export function parseNumber(typed: string, home: Home): DialNumber | null {
  if (typed.length > longestInput) return null;
  const plain = narrow(typed).replace(separators, '');
  if (/^\+86[0-9]+$/.test(plain)) return chinese(plain.slice(3), home) ?? chinese(`0${plain.slice(3)}`, home);
  if (/^\+[0-9]+$/.test(plain)) return international(plain.slice(1));
  return /^[0-9]+$/.test(plain) ? national(plain, home) : null;
}

/** The caller of an inbound call as the carrier sent it: E.164 where it is a number, its digits where it is not, empty when withheld. */
export function parseCaller(sent: string, home: Home): string {
  const number = parseNumber(sent, home);
  if (number) return number;
  return narrow(sent.slice(0, longestInput)).replace(/[^0-9*#+]/g, '').slice(0, 32);
}

/** Whether a number is of the tenant's own country; short codes are. */
export const isDomestic = (number: DialNumber, home: Home): boolean => !number.startsWith('+') || number.startsWith(`+${home.countryCode}`);

/** What a trunk is asked to dial for an E.164 number: the national form at home, `00` and the country code abroad. */
export function trunkDigits(number: string, home: Home): string {
  if (!number.startsWith('+')) return number;
  if (!number.startsWith(`+${home.countryCode}`)) return `00${number.slice(1)}`;
  return nationalForm(number);
}

/** How people of the country write an E.164 number: 13900000001, 07550000001, 4000000001; others keep their plus. */
export function nationalForm(number: string): string {
  if (!number.startsWith('+86')) return number;
  const rest = number.slice(3);
  return /^1[3-9][0-9]{9}$/.test(rest) || /^[48]00[0-9]{7}$/.test(rest) ? rest : `0${rest}`;
}

/** A caller's name made safe to show: no control or direction characters, at most 64 code points, nothing when it was not text. */
export function cleanName(sent: string): string {
  const visible = sent.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '').trim();
  if (/^\ufffd*$/.test(visible.replace(/[?\s]/g, ''))) return '';
  return [...visible].slice(0, 64).join('');
}
