/** The browser's offer to install the application, which it makes once and early: kept until somebody takes it. */
export interface InstallOffer {
  /** Whether there is one. */
  isThere(): boolean;
  watch(listener: () => void): () => void;
  /** Shows the browser's own question. It can be asked once for each offer. */
  take(): Promise<void>;
}

/** Chromium's; other browsers have installing in a menu of theirs, or not at all. */
interface OfferEvent extends Event {
  prompt(): Promise<unknown>;
}

export function createInstallOffer(source: EventTarget): InstallOffer {
  const listeners = new Set<() => void>();
  let offer: OfferEvent | null = null;
  function set(next: OfferEvent | null): void {
    offer = next;
    for (const listener of listeners) listener();
  }
  source.addEventListener('beforeinstallprompt', (event) => {
    // Else the browser asks by itself, in the middle of somebody's work.
    event.preventDefault();
    set(event as OfferEvent);
  });
  source.addEventListener('appinstalled', () => set(null));
  return {
    isThere: () => offer !== null,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async take() {
      const taken = offer;
      set(null);
      await taken?.prompt();
    },
  };
}
