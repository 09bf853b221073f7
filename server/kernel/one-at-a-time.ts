/** Work that many ask for at once and that is the same for all of them: one round runs, and one waits for everybody who has asked since it began. */
export function oneAtATime(work: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();
  const ask = (key: string): Promise<void> => {
    const now = running.get(key);
    if (!now) {
      const begun = work(key).finally(() => running.delete(key));
      running.set(key, begun);
      return begun;
    }
    const known = waiting.get(key);
    if (known) return known;
    const again = (): Promise<void> => {
      waiting.delete(key);
      return ask(key);
    };
    const next = now.then(again, again);
    waiting.set(key, next);
    return next;
  };
  return ask;
}
