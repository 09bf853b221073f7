/** Asking for many things by one request, wherever each is wanted. */

/**
 * A function that asks for one. What is asked for in the same turn goes together, at most `most` at once; `load` answers with what it found for each.
 * Nothing is remembered: whoever asks keeps the answer.
 */
export function batched<V>(
  load: (keys: readonly string[]) => Promise<(key: string) => V>,
  most: number,
): (key: string) => Promise<V> {
  let open: { keys: Set<string>; answer: Promise<(key: string) => V> } | null = null;
  function begin() {
    const keys = new Set<string>();
    const turn = new Promise<void>((resolve) => setTimeout(resolve));
    const begun = {
      keys,
      answer: turn.then(() => {
        if (open === begun) open = null;
        return load([...keys]);
      }),
    };
    return begun;
  }
  return async (key) => {
    if (open === null || (open.keys.size >= most && !open.keys.has(key))) open = begin();
    const mine = open;
    mine.keys.add(key);
    return (await mine.answer)(key);
  };
}
