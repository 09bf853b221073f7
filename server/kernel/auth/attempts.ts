/** Counts attempts per key in a window of time, in memory; bounded, so that made-up keys cannot fill it. */
import type { Clock } from '../clock.ts';

export interface Attempts {
  /** Counts one more attempt and tells whether it is within the limit. */
  allow(key: string): boolean;
}

const maxKeys = 10_000;

/** At most `limit` attempts per key within `windowMs` from its first one. */
export function createAttempts(clock: Clock, limit: number, windowMs: number): Attempts {
  const counts = new Map<string, { count: number; endsAt: number }>();
  return {
    allow: (key) => {
      const now = clock.now();
      const known = counts.get(key);
      if (known && known.endsAt > now) {
        known.count++;
        return known.count <= limit;
      }
      counts.delete(key);
      if (counts.size >= maxKeys) counts.delete(counts.keys().next().value ?? '');
      counts.set(key, { count: 1, endsAt: now + windowMs });
      return true;
    },
  };
}
