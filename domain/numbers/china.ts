/**
 * China's numbering plan (电信网编号计划; ITU-T E.129 filing of China): mobiles of 11 digits from 13 to 19, area codes behind a 0 with 7 or 8
 * digits, 400 and 800, short numbers. Which areas have 8 digits is in `areas-cn.ts`.
 */
import { areaLengths } from './areas-cn.ts';
import { asNumber, isNumberError, numberError, type DialNumber, type Home, type NumberError } from './number.ts';
import { isShortNumber } from './short-numbers.ts';

type Read = DialNumber | NumberError;

/** 179 chooses a carrier and is no mobile. */
const mobile = /^1(?!79)[3-9][0-9]{9}$/;
const serviceNumber = /^[48]00[0-9]{7}$/;
/** No subscriber's number begins with 0 or 1, and 95 and 96 begin call centres. */
const subscriber = /^(?:[2-8]|9(?![56]))[0-9]+$/;
/** Cards of machines: 14x and 1064x with 13 digits. */
const dataCard = /^(?:14[0-9]|1064)[0-9]+$/;
const [mobileDigits, serviceDigits, cardDigits] = [11, 10, 13];

/** Reads digits as somebody in China dials them, an area code with its 0 or none. */
export function readAtHome(digits: string, home: Home): Read {
  const with86 = /^0?86(?=[0-9]{10})/.exec(digits);
  if (with86) return readAfter86(digits.slice(with86[0].length));
  return readComplete(digits) ?? readArea(digits) ?? lostZero(digits) ?? readLocal(digits, home) ?? wrongLength(digits);
}

/** Reads what follows the country code: an area code with or without its 0, but nothing local. */
export function readAfter86(digits: string): Read {
  if (/^0(?:0|1[12])/.test(digits)) return numberError('foreign-after-86');
  if (digits.startsWith('86') && mobile.test(digits.slice(2))) return asNumber(`+${digits}`);
  const read = readComplete(digits) ?? readArea(digits);
  if (read) return read;
  const area = readArea(`0${digits}`)!;
  return isNumberError(area) && area.error === 'unknown-area' ? wrongLength(digits) : area;
}

/** What is complete without an area. Null when it is none of these. */
function readComplete(digits: string): Read | null {
  if (isShortNumber(digits)) return asNumber(digits);
  const bare = digits.replace(/^0(?=1[3-9])/, '');
  if (mobile.test(bare) || serviceNumber.test(digits)) return asNumber(`+86${bare}`);
  if (dataCard.test(digits) && digits.length === cardDigits) return numberError('data-card');
  if (digits.startsWith('106') && digits.length > 5 && digits.length !== serviceDigits)
    return numberError('messages-only');
  return null;
}

/** A number behind an area code with its 0. Null when there is no 0. */
function readArea(digits: string): Read | null {
  if (!digits.startsWith('0')) return null;
  const area = areaOf(digits.slice(1));
  if (area === null) return mobileError(digits.slice(1)) ?? numberError('unknown-area', { area: digits.slice(0, 4) });
  const rest = digits.slice(1 + area.length);
  if (isShortNumber(rest) && !rest.startsWith('1010')) return asNumber(digits);
  return subscriberOf(area, rest);
}

function subscriberOf(area: string, rest: string): Read {
  const lengths = areaLengths.get(area)!;
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  if (rest.length < least) return numberError('too-short-for-area', { area: `0${area}`, missing: least - rest.length });
  if (rest.length > most) return numberError('too-long-for-area', { area: `0${area}`, extra: rest.length - most });
  return subscriber.test(rest) ? asNumber(`+86${area}${rest}`) : numberError('not-in-plan', { number: rest });
}

const areaOf = (digits: string): string | null =>
  [2, 3].map((length) => digits.slice(0, length)).find((code) => areaLengths.has(code)) ?? null;

/** Digits that are a whole number but for the 0 of the area code, as spreadsheets leave them. */
function lostZero(digits: string): NumberError | null {
  const area = areaOf(digits);
  if (area === null || digits.length < 10) return null;
  return isNumberError(subscriberOf(area, digits.slice(area.length)))
    ? null
    : numberError('leading-zero-lost', { offered: `0${area}-${digits.slice(area.length)}` });
}

function readLocal(digits: string, home: Home): Read | null {
  if (!subscriber.test(digits) || digits.length > 10) return null;
  const service = /^[48]00/.test(digits) && digits.length === serviceDigits - 1;
  if (service) return numberError('too-short', { missing: 1 });
  if (areaLengths.has(home.areaCode)) return subscriberOf(home.areaCode, digits);
  if (digits.length < 7) return numberError('too-short', { missing: 7 - digits.length });
  return home.areaCode === '' ? numberError('no-area') : numberError('unknown-area', { area: `0${home.areaCode}` });
}

function mobileError(digits: string): NumberError | null {
  if (!/^1(?!79)[3-9]/.test(digits)) return null;
  if (digits.length < mobileDigits) return numberError('too-short', { missing: mobileDigits - digits.length });
  return digits.length > mobileDigits ? numberError('too-long', { extra: digits.length - mobileDigits }) : null;
}

function wrongLength(digits: string): NumberError {
  const isService = /^[48]00/.test(digits) && digits.length > serviceDigits;
  return (
    mobileError(digits) ??
    (isService
      ? numberError('too-long', { extra: digits.length - serviceDigits })
      : numberError('not-in-plan', { number: digits }))
  );
}
