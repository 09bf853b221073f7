/** What calling a number means for rights and for the bill. */
import { countryCodeOf } from './countries.ts';
import type { DialNumber, Home } from './number.ts';
import { isPremiumShort } from './short-numbers.ts';

/** `premium`: at a price by the minute for the called party's benefit. `satellite`: satellite and other networks of no country. */
export type NumberRange = 'domestic' | 'international' | 'premium' | 'satellite';
/** Ranges that are closed unless a company has them opened. */
export const closedRanges = ['premium', 'satellite'] as const satisfies readonly NumberRange[];
export type ClosedRange = (typeof closedRanges)[number];

/** The closed ranges that a company has opened, out of what its settings hold; whatever names no such range opens nothing. */
export const openRangesOf = (stored: unknown): ClosedRange[] =>
  closedRanges.filter((range) => Array.isArray(stored) && stored.includes(range));

/** ITU-T E.164 assigned codes: 870 Inmarsat, 881 satellite systems, 882 and 883 international networks. */
const satellite = /^(?:870|88[123])/;
/**
 * 979 is the international premium rate service (ITU-T E.169.2), 878 and 888 are personal and shared-cost numbers; behind them the best-known national ranges by which revenue is shared:
 * North America, the United Kingdom, Germany, France, Italy, Spain, the Netherlands, Switzerland, Austria, Belgium, Japan, Korea, Taiwan,
 * Malaysia, Thailand, Australia. There is no complete list: the international right stays the bar.
 */
const premium =
  /^(?:979|878|888|1(?:900|976)|44(?:9|70|87[123])|49(?:900|137)|33(?:89|8[12])|39(?:89|16[46])|34(?:80[367]|905)|31(?:90[069])|41(?:90[016])|43(?:9[0-3])|32(?:90)|81(?:990)|8260|88620[34]|60600|661900|6119)/;

/** Territories behind 1 that are neither the United States nor Canada, and Kazakhstan behind 7: another country in rights and price. */
const otherCountries: Readonly<Record<string, RegExp>> = {
  1: /^(?:242|246|264|268|284|345|441|473|649|658|664|721|758|767|784|809|829|849|868|869|876)/,
  7: /^[67]/,
};

/** The range that a number belongs to for somebody at `home`. Short numbers are domestic unless they are premium. */
export function rangeOf(number: DialNumber, home: Home): NumberRange {
  if (!number.startsWith('+')) return isPremiumShort(withoutArea(number)) ? 'premium' : 'domestic';
  const digits = number.slice(1);
  if (satellite.test(digits)) return 'satellite';
  if (premium.test(digits)) return 'premium';
  return isAbroad(number, home) ? 'international' : 'domestic';
}

/**
 * The numbers for emergencies: 110, 112, 119, 120 and 122 in China, and those of other countries (000, 112, 118, 911, 999), also behind an area
 * code. No list keeps anybody from them, or them from us.
 */
export const isEmergency = (number: string): boolean =>
  /^(?:000|11[0289]|12[02]|911|999)$/.test(number) || /^0[0-9]{2,3}(?:11[029]|12[02])$/.test(number);

/** Whether a number is of another country, or of a territory that shares the country code and has its own prices. */
export function isAbroad(number: DialNumber, home: Home): boolean {
  if (!number.startsWith('+')) return false;
  const digits = number.slice(1);
  const country = countryCodeOf(digits);
  return country !== home.countryCode || otherCountries[country]?.test(digits.slice(country.length)) === true;
}

/** 0755168… is 168…; area codes have two digits when they begin with 1 or 2. */
const withoutArea = (number: string): string => number.replace(/^0(?:10|2[0-9]|[3-9][0-9]{2})/, '');
