/** Parking: a call waits on a number of its own, and whoever dials that number has it. */
import { actingParty } from './acting.ts';
import type { Agent } from '../agents/agent.ts';
import { newLeg, newOffer, remoteParty, type Call, type Offer } from './call.ts';
import { dropOffer, endLeg, type LegEnd } from './ending.ts';
import { isAboutOutside } from './inside-only.ts';
import { agentAnswered } from './joining.ts';
import { offer } from './offering.ts';
import { freeSlot, waitOn } from './parking-place.ts';
import { ownPhoneSeconds } from './placing.ts';
import { sayGoodbye } from './sound.ts';
import { giveBack, isWithOthers, waitAlone } from './transfer.ts';
import type { Transition } from './transition.ts';

/** The parked call that waits on this number. */
export const parkedOn = (calls: Iterable<Call>, slot: string): Call | undefined =>
  [...calls].find((call) => call.slot === slot && call.phase === 'parked');

/** The agent leaves, and the customer waits on the first number that is free. Nothing happens while others are in the call, or no number is free. */
export function park(transition: Transition, call: Call, agentId: string): void {
  const own = actingParty(call, agentId);
  const remote = remoteParty(call);
  const slot = freeSlot(transition);
  if (!own || remote?.state !== 'in' || own.id === remote.id || isWithOthers(call, own, remote) || slot === undefined)
    return;
  transition.fact(call.id, { type: 'parked', agentId, slot });
  waitAlone(transition, call.id, own, remote);
  waitOn(transition, call.id, slot, agentId);
}

export type UnparkRefusal =
  | 'phone.nothing-parked'
  | 'phone.not-registered'
  | 'phone.call-in-progress'
  | 'phone.inside-only'
  | 'phone.not-possible';

/** Why an agent may not fetch this call now, or null when they may. Whoever has a phone may, and one alone. */
export function whyNotUnpark(call: Call | undefined, agent: Agent | undefined): UnparkRefusal | null {
  if (call?.phase !== 'parked') return 'phone.nothing-parked';
  if (!agent?.isEnabled || !agent.isRegistered) return 'phone.not-registered';
  if (agent.callId !== null) return 'phone.call-in-progress';
  if (agent.isInsideOnly && isAboutOutside(call)) return 'phone.inside-only';
  return call.offers.some(({ reason }) => reason === 'unpark') ? 'phone.not-possible' : null;
}

/** Somebody fetches a parked call. Their phone is called and answers by itself, or is the one that has dialled (`legId`). */
export function unpark(transition: Transition, call: Call, agentId: string, legId?: string): void {
  const agent = transition.agent(agentId);
  if (!agent || whyNotUnpark(call, agent) !== null) return;
  transition.changeAgent(agentId, { wrapUpEndsAt: null });
  if (legId === undefined)
    return void offer(transition, call.id, agent, { reason: 'unpark', seconds: ownPhoneSeconds, isAutomatic: true });
  const { extension: number } = agent;
  transition.addLeg(
    call.id,
    newLeg({ id: legId, role: 'agent', agentId, number, startedAt: transition.now, isUnoffered: true }),
  );
  transition.addOffer(call.id, newOffer({ id: legId, reason: 'unpark', agentId, number }), ownPhoneSeconds);
  transition.changeAgent(agentId, { callId: call.id, legId, onCall: 'dialing' });
  transition.command(call.id, { do: 'answer', legId });
}

/** Their phone is there. */
export function unparkAnswered(transition: Transition, callId: string, given: Offer): void {
  leaveSlot(transition, callId);
  agentAnswered(transition, callId, given);
}

/** Their phone did not answer, or they have thought better of it: the call waits on. */
export function unparkFailed(transition: Transition, call: Call, given: Offer, end: LegEnd | null): void {
  if (end) endLeg(transition, call.id, given.id, end);
  dropOffer(transition, call.id, given.id);
}

/** Nobody fetched the call: who parked it is asked, if anybody did. Whoever is just being connected to it has it. */
export function parkedTooLong(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  if (call.offers.some(({ reason }) => reason === 'unpark' || reason === 'pick-up'))
    return transition.setDeadlines(callId, { park: ownPhoneSeconds });
  leaveSlot(transition, callId);
  if (call.parkedBy === null) sayGoodbye(transition, callId);
  else giveBack(transition, callId, call.parkedBy);
}

/** The number on which a call has waited is free. */
export function leaveSlot(transition: Transition, callId: string): void {
  transition.setDeadlines(callId, { park: null });
  transition.changeCall(callId, { phase: 'offered', slot: null, parkedBy: null });
}
