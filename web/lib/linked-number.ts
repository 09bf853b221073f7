/** A number of a link (tel:) that was opened with the application. It waits for the number box, and is never called by itself. */
import { readUri } from '@bahu/domain/numbers/uri.ts';
import { dialable } from './format.ts';

export interface LinkedNumber {
  /** The number, once; null when there is none. */
  take(): string | null;
  watch(listener: () => void): () => void;
}

/** The part of the address that carries one; so says the manifest. */
export const linkedAs = 'dial';

/** The number in the address of a window that a link has opened; null without one. */
export function numberOfLink(address: URL): string | null {
  const link = address.searchParams.get(linkedAs);
  return link === null ? null : dialable(readUri(link)).trim() || null;
}

export interface LinkSources {
  /** The window's own address, which is told to forget the number. */
  address: URL;
  forget: (address: string) => void;
  /** Hands over addresses with which a window that is there has been opened again. Absent in most browsers. */
  launches: ((take: (address: URL) => void) => void) | undefined;
}

export function createLinkedNumber({ address, forget, launches }: LinkSources): LinkedNumber {
  const listeners = new Set<() => void>();
  let waiting = numberOfLink(address);
  if (address.searchParams.has(linkedAs)) {
    const rest = new URL(address);
    rest.searchParams.delete(linkedAs);
    forget(`${rest.pathname}${rest.search}`);
  }
  launches?.((launched) => {
    const number = numberOfLink(launched);
    if (number === null) return;
    waiting = number;
    for (const listener of listeners) listener();
  });
  return {
    take() {
      const number = waiting;
      waiting = null;
      return number;
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

interface LaunchQueue {
  setConsumer(take: (launch: { targetURL?: string }) => void): void;
}

/** Where this window hears of links. */
export const linksOf = (own: Window): LinkSources => {
  const { launchQueue } = own as { launchQueue?: LaunchQueue };
  return {
    address: new URL(own.location.href),
    forget: (address) => own.history.replaceState(null, '', address),
    launches:
      launchQueue && ((take) => launchQueue.setConsumer(({ targetURL }) => targetURL && take(new URL(targetURL)))),
  };
};
