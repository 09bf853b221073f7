/** Whether a stored value is found by a filter: the meaning that the queries of lists have in SQL. */
import { isNumeric, type FieldType } from './field.ts';
import { plainWord } from './options.ts';
import type { Criterion } from './filter.ts';
import { understood, type Stored } from './value.ts';

/** `stored` is null where the record has no value. What does not fit its field is found by no comparison. */
export function matches({ field, operator, values }: Criterion, stored: Stored | null): boolean {
  if (operator === 'empty' || operator === 'filled') return (stored === null) === (operator === 'empty');
  if (stored === null) return false;
  const value = understood(field, stored);
  if (operator === 'is') return values.some((wanted) => isSame(field.type, value, wanted));
  const [key, bound] = [sortKeyOf(field.type, value), sortKeyOf(field.type, values[0]!)];
  if (key === null || bound === null) return false;
  if (operator === 'starts') return key.startsWith(bound);
  return operator === 'from' ? key >= bound : key <= bound;
}

/** Of several choices each is found, of a path each beginning; where one is chosen, several from before are no value of the field. */
function isSame(type: FieldType, value: Stored, wanted: Stored): boolean {
  if (Array.isArray(value) && Array.isArray(wanted)) {
    const [has, asked] = [value as readonly string[], wanted as readonly string[]];
    if (type === 'multi-select') return asked.every((id) => has.includes(id));
    return asked.every((id, level) => has[level] === id) && (type === 'cascade' || has.length === asked.length);
  }
  if (typeof value === 'string' && typeof wanted === 'string') {
    const key = sortKeyOf(type, value);
    return key !== null && key === sortKeyOf(type, wanted);
  }
  return JSON.stringify(value) === JSON.stringify(wanted);
}

const storedNumber = /^-?[0-9]{1,15}(?:\.[0-9]{1,6})?$/;
const forms: Partial<Record<FieldType, RegExp>> = {
  date: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  'date-time': /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$/,
};

/** A text that sorts as the values of the type do, as the database keeps it (`bahu_field_key`); null for what is none of it. */
export function sortKeyOf(type: FieldType, value: Stored): string | null {
  if (typeof value !== 'string') return null;
  if (isNumeric(type)) return storedNumber.test(value) ? keyOfNumber(value) : null;
  if (!(type in forms)) return plainWord(value);
  return forms[type]!.test(value) ? value : null;
}

/** -10 before -9.5 before 0 before 9 before 10, as texts. */
function keyOfNumber(text: string): string {
  const [whole = '', decimals = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + decimals.padEnd(6, '0'));
  return text.startsWith('-')
    ? `n${String(10n ** 21n - 1n - size).padStart(21, '0')}`
    : `p${String(size).padStart(21, '0')}`;
}
