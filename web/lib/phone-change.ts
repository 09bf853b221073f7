/** That the agent's phone is another one now, from the page where that is chosen to the desk that has the phone. */
const listeners = new Set<() => void>();

export function phoneChanged(): void {
  for (const listener of listeners) listener();
}

/** Returns what ends it. */
export function onPhoneChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
