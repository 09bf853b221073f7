/** Parking: a call waits on a number of its own, and whoever dials that number has it. */
import { actingParty } from './acting.ts';
import { legOf, remoteParty, type Call, type Offer } from './call.ts';
import { dropOffer, endLeg, type LegEnd } from './ending.ts';
import { mayHave } from './inside-only.ts';
import { agentAnswered } from './joining.ts';
import { offer } from './offering.ts';
import { ownPhoneSeconds } from './placing.ts';
import { giveBack, isWithOthers, waitAlone } from './transfer.ts';
import type { Transition } from './transition.ts';

/** The numbers on which calls are parked, as telephone systems have them; none of them is an extension. */
const firstSlot = 7001;
const slotCount = 99;
/** Seconds until a parked call comes back to who parked it. */
const parkedSeconds = 120;

/** The parked call that waits on this number. */
export const parkedOn = (calls: Iterable<Call>, slot: string): Call | undefined => [...calls].find((call) => call.slot === slot && call.phase === 'parked');

/** The agent leaves, and the customer waits on the first number that is free. Nothing happens while others are in the call, or no number is free. */
export function park(transition: Transition, call: Call, agentId: string): void {
  const own = actingParty(call, agentId);
  const remote = remoteParty(call);
  const taken = new Set(transition.callIds().map((id) => transition.call(id)!.slot));
  const slot = Array.from({ length: slotCount }, (_, i) => String(firstSlot + i)).find((candidate) => !taken.has(candidate));
  if (!own || remote?.state !== 'in' || own.id === remote.id || isWithOthers(call, own, remote) || slot === undefined) return;
  transition.fact(call.id, { type: 'parked', agent: transition.agent(agentId)!.name, slot });
  waitAlone(transition, call.id, own, remote);
  transition.changeCall(call.id, { phase: 'parked', slot, parkedBy: agentId });
  transition.setDeadlines(call.id, { park: parkedSeconds });
}

/** Somebody has dialled the number of a parked call: their phone answers by itself, and they have it. */
export function unpark(transition: Transition, call: Call, agentId: string): void {
  const agent = transition.agent(agentId)!;
  if (call.offers.length > 0 || !mayHave(transition, call, { agentId })) return;
  transition.changeAgent(agentId, { wrapUpEndsAt: null });
  offer(transition, call.id, agent, { reason: 'unpark', seconds: ownPhoneSeconds, isAutomatic: true });
}

/** Their phone is there. */
export function unparkAnswered(transition: Transition, callId: string, given: Offer): void {
  leaveSlot(transition, callId);
  agentAnswered(transition, callId, given);
}

/** Their phone did not answer: the call waits on. */
export function unparkFailed(transition: Transition, call: Call, given: Offer, end: LegEnd | null): void {
  if (end && legOf(call, given.id)) endLeg(transition, call.id, given.id, end);
  dropOffer(transition, call.id, given.id);
}

/** Nobody fetched the call: who parked it is asked, else it goes where callers wait. */
export function parkedTooLong(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  for (const { id } of call.offers) dropOffer(transition, callId, id);
  leaveSlot(transition, callId);
  giveBack(transition, callId, call.parkedBy);
}

function leaveSlot(transition: Transition, callId: string): void {
  transition.setDeadlines(callId, { park: null });
  transition.changeCall(callId, { phase: 'offered', slot: null, parkedBy: null });
}
