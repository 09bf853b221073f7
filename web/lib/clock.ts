/** One clock for all timers on the screen: the server's time, ticking once a second. */

export interface Clock {
  /** The server's time now, epoch milliseconds. */
  now(): number;
  /** Corrects the clock by the `date` header of an answer. */
  noteServerDate(date: string): void;
  watch(listener: () => void): () => void;
  /** The second that `watch` listeners were last told of. */
  tick(): number;
}

/** The header has whole seconds, so smaller differences say nothing. */
const tolerableMs = 2000;

/** A clock that runs its timer only while somebody watches. */
export function createClock(deviceNow: () => number = Date.now): Clock {
  const listeners = new Set<() => void>();
  let offsetMs = 0;
  let second = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const now = () => deviceNow() + offsetMs;
  const floor = () => Math.floor(now() / 1000) * 1000;

  function beat(): void {
    second = floor();
    for (const listener of listeners) listener();
    timer = setTimeout(beat, 1000 - (now() % 1000) + 2);
  }

  return {
    now,
    noteServerDate(date) {
      const difference = Date.parse(date) + 500 - deviceNow();
      if (Number.isNaN(difference)) return;
      if (Math.abs(difference - offsetMs) > tolerableMs) offsetMs = Math.abs(difference) > tolerableMs ? difference : 0;
    },
    watch(listener) {
      listeners.add(listener);
      if (listeners.size === 1) beat();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
    tick: () => second || floor(),
  };
}
