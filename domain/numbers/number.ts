/** What reading a number gives: the number itself, or the reason why there is none. */

declare const dialBrand: unique symbol;
/**
 * A number that only this folder makes. `+` and the digits of E.164; or the digits of a short number as they are dialled (95500), with the area
 * code and its 0 where one was written (075512345), for short numbers are no part of E.164.
 */
export type DialNumber = string & { readonly [dialBrand]: true };
/** Marks digits as a number; for the readers of this folder alone. */
export const asNumber = (digits: string): DialNumber => digits as DialNumber;

/** Where a tenant stands: country calling code and area code without the leading 0, e.g. 86 and 755. */
export interface Home {
  countryCode: string;
  areaCode: string;
  /** Digits for an outside line that its people dial before numbers; none where it is missing or empty. */
  outsidePrefix?: string;
}

/** Why a text is no number that can be called. The texts are `numbers.<code>`; `params` fill them. */
export const numberErrorCodes = [
  /** Nothing is written. */
  'empty',
  /** Words, but no number. */
  'no-digits',
  /** A character that belongs to no number. `character` */
  'characters',
  /** Longer than any cell with numbers. */
  'too-much-text',
  /** A spreadsheet kept only the first digits: 1.54E+10. */
  'digits-lost',
  /** 123.5 */
  'decimal',
  /** The 0 of the area code is missing; `offered` is the number with it. */
  'leading-zero-lost',
  /** `missing` digits. */
  'too-short',
  /** `extra` digits. */
  'too-long',
  /** `area` wants `missing` more digits. */
  'too-short-for-area',
  'too-long-for-area',
  /** A local number, but the company has set no area code. */
  'no-area',
  /** There is no area code `area`. */
  'unknown-area',
  /** Thirteen digits of a machine's card. */
  'data-card',
  /** 106…: sends messages, takes no calls. */
  'messages-only',
  /** 86 and then 00 or another country. */
  'foreign-after-86',
  /** There is no country code `country`. */
  'unknown-country',
  /** No kind of number begins or is built like this. `number` */
  'not-in-plan',
  /** Words beside digits that are no number by themselves: 12ab. */
  'only-digits',
  /** More than one number where one is wanted. */
  'several-numbers',
  /** The keys after the number are not understood. `text` */
  'extension',
  /** A pattern of numbers that means none, or nearly all. */
  'pattern',
  /** A number for emergencies, which stands on no list. */
  'emergency',
] as const;
export type NumberErrorCode = (typeof numberErrorCodes)[number];

export interface NumberError {
  error: NumberErrorCode;
  params: Readonly<Record<string, string | number>>;
}
/** A reason with what fills its text. */
export const numberError = (error: NumberErrorCode, params: NumberError['params'] = {}): NumberError => ({
  error,
  params,
});

/** Whether there is no number. */
export const isNumberError = (read: unknown): read is NumberError =>
  typeof read === 'object' && read !== null && 'error' in read;
