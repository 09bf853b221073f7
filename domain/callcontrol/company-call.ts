/** Numbers outside that the company calls without an agent who dials: callbacks, campaigns, where a queue sends its callers on. */
import { whyClosed } from '../agents/agent.ts';
import type { DialNumber } from '../numbers/dial.ts';
import { cause } from './ending.ts';
import type { Target } from './event.ts';
import { whyNoLine, type LineRefusal } from './lines.ts';
import { refusedNumber } from './screening.ts';
import type { TenantState, Transition } from './transition.ts';

type Outside = Extract<Target, { kind: 'external' }>;

/** What the route of a call says of it. */
const words = {
  'phone.tenant-suspended': 'tenant-suspended',
  'phone.no-trunk': 'no-trunk',
  'phone.busy-lines': 'lines-full',
} as const satisfies Record<LineRefusal, string>;

/**
 * Asks all rules of a call outside as they are now, and writes into the call why its number is not called. How a call that was for that alone ends then; null
 * when the number can be called. `target`: the way to it, null where there is none.
 */
export function refusedOutside(
  transition: Transition,
  callId: string,
  number: DialNumber,
  target: Outside | null,
): { outcome: 'failed' | 'refused'; cause: number } | null {
  const reason = whyNotCalled(besides(transition, callId), number, target);
  if (reason !== null) {
    transition.fact(callId, { type: 'refused', reason, number });
    return { outcome: 'failed', cause: reason === 'lines-full' ? cause.congestion : cause.rejected };
  }
  return refusedNumber(transition, callId, number) ? { outcome: 'refused', cause: cause.rejected } : null;
}

type Lines = Pick<TenantState, 'configuration' | 'calls'>;

function whyNotCalled(state: Lines, number: DialNumber, target: Outside | null): string | null {
  const noLine = target === null ? 'phone.no-trunk' : whyNoLine(state, target);
  if (noLine !== null) return words[noLine];
  return whyClosed(number, state.configuration) === null ? null : 'range-closed';
}

/** What is up beside a call that has nobody outside yet: it is not counted against itself. */
function besides(transition: Transition, callId: string): Lines {
  const { configuration, calls } = transition.asItStands();
  if (transition.call(callId)!.remoteId !== null) return { configuration, calls };
  return { configuration, calls: new Map([...calls].filter(([id]) => id !== callId)) };
}
