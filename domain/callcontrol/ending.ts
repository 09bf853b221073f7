/** How legs, parties and calls end. Everything that ends goes through here, so that nothing is left behind. */
import { afterCall, callOfAgent } from '../agents/agent.ts';
import { legOf, partyOf, partyOfLeg, type Call, type HangupSide, type Leg, type Party } from './call.ts';
import type { Outcome } from './outcome.ts';
import { apart } from './topology.ts';
import type { Transition } from './transition.ts';
import { spansIn } from './spans.ts';

/** Q.850 causes that we give ourselves. */
export const cause = {
  normal: 16,
  busy: 17,
  noAnswer: 19,
  absent: 20,
  rejected: 21,
  unallocated: 1,
  congestion: 34,
  noBearer: 58,
  incompatible: 88,
} as const;

export interface LegEnd {
  cause: number;
  sipCode: number | null;
  outcome: Outcome;
}

/** Marks a leg as gone; its agent, if any, goes to after-call work or is free. Its party, if any, is without a leg. */
export function endLeg(transition: Transition, callId: string, legId: string, end: LegEnd): void {
  const call = transition.call(callId)!;
  const leg = legOf(call, legId);
  if (!leg || leg.state === 'ended') return;
  const party = partyOfLeg(call, legId);
  if (party) transition.changeParty(callId, party.id, { legId: null, place: apart });
  transition.changeLeg(callId, legId, {
    state: 'ended',
    endedAt: transition.now,
    spans: spansIn(leg, apart, transition.now),
    ...end,
  });
  transition.forgetLeg(legId);
  releaseAgent(transition, callId, leg);
}

/** Hangs a leg up and counts it as gone at once; the media server's own news of it is then old. */
export function dropLeg(transition: Transition, callId: string, legId: string, end: Partial<LegEnd> = {}): void {
  const leg = legOf(transition.call(callId)!, legId);
  if (!leg || leg.state === 'ended') return;
  transition.command(callId, { do: 'hang-up', legId, cause: end.cause ?? cause.normal });
  endLeg(transition, callId, legId, {
    cause: cause.normal,
    sipCode: null,
    outcome: leg.answeredAt === null ? 'cancelled' : 'connected',
    ...end,
  });
}

function releaseAgent(transition: Transition, callId: string, leg: Leg): void {
  const agent = transition.agent(leg.agentId);
  const own = agent && callOfAgent(agent, callId);
  if (!agent || own?.legId !== leg.id) return;
  // Who has only listened has nothing to write up.
  transition.setAgent(afterCall(agent, callId, own.onCall === 'talking' && leg.role !== 'supervisor', transition.now));
}

/** Lets an agent go who is in a call without a leg, because the phone was lost: to after-call work or free. */
function releaseLegless(transition: Transition, callId: string, { agentId, kind }: Party): void {
  const agent = transition.agent(agentId);
  const own = agent && callOfAgent(agent, callId);
  if (!agent || !own) return;
  transition.setAgent(afterCall(agent, callId, own.onCall === 'talking' && kind !== 'supervisor', transition.now));
}

/** Takes a party out of the call, hanging up what phone they still have, and whoever is being called for them or to supervise them. */
export function removeParty(transition: Transition, callId: string, party: Party, end: Partial<LegEnd> = {}): void {
  for (const offer of transition.call(callId)!.offers)
    if (offer.byPartyId === party.id || offer.supervision?.partyId === party.id)
      dropOffer(transition, callId, offer.id);
  const { legId } = partyOf(transition.call(callId)!, party.id)!;
  if (legId !== null) dropLeg(transition, callId, legId, end);
  releaseLegless(transition, callId, party);
  transition.removeParty(callId, party.id);
  for (const other of transition.call(callId)!.parties)
    if (other.heldBy === party.id) transition.changeParty(callId, other.id, { heldBy: null, heldSince: null });
}

/** Calls somebody in no more, who has missed nothing. */
export function dropOffer(transition: Transition, callId: string, offerId: string, end: Partial<LegEnd> = {}): void {
  dropLeg(transition, callId, offerId, end);
  transition.removeOffer(callId, offerId);
  // One who spoke before the answer was in the call already.
  if (partyOf(transition.call(callId)!, offerId)?.state === 'early') transition.removeParty(callId, offerId);
}

export interface CallEnd {
  side: HangupSide;
  outcome: Outcome;
  cause?: number;
}

/** Ends a call whole: legs, parties, record. A second end of the same call is ignored. */
export function endCall(transition: Transition, callId: string, end: CallEnd): void {
  const call = transition.call(callId);
  if (!call || call.phase === 'ended') return;
  for (const leg of call.legs) dropLeg(transition, callId, leg.id, end.cause === undefined ? {} : { cause: end.cause });
  for (const party of call.parties) releaseLegless(transition, callId, party);
  const given = end.cause ?? cause.normal;
  transition.fact(callId, { type: 'ended', outcome: end.outcome, side: end.side, cause: given });
  transition.changeCall(callId, {
    phase: 'ended',
    endedAt: transition.now,
    outcome: end.outcome,
    hangupSide: end.side,
    cause: given,
    bridges: [],
    parties: [],
    offers: [],
    deadlines: {},
  });
}

/** How a call counts whose other party hung up in its present phase. One who has left a message has done that, whatever came before. */
export function outcomeWhenLeft(call: Call, hasMessage: boolean): Outcome {
  if (hasMessage) return 'voicemail';
  if (call.wish?.stage === 'booked') return 'callback';
  if (call.answeredAt !== null) return 'connected';
  switch (call.phase) {
    case 'queued':
      return 'abandoned-queue';
    case 'voicemail':
      return call.message?.isDirect || (call.queuedAt === null && call.queueId === null)
        ? 'abandoned-menu'
        : 'abandoned-queue';
    case 'offered':
      return call.queuedAt === null ? 'abandoned-menu' : 'abandoned-queue';
    case 'goodbye':
      return 'not-served';
    default:
      return 'abandoned-menu';
  }
}
