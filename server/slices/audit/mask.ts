/** Hides numbers inside values before and after a change from a reader whose role masks them: by the name of the field, and wherever a text holds one. */
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { maskNumber } from '@bahu/domain/numbers/mask.ts';

/** Fields that hold a number and nothing else, whatever it looks like. */
const numberKeys = /^(?:.*phone|.*number|caller|callee|callerid|transfercallerid|mobile)$/i;
/** What looks like a number in a text: a run of digits, or one in the groups that people write. No part of a word, an id, a date or an amount. */
const inText = /(?<![\w.:-])\+?(?:\d{7,15}|\d{3,4}[ -]\d{4}[ -]\d{4}|0\d{2,3}[ -]\d{7,8}|\d{2,3} \d{2,4} \d{4} \d{4})(?![\w.:-])/g;
const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** A text with each number in it masked. */
export function maskText(text: string): string {
  return isId.test(text) ? text : text.replace(inText, masked);
}

/** A JSON value with all numbers masked; other values stay as they are. */
export function maskNumbers(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return numberKeys.test(key) && /\d/.test(value) ? masked(value) : maskText(value);
  if (typeof value === 'number') return numberKeys.test(key) && value > 999 ? masked(String(value)) : value;
  if (Array.isArray(value)) return value.map((one) => maskNumbers(one, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskNumbers(inner, name)]));
}

const masked = (number: string): string => maskNumber(nationalForm(number));
