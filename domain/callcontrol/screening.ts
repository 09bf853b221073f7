/** Lists of numbers with which there are to be no calls: whoever keeps one offers it, and every call from or to outside asks all of them. */
import { isEmergency } from '../numbers/ranges.ts';
import type { CallTarget, Target } from './event.ts';
import type { TenantState, Transition } from './transition.ts';

/** A call that is asked for. `number` is in the form that `domain/numbers` makes, empty where the caller withholds it; `now` is epoch milliseconds. */
export interface Asked {
  readonly number: string;
  readonly direction: 'inbound' | 'outbound';
  readonly now: number;
}

/** Why there is no such call: `reason` is a word of the call's route, `entryId` what the list has against it. */
export interface Listed {
  readonly reason: string;
  readonly entryId: string;
}

export interface NumberList {
  find(asked: Asked): Listed | null;
}

/** What the first of the lists has against a call, or null. Emergency numbers are never asked about, nor is a number that its owner withholds. */
export function listedAs(
  { numberLists }: { readonly numberLists: readonly NumberList[] },
  asked: Asked,
): Listed | null {
  if (asked.number === '' || isEmergency(asked.number)) return null;
  for (const list of numberLists) {
    const found = list.find(asked);
    if (found) return found;
  }
  return null;
}

/** Writes into a call that the number which it was to reach is on a list. False when it is on none. */
export function refusedNumber(transition: Transition, callId: string, number: string): boolean {
  const found = listedAs(transition.configuration, { number, direction: 'outbound', now: transition.now });
  if (found) transition.fact(callId, { type: 'refused', ...found, number });
  return found !== null;
}

/** Whether a call to this target, or the step that takes a call to it, is only written down, as the code of the refusal; null when it is made. */
export function whyScreened(
  { configuration }: Pick<TenantState, 'configuration'>,
  target: Target | CallTarget,
  now: number,
): 'phone.number-blocked' | null {
  if (target.kind !== 'external') return null;
  return listedAs(configuration, { number: target.number, direction: 'outbound', now }) && 'phone.number-blocked';
}
