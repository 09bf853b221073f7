/** What becomes of an offer: one who is called answers, or does not. Which of both leads where depends on why they were called. */
import { agentUnavailable, extensionMissed } from './arrival.ts';
import { legOf, type Call, type Leg, type Offer, type OfferReason } from './call.ts';
import { consultAnswered, consultFailed } from './consult.ts';
import { cause, dropOffer, endCall, endLeg, type LegEnd } from './ending.ts';
import { mayCome } from './inside-only.ts';
import { agentAnswered } from './joining.ts';
import { remoteGone } from './leaving.ts';
import { missMobile, mobileAnswered } from './mobile.ts';
import type { Outcome } from './outcome.ts';
import { overflowAnswered, overflowMissed } from './overflow.ts';
import { unparkAnswered, unparkFailed } from './park.ts';
import { pickUpAnswered, pickUpFailed, takePlace, takingOffer } from './pick-up.ts';
import { dialedAnswered, ownPhoneReady } from './placing.ts';
import { agentIsBack, backMissed } from './reconnect.ts';
import { supervisionFailed, supervisionReady } from './supervise.ts';
import { apart } from './topology.ts';
import { giveBack, returnFailed, transferAnswered, transferFailed } from './transfer.ts';
import type { Transition } from './transition.ts';
import { leaveWithColleague, takesFromColleague } from './voicemail.ts';
import { nextAgent } from './waiting.ts';

/** How somebody did not answer. `end`: what the media server said of their leg, null while it is there and has to be hung up. */
export interface Failure {
  how: 'gone' | 'time-out' | 'declined';
  outcome: Outcome;
  end: LegEnd | null;
}

interface Sequel {
  answered: (transition: Transition, callId: string, offer: Offer) => void;
  failed: (transition: Transition, call: Call, offer: Offer, failure: Failure) => void;
}

const sequels: Readonly<Record<OfferReason, Sequel>> = {
  own: { answered: ownPhoneReady, failed: ownPhoneFailed },
  dial: { answered: dialedAnswered, failed: dialedFailed },
  colleague: { answered: dialedAnswered, failed: dialedFailed },
  queue: {
    answered: agentAnswered,
    failed: (transition, call, offer, { outcome, end }) => nextAgent(transition, call, offer, outcome, end),
  },
  direct: {
    answered: agentAnswered,
    failed: (transition, call, offer, { outcome, end }) => extensionMissed(transition, call, offer, outcome, end),
  },
  back: {
    answered: (transition, callId, offer) => agentIsBack(transition, callId, offer.byPartyId!, offer),
    failed: (transition, call, offer, { end }) => backMissed(transition, call.id, offer, end),
  },
  consult: {
    answered: consultAnswered,
    failed: (transition, call, offer, { outcome, end }) => consultFailed(transition, call, offer, outcome, end),
  },
  transfer: {
    answered: transferAnswered,
    failed: (transition, call, offer, { outcome, end }) => transferFailed(transition, call, offer, outcome, end),
  },
  return: {
    answered: agentAnswered,
    failed: (transition, call, offer, { outcome, end }) => returnFailed(transition, call, offer, outcome, end),
  },
  unpark: {
    answered: unparkAnswered,
    failed: (transition, call, offer, { end }) => unparkFailed(transition, call, offer, end),
  },
  'pick-up': {
    answered: pickUpAnswered,
    failed: (transition, call, offer, { end }) => pickUpFailed(transition, call, offer, end),
  },
  overflow: {
    answered: overflowAnswered,
    failed: (transition, call, offer, { outcome, end }) => overflowMissed(transition, call, offer, outcome, end),
  },
  mobile: { answered: mobileAnswered, failed: mobileFailed },
  supervise: {
    answered: supervisionReady,
    failed: (transition, call, offer, { end }) => supervisionFailed(transition, call, offer, end),
  },
};

/** One who was called has answered, and their recorder, if they have one, is running. Who may not come any more has not taken it. */
export function offerAnswered(transition: Transition, callId: string, offer: Offer): void {
  const call = transition.call(callId)!;
  if (!mayCome(transition, call, offer))
    return offerFailed(transition, call, offer, { how: 'declined', outcome: 'refused', end: null });
  sequels[offer.reason].answered(transition, callId, offer);
}

/** One who was called has not answered. An agent's leg that was cancelled or timed out was simply not answered. */
export function offerFailed(transition: Transition, call: Call, offer: Offer, failure: Failure): void {
  const { outcome } = failure;
  const isUnanswered = offer.agentId !== null && (outcome === 'cancelled' || outcome === 'connected');
  const known = isUnanswered ? { ...failure, outcome: 'no-answer' as const } : failure;
  const taking = offer.reason === 'queue' ? undefined : takingOffer(call, offer);
  if (taking) return takePlace(transition, call, offer, taking, known.outcome, known.end);
  sequels[offer.reason].failed(transition, call, offer, known);
}

/** The caller goes on as if the mobile had not been there: back to who gave them away, else to the agent's box or the menu. */
function mobileFailed(transition: Transition, call: Call, offer: Offer, { outcome, end }: Failure): void {
  missMobile(transition, call.id, offer, outcome === 'connected' ? 'no-answer' : outcome, end);
  if (offer.returnsTo !== null) return giveBack(transition, call.id, offer.returnsTo, offer.insteadOf ?? null);
  transition.place(call.id, call.remoteId!, apart);
  const agent = transition.agent(offer.insteadOf ?? null);
  agentUnavailable(transition, call.id, agent, agent?.extension ?? '');
}

/** The placing agent's own phone did not answer by itself. */
function ownPhoneFailed(transition: Transition, call: Call, { id }: Offer, { end }: Failure): void {
  if (end) endLeg(transition, call.id, id, end);
  endCall(transition, call.id, { side: 'agent', outcome: 'failed', cause: end?.cause ?? cause.noAnswer });
}

/** Whom an agent has dialled is not there: that ends the call, unless a colleague takes a message. */
function dialedFailed(transition: Transition, call: Call, offer: Offer, { how, outcome, end }: Failure): void {
  const colleague = transition.agent(offer.meantFor ?? null);
  if (colleague && takesFromColleague(transition, call.id, colleague.id)) {
    if (end) endLeg(transition, call.id, offer.id, end);
    dropOffer(transition, call.id, offer.id, { outcome });
    // Not who rings: a third may have tried to take the call.
    return leaveWithColleague(transition, call.id, colleague);
  }
  if (end) return remoteGone(transition, call, legOf(call, offer.id)!, end);
  if (how === 'time-out')
    return endCall(transition, call.id, { side: 'system', outcome: 'no-answer', cause: cause.noAnswer });
  endCall(transition, call.id, {
    side: 'other',
    outcome,
    cause: outcome === 'refused' ? cause.rejected : cause.absent,
  });
}

/** Whether whoever is called is heard ringing by those who have them called, and may speak before they answer. */
export const isDialed = (offer: Offer | undefined): offer is Offer =>
  offer !== undefined && (offer.agentId === null || offer.reason === 'colleague' || offer.reason === 'consult');

/** Whether a leg that has come up waits for its recorder first: of whoever is asked to have the call, or may take it over. A colleague who is called is not. */
export const isRecordedOffer = ({ phase }: Call, { reason }: Offer, leg: Leg): boolean =>
  leg.role !== 'customer' && reason !== 'colleague' && !(reason === 'pick-up' && phase === 'dialing');
