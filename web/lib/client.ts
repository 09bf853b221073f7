/** What this page is: a page of a browser, or the application that was installed on a telephone. */
import type { Client } from '@bahu/domain/sign-in/methods.ts';

/** Installed, and used by touch: an application that was installed on a computer is a page of its browser. */
export function clientOf(matches: (query: string) => boolean): Client {
  const isInstalled = matches('(display-mode: standalone)') || matches('(display-mode: fullscreen)');
  return isInstalled && matches('(pointer: coarse)') ? 'app' : 'web';
}

export const ownClient = (): Client => clientOf((query) => window.matchMedia(query).matches);
