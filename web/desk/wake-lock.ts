/** Keeps the screen on while it is wanted. The browser takes a lock back whenever the page is not seen. */

interface Lock {
  release(): Promise<void>;
}
/** The part of `document` that tells whether the page is seen. */
interface Seen {
  readonly visibilityState: DocumentVisibilityState;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

/** Has a lock whenever the page is seen, until the returned function is called. A browser that refuses it (a low battery) is asked again when it is seen again. */
export function holdWhileSeen(page: Seen, request: () => Promise<Lock>): () => void {
  let isOver = false;
  let held: Lock | null = null;
  const release = (lock: Lock | null): void => void lock?.release().catch(() => {});
  const take = (): void => {
    if (page.visibilityState !== 'visible') return;
    void request().then(
      (lock) => {
        release(isOver ? lock : held);
        held = isOver ? null : lock;
      },
      () => {},
    );
  };
  take();
  page.addEventListener('visibilitychange', take);
  return () => {
    isOver = true;
    page.removeEventListener('visibilitychange', take);
    release(held);
    held = null;
  };
}
