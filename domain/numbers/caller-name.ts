/** The display name of a caller: what a network sends as a name is often the number once more, which would get past every mask. */
import { betweenNumbers, brackets, digitsOf, plusSigns, points, unseen, withinNumber } from './characters.ts';

/** So many digits of a number, one after the other, tell the number. */
const tellingDigits = 5;

const signs = unseen + withinNumber + points + betweenNumbers;
const run = new RegExp(String.raw`[${plusSigns}]?\p{Nd}(?:[${signs}]*\p{Nd})*`, 'gu');
const trimmed = String.raw`[\s:<>${brackets}${betweenNumbers}-]+`;
const atTheEnds = new RegExp(`^${trimmed}|${trimmed}$`, 'gu');

/**
 * The name as it may be shown beside the number, masked or not: empty when the name is the number itself, and without each run of at least five of
 * the number's digits that stands in it, with the separators between them.
 */
export function nameWithoutNumber(name: string, number: string): string {
  const digits = digitsOf(number);
  const shown = name.replace(run, (written) => (tells(digitsOf(written), digits) ? '' : written));
  return shown === name ? name : shown.replace(/\s+/g, ' ').replace(atTheEnds, '');
}

function tells(written: string, digits: string): boolean {
  for (let from = 0; from + tellingDigits <= written.length; from++)
    if (digits.includes(written.slice(from, from + tellingDigits))) return true;
  return false;
}
