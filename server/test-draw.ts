/**
 * What walks draw by chance follows from one seed, which `vitest.config.ts` chooses and prints with every run. `BAHU_SEED` gives it again, and
 * with it the same drawings.
 */
import { createHash } from 'node:crypto';
import { env } from 'node:process';

/** Whole, 0 to 2^31 - 1. */
export const seed = Number(env['BAHU_SEED']);

export interface Draw {
  one<T>(values: readonly T[]): T;
  /** So many different ones, in no order; all when there are fewer. */
  some<T>(values: readonly T[], count: number): T[];
}

/** Draws that depend on the seed and on the name of the walk alone, not on what other files draw. */
export function drawing(walk: string): Draw {
  let step = 0;
  /** Whole, from 0 and below `limit`. */
  const below = (limit: number): number =>
    createHash('sha256').update(`${seed} ${walk} ${step++}`).digest().readUInt32BE() % limit;
  return {
    one: (values) => values[below(values.length)]!,
    some: (values, count) => {
      const left = [...values];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(below(left.length), 1)[0]!);
    },
  };
}
