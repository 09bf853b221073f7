/** Filters of lists that somebody typed who sees numbers, as a reader may see them whose role masks numbers: in views, and in the audit log. */
import { withValues } from '@bahu/domain/fields/filter-text.ts';
import { maskNumber, maskNumbersIn } from '@bahu/domain/numbers/mask.ts';
import { isId } from './ids.ts';

/** Filters into which people type; five digits are more than the last four that everybody sees. */
const typedInto = new Set(['search', 'number']);
const partOfNumber = /\p{Nd}{5,}/gu;

/**
 * The value of a filter named `name` under the mask: numbers, and parts of numbers, where people type. The filters of designed fields hold values
 * percent-encoded, which are read first; those of a field that `mayHold` says to hold no number stay.
 */
export function maskFilter(name: string, text: string, mayHold: (field: string) => boolean = () => true): string {
  if (name === 'fields')
    return withValues(text, (field, value) => (mayHold(field) ? maskTyped(value) : value)) ?? maskTyped(text);
  return typedInto.has(name) ? maskTyped(text) : maskNumbersIn(text);
}

function maskTyped(text: string): string {
  const masked = maskNumbersIn(text);
  return masked === text && !isId(text) ? text.replace(partOfNumber, (digits) => maskNumber(digits)) : masked;
}
