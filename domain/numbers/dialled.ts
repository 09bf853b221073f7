/** Digits as they are dialled or sent at a place: prefixes for other countries, other areas and chosen carriers, then the plan of that country. */
import { readAfter86, readAtHome } from './china.ts';
import { countryCodeOf, prefixesOf } from './countries.ts';
import { readInternational } from './international.ts';
import { asNumber, isNumberError, type DialNumber, type Home, type NumberError } from './number.ts';
import { withoutCarrierPrefix } from './short-numbers.ts';

/** Emergency calls outside of China. */
const emergency = /^(?:000|11[0289]|911|999)$/;

/** Reads digits that somebody dials at home, also with those for an outside line where they are no number by themselves. */
export function readDialled(digits: string, home: Home): DialNumber | NumberError {
  const read = readPlainly(digits, home);
  const { outsidePrefix = '' } = home;
  if (!isNumberError(read) || outsidePrefix === '' || !digits.startsWith(outsidePrefix)) return read;
  const behind = readPlainly(digits.slice(outsidePrefix.length), home);
  return isNumberError(behind) ? read : behind;
}

function readPlainly(digits: string, home: Home): DialNumber | NumberError {
  if (home.countryCode !== '86') return readAbroad(digits, home.countryCode);
  const chosen = withoutCarrierPrefix(digits);
  if (chosen !== digits) {
    const read = /^(?:0|86|1[3-9])/.test(chosen) ? readPlainly(chosen, home) : null;
    if (read !== null && !isNumberError(read)) return read;
  }
  return digits.startsWith('00') ? readInternational(digits.slice(2)) : readAtHome(digits, home);
}

/** Reads digits that a carrier sent: an area code may lack its 0, as in the national significant number. */
export function readSent(digits: string, home: Home): DialNumber | NumberError {
  const read = readDialled(digits, home);
  return isNumberError(read) && read.error === 'leading-zero-lost' ? readAfter86(digits) : read;
}

/** A company elsewhere: its country's numbers by their length alone. */
function readAbroad(digits: string, countryCode: string): DialNumber | NumberError {
  const { international, trunk } = prefixesOf(countryCode);
  if (emergency.test(digits)) return asNumber(digits);
  if (digits.startsWith(international)) return readInternational(digits.slice(international.length));
  const asWritten = readInternational(countryCode + digits);
  if (trunk === '' || !digits.startsWith(trunk))
    return isNumberError(asWritten) && digits.startsWith(countryCode) ? readInternational(digits) : asWritten;
  const withoutTrunk = readInternational(countryCode + digits.slice(trunk.length));
  return isNumberError(withoutTrunk) ? asWritten : withoutTrunk;
}

/** What a trunk is asked to dial for a number: as it is dialled at home, with the prefix for another country where it is one. */
export function trunkDigits(number: string, home: Home): string {
  if (!number.startsWith('+')) return number;
  const digits = number.slice(1);
  const { international, trunk } = prefixesOf(home.countryCode);
  if (countryCodeOf(digits) !== home.countryCode) return international + digits;
  return home.countryCode === '86' ? nationalForm(number) : trunk + digits.slice(home.countryCode.length);
}

/** How people of China write a number: 13900000001, 075526540805, 4000000001, 95500; numbers of other countries keep their plus. */
export function nationalForm(number: string): string {
  if (!number.startsWith('+86')) return number;
  const rest = number.slice(3);
  return /^1[3-9][0-9]{9}$/.test(rest) || /^[48]00[0-9]{7}$/.test(rest) ? rest : `0${rest}`;
}
