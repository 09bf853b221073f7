/** The numbers on which calls wait to be fetched. */
import { slots } from '../numbers/inside.ts';
import type { Transition } from './transition.ts';

/** Seconds until a call that waits on a number goes on. */
const parkedSeconds = 120;

/** The first number on which no call waits, or undefined. */
export function freeSlot(transition: Transition): string | undefined {
  const taken = new Set(transition.callIds().map((id) => transition.call(id)!.slot));
  return slots.find((candidate) => !taken.has(candidate));
}

/** The call's party, who is alone, waits on a number. `by`: the agent who gets the call back when nobody fetches it, or null. */
export function waitOn(transition: Transition, callId: string, slot: string, by: string | null): void {
  transition.changeCall(callId, { phase: 'parked', slot, parkedBy: by });
  transition.setDeadlines(callId, { park: parkedSeconds });
}
