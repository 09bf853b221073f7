/** Hides numbers inside values before and after a change from a reader whose role masks them: by the name of the field, in filters that people typed, and wherever a text holds one. */
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { maskNumber } from '@bahu/domain/numbers/mask.ts';
import { maskFilter } from '../../../kernel/typed-filters.ts';

/** Fields that hold a number and nothing else, whatever it looks like. */
const numberKeys = /^(?:.*phone|.*number|caller|callee|callerid|transfercallerid|mobile)$/i;

interface Shown {
  /** Of a field that holds a number and nothing else. */
  number(number: string): string;
  text(key: string, text: string): string;
}

/** A JSON value with all numbers masked; other values stay as they are. */
export const maskNumbers = (value: unknown, key = ''): unknown =>
  shown({ number: (number) => maskNumber(nationalForm(number)), text: maskFilter }, value, key);

/** A JSON value with its numbers as people write them; texts stay as they are. */
export const nationalNumbers = (value: unknown): unknown =>
  shown({ number: nationalForm, text: (_key, text) => text }, value, '');

function shown(as: Shown, value: unknown, key: string): unknown {
  if (typeof value === 'string')
    return numberKeys.test(key) && /\d/.test(value) ? as.number(value) : as.text(key, value);
  if (typeof value === 'number') return numberKeys.test(key) && value > 999 ? as.number(String(value)) : value;
  if (Array.isArray(value)) return value.map((one) => shown(as, one, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shown(as, inner, name)]));
}
