/** Ranges of numbers as carriers give them out: 075512340000 to 075512340099. */
import type { DialNumber } from './dial.ts';

/**
 * All numbers from `first` to `last` (both in the form that `parseNumber` makes), or null when that is no range: of different length, the
 * wrong way round, or more than `most`.
 */
export function numberRange(first: DialNumber, last: DialNumber, most: number): DialNumber[] | null {
  const [from, to] = [first, last].map((number) => number.replace('+', ''));
  if (from!.length !== to!.length || first.startsWith('+') !== last.startsWith('+')) return null;
  const count = Number(BigInt(to!) - BigInt(from!)) + 1;
  if (count < 1 || count > most) return null;
  const sign = first.startsWith('+') ? '+' : '';
  return Array.from(
    { length: count },
    (_, i) => `${sign}${String(BigInt(from!) + BigInt(i)).padStart(from!.length, '0')}` as DialNumber,
  );
}
