/** One timer per call and agent, always for the earliest deadline in the state; so a restart finds them all again. */

export class Deadlines {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Sets the timer of `key` to the moment `at` (epoch milliseconds), or takes it away. */
  set(key: string, at: number | null, fire: () => void): void {
    const known = this.timers.get(key);
    if (known) clearTimeout(known);
    if (at === null) {
      this.timers.delete(key);
      return;
    }
    // A timer may fire a part of a millisecond early; the reducer would then find nothing due.
    const timer = setTimeout(
      () => {
        this.timers.delete(key);
        fire();
      },
      Math.max(0, Math.ceil(at - this.now()) + 1),
    );
    this.timers.set(key, timer);
  }

  clear(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
