/** Taking a call that rings at a colleague: it rings on there until the phone of who takes it is connected. */
import { legOf, type Call, type Offer, type OfferReason } from './call.ts';
import { dropOffer, endLeg, type LegEnd } from './ending.ts';
import { mayHave } from './inside-only.ts';
import { agentAnswered } from './joining.ts';
import { missOffer, offer } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { leaveSlot } from './park.ts';
import { dialedAnswered, ownPhoneSeconds } from './placing.ts';
import type { Transition } from './transition.ts';

const canBePickedUp: readonly OfferReason[] = ['queue', 'direct', 'transfer', 'return', 'colleague'];

/** What rings of a call at agents and can be taken by another. */
export const ringingOffers = (call: Call): Call['offers'] =>
  call.offers.filter(
    ({ id, reason, agentId }) => agentId !== null && canBePickedUp.includes(reason) && legOf(call, id)?.state !== 'up',
  );

/**
 * The agent's own phone is connected, and answers by itself; at the colleague, and at whoever else is asked, it rings on meanwhile. Nothing happens
 * where it does not ring at that colleague, or somebody is taking it already.
 */
export function pickUp(transition: Transition, call: Call, agentId: string, fromAgentId: string): void {
  const agent = transition.agent(agentId);
  const isRinging = ringingOffers(call).some((one) => one.agentId === fromAgentId);
  if (!isRinging || call.offers.some(({ reason }) => reason === 'pick-up')) return;
  if (!agent?.isEnabled || !agent.isRegistered || agent.callId !== null || !mayHave(transition, call, { agentId }))
    return;
  transition.changeAgent(agentId, { wrapUpEndsAt: null });
  offer(transition, call.id, agent, {
    reason: 'pick-up',
    seconds: ownPhoneSeconds,
    isAutomatic: true,
    pickedFrom: fromAgentId,
  });
}

/** Their phone is there: the call is theirs, and it rings nowhere else; nobody has missed anything. */
export function pickUpAnswered(transition: Transition, callId: string, given: Offer): void {
  const call = transition.call(callId)!;
  transition.fact(callId, { type: 'picked-up', agentId: given.agentId!, fromAgentId: given.pickedFrom ?? null });
  // It may have come to wait on a number meanwhile.
  if (call.phase === 'parked') leaveSlot(transition, callId);
  if (call.phase !== 'dialing') return agentAnswered(transition, callId, given);
  dropOffer(transition, callId, call.remoteId!);
  transition.changeCall(callId, { remoteId: given.id });
  dialedAnswered(transition, callId, given);
}

/**
 * The colleague has let it ring or declined it while the phone of who takes it is being connected: it rings there in their place from now on, and
 * what comes of that is what would have come of theirs.
 */
export function takePlace(
  transition: Transition,
  call: Call,
  missed: Offer,
  taking: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  const { id, agentId, number } = taking;
  if (missed.reason === 'colleague') {
    if (end) endLeg(transition, call.id, missed.id, end);
    dropOffer(transition, call.id, missed.id, { outcome });
  } else missOffer(transition, call, missed, outcome, end);
  transition.fact(call.id, { type: 'picked-up', agentId: agentId!, fromAgentId: missed.agentId });
  const offers = transition
    .call(call.id)!
    .offers.map((one) => (one.id === id ? { ...missed, id, agentId, number } : one));
  transition.changeCall(call.id, { offers, ...(call.remoteId === missed.id && { remoteId: id }) });
}

/** The offer with which somebody takes what rings at this colleague, while their phone is being connected. */
export const takingOffer = (call: Call, { id, agentId }: Offer): Offer | undefined =>
  call.offers.find((one) => one.id !== id && one.reason === 'pick-up' && one.pickedFrom === agentId);

/** Their phone did not answer, or they have thought better of it: the call rings on, or the queue asks whoever is next. */
export function pickUpFailed(transition: Transition, call: Call, { id }: Offer, end: LegEnd | null): void {
  if (end) endLeg(transition, call.id, id, end);
  dropOffer(transition, call.id, id);
}
