/** Devices whose keys a browser lets a page read (WebHID), where it can: the types of the language do not know it. */
import type { Collection } from '@bahu/domain/headset/layout.ts';

export interface HidDevice extends EventTarget {
  readonly productName: string;
  readonly opened: boolean;
  readonly collections: readonly Collection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
}
export interface Hid extends EventTarget {
  getDevices(): Promise<HidDevice[]>;
  requestDevice(options: { filters: { usagePage: number }[] }): Promise<HidDevice[]>;
}

/** Undefined where the browser has none, or does not trust the page. */
export const hidOf = (own: Navigator): Hid | undefined => (own as { hid?: Hid }).hid;

const channelName = 'bahu-headsets';

/** Says to all tabs that a device may be read now: the browser does not. */
export function tellOfDevice(): void {
  const channel = new BroadcastChannel(channelName);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel within one origin takes no target
  channel.postMessage('paired');
  channel.close();
}

/** Told whenever one may have come or gone. */
export function watchDevices(hid: Hid, listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', listener);
  hid.addEventListener('connect', listener);
  hid.addEventListener('disconnect', listener);
  return () => {
    channel.close();
    hid.removeEventListener('connect', listener);
    hid.removeEventListener('disconnect', listener);
  };
}
