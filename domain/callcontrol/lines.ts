/** Lines to the network: what every call outside needs, whoever places it. */
import type { Configuration } from './configuration.ts';
import type { Target } from './event.ts';
import type { TenantState } from './transition.ts';

type Lines = Pick<TenantState, 'configuration' | 'calls'>;
type Outside = Extract<Target, { kind: 'external' }>;
export type LineRefusal = 'phone.tenant-suspended' | 'phone.no-trunk' | 'phone.busy-lines';

/** Why no line can be had for a call outside now, or null when one can: the company, the trunk, its lines, the licence. */
export function whyNoLine({ configuration, calls }: Lines, { trunkId }: Pick<Outside, 'trunkId'>): LineRefusal | null {
  if (!configuration.canCall) return 'phone.tenant-suspended';
  const trunk = configuration.trunks.get(trunkId);
  if (!trunk?.isEnabled) return 'phone.no-trunk';
  return linesInUse({ calls }, trunk.id) >= trunk.channels || isLicenceUsed(calls, configuration)
    ? 'phone.busy-lines'
    : null;
}

/** Whether as many calls are up as the company may have; one that waits to call somebody back is none yet. Those are counted only where it matters. */
export function isLicenceUsed(
  calls: TenantState['calls'],
  { licensedChannels }: Pick<Configuration, 'licensedChannels'>,
): boolean {
  if (calls.size < licensedChannels) return false;
  let up = 0;
  for (const { legs, callback } of calls.values()) if (!callback || legs.some(({ state }) => state !== 'ended')) up++;
  return up >= licensedChannels;
}

/** Lines of a trunk that calls use, by the trunk's id: one for each number that is in a call or being called, one for a call whose number is called in a moment. */
export function linesInUse({ calls }: Pick<TenantState, 'calls'>, trunkId: string): number {
  let lines = 0;
  for (const { trunkId: own, phase, parties, offers } of calls.values()) {
    if (phase === 'preparing' && own === trunkId) lines += 1;
    // The first word of the network has a party and an offer.
    lines += new Set([...parties, ...offers].filter((one) => one.trunkId === trunkId).map(({ id }) => id)).size;
  }
  return lines;
}
