/** Of all tabs of this browser one holds the phone. The browser's own lock decides, so a crashed tab gives it up by itself. */

export interface Election {
  isLeader(): boolean;
  watch(listener: () => void): () => void;
  /** Leaves the queue, or gives the lead up. */
  resign(): void;
}

/** Stands for election at once. Without locks (a page that the browser does not trust) this tab is the only one that counts. */
export function standForElection(name: string, locks: LockManager | undefined): Election {
  const listeners = new Set<() => void>();
  const candidacy = new AbortController();
  let isLeader = false;
  let release = () => {};

  function lead(next: boolean): void {
    isLeader = next;
    for (const listener of listeners) listener();
  }

  if (locks) {
    locks
      .request(name, { signal: candidacy.signal }, async () => {
        const term = new Promise<void>((resolve) => {
          release = resolve;
        });
        lead(true);
        await term;
        lead(false);
      })
      .catch(() => {
        // Resigned before being elected.
      });
  } else {
    queueMicrotask(() => lead(true));
  }

  return {
    isLeader: () => isLeader,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    resign() {
      candidacy.abort();
      release();
    },
  };
}
