/** Whether a call opens linked pages by itself, and that it does so once: not again after a reload, nor in a second window. */
import type { DeskSettings } from '@bahu/contract/desk-settings.ts';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import type { Drawer } from '../../lib/storage.ts';

type Pops = Pick<DeskSettings, 'popsInbound' | 'popsOutbound'>;

export const opensForCall = (
  call: Pick<LiveCall, 'direction' | 'phase' | 'supervising'> | null,
  { popsInbound, popsOutbound }: Pops,
): boolean =>
  call !== null &&
  call.phase !== 'ended' &&
  call.direction !== 'internal' &&
  call.supervising === null &&
  (call.direction === 'inbound' ? popsInbound : popsOutbound);

const key = 'linked-pages';
const kept = 20;

/** True for the first who asks of a call; the latest calls are remembered. */
export function isFirstTime(drawer: Drawer, callId: string): boolean {
  const stored = drawer.read(key);
  const before = Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : [];
  if (before.includes(callId)) return false;
  drawer.write(key, [...before, callId].slice(-kept));
  return true;
}
