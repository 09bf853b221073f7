/** Hides numbers inside values before and after a change from a reader whose role masks them: by the name of the field, in filters that people typed, and wherever a text holds one. */
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { maskNumber } from '@bahu/domain/numbers/mask.ts';
import { maskFilter } from '../../../kernel/typed-filters.ts';

/** Fields that hold a number and nothing else, whatever it looks like. */
const numberKeys = /^(?:.*phone|.*number|caller|callee|callerid|transfercallerid|mobile)$/i;

/** A JSON value with all numbers masked; other values stay as they are. */
export function maskNumbers(value: unknown, key = ''): unknown {
  if (typeof value === 'string')
    return numberKeys.test(key) && /\d/.test(value) ? masked(value) : maskFilter(key, value);
  if (typeof value === 'number') return numberKeys.test(key) && value > 999 ? masked(String(value)) : value;
  if (Array.isArray(value)) return value.map((one) => maskNumbers(one, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskNumbers(inner, name)]));
}

const masked = (number: string): string => maskNumber(nationalForm(number));
