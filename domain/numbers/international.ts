/** Numbers in international form: country code and what follows. China's are read by its own plan. */
import { countryCodeOf, dropsZero, lengthsOf } from './countries.ts';
import { asNumber, numberError, type DialNumber, type NumberError } from './number.ts';
import { readAfter86 } from './china.ts';

/** E.164 allows 15 digits; fewer than 7 with the country code are no subscriber anywhere. */
const [minDigits, maxDigits] = [7, 15];

/** Reads the digits after `+` or after what is dialled before a country code. */
export function readInternational(digits: string): DialNumber | NumberError {
  if (digits.startsWith('86')) return readAfter86(digits.slice(2));
  const country = countryCodeOf(digits);
  const plan = country === undefined ? undefined : lengthsOf(country);
  if (country === undefined || plan === undefined)
    return digits.length < 3
      ? numberError('not-in-plan', { number: digits })
      : numberError('unknown-country', { country: digits.slice(0, 3) });
  const rest = dropsZero(country) ? digits.slice(country.length).replace(/^0/, '') : digits.slice(country.length);
  if (dropsZero(country) && rest.startsWith('0')) return numberError('not-in-plan', { number: digits });
  const least = Math.max(plan.least, minDigits - country.length);
  const most = Math.min(plan.most, maxDigits - country.length);
  if (rest.length < least) return numberError('too-short', { missing: least - rest.length });
  if (rest.length > most) return numberError('too-long', { extra: rest.length - most });
  return asNumber(`+${country}${rest}`);
}
