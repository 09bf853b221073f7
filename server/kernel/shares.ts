/** Places that many want and of which nobody may take all: at most so many at once in all, so many for each holder, and turn by turn among those who wait. */
import { Refusal } from './errors.ts';

export interface SharesOptions {
  /** Places in all. */
  total: number;
  /** Places that one holder may have at once. */
  perHolder: number;
  /** Who waits longer, in milliseconds, is refused. */
  patienceMs: number;
  /** Of one holder; more are refused at once. */
  maxWaiting: number;
}

export interface Shares {
  /** Waits for a place; the function that it resolves to gives it back (once, however often it is called). @throws Refusal too-many-requests. */
  take(holder: string): Promise<() => void>;
}

interface Waiter {
  grant(release: () => void): void;
}

/** Places without holders yet. A holder's own wait in the order in which they came. */
export function createShares({ total, perHolder, patienceMs, maxWaiting }: SharesOptions): Shares {
  const held = new Map<string, number>();
  /** Holders that wait, the one whose turn it is first. */
  const waiting = new Map<string, Set<Waiter>>();
  let used = 0;

  const isFree = (holder: string): boolean => used < total && (held.get(holder) ?? 0) < perHolder;

  function occupy(holder: string): () => void {
    used++;
    held.set(holder, (held.get(holder) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      used--;
      const left = held.get(holder)! - 1;
      if (left) held.set(holder, left);
      else held.delete(holder);
      passOn();
    };
  }

  function passOn(): void {
    for (;;) {
      const next = [...waiting.keys()].find(isFree);
      if (next === undefined) return;
      const waiters = waiting.get(next)!;
      const [first] = waiters;
      waiters.delete(first!);
      // Whoever had a turn stands behind all others who wait.
      waiting.delete(next);
      if (waiters.size) waiting.set(next, waiters);
      first!.grant(occupy(next));
    }
  }

  function forget(holder: string, waiter: Waiter): void {
    const waiters = waiting.get(holder);
    waiters?.delete(waiter);
    if (waiters?.size === 0) waiting.delete(holder);
  }

  return {
    take: (holder) => {
      const waiters = waiting.get(holder);
      if (!waiters && isFree(holder)) return Promise.resolve(occupy(holder));
      if ((waiters?.size ?? 0) >= maxWaiting) return Promise.reject(new Refusal('too-many-requests'));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          forget(holder, waiter);
          reject(new Refusal('too-many-requests'));
        }, patienceMs);
        const waiter: Waiter = {
          grant: (release) => {
            clearTimeout(timer);
            resolve(release);
          },
        };
        waiting.set(holder, (waiters ?? new Set()).add(waiter));
      });
    },
  };
}
