/** News of legs from the media server: ready, ringing, answered, gone. */
import { extensionMissed } from './arrival.ts';
import { isLive, legOf, offerOf, partyOf, partyOfLeg, remoteParty, type Call, type Leg, type Offer, type Party } from './call.ts';
import { endCall, endLeg, outcomeWhenLeft, type LegEnd } from './ending.ts';
import type { Event } from './event.ts';
import { agentAnswered } from './joining.ts';
import { unansweredOutcome } from './outcome.ts';
import { answeredWithoutAudio, dialedAnswered, dialedBy, dialedEarlyMedia, dialedLegReady, dialedRinging, ownPhoneReady } from './placing.ts';
import { agentIsBack, backMissed, loseAgent, replaceLeg } from './reconnect.ts';
import { armRecorder } from './recorder.ts';
import type { Transition } from './transition.ts';
import { nextAgent } from './waiting.ts';

type Gone = Extract<Event, { type: 'leg-gone' }>;

/** Q.850 cause of a leg whose audio stopped coming (the media server's RTP timeout). */
const mediaTimeout = 44;

/** Under our control: a leg to the network may be dialled, an agent's leg is up or back from its recorder. */
export function legReady(transition: Transition, call: Call, leg: Leg): void {
  const offer = offerOf(call, leg.id);
  if (leg.role === 'customer') return offer && leg.state === 'starting' ? dialedLegReady(transition, call.id, offer) : undefined;
  if (leg.recorder === 'arming') {
    transition.changeLeg(call.id, leg.id, { recorder: 'armed' });
    return offer ? agentReady(transition, call.id, offer) : undefined;
  }
  if (leg.state === 'up') return;
  transition.changeLeg(call.id, leg.id, { state: 'up', answeredAt: transition.now });
  if (!offer) return;
  if (dialedBy(call, leg)) return dialedAnswered(transition, call.id, offer);
  if (!armRecorder(transition, call.id, leg)) agentReady(transition, call.id, offer);
}

function agentReady(transition: Transition, callId: string, offer: Offer): void {
  switch (offer.reason) {
    case 'own': return ownPhoneReady(transition, callId, offer);
    case 'back': return agentIsBack(transition, callId, offer.byPartyId!, offer);
    default: return agentAnswered(transition, callId, offer);
  }
}

/** The phone at the other end of a leg rings. */
export function legRinging(transition: Transition, call: Call, leg: Leg): void {
  const dialed = dialedBy(call, leg);
  if (dialed) return dialedRinging(transition, call.id, dialed);
  if (leg.state === 'starting') transition.changeLeg(call.id, leg.id, { state: 'ringing', ringingAt: transition.now });
}

/** The network speaks before the answer. */
export function legEarlyMedia(transition: Transition, call: Call, leg: Leg): void {
  const dialed = dialedBy(call, leg);
  if (dialed) dialedEarlyMedia(transition, call.id, dialed);
}

/** A leg to the network was answered. */
export function legAnswered(transition: Transition, call: Call, leg: Leg): void {
  if (leg.state === 'up' || leg.role !== 'customer') return;
  transition.changeLeg(call.id, leg.id, { state: 'up', answeredAt: transition.now });
  const dialed = dialedBy(call, leg);
  if (dialed) dialedAnswered(transition, call.id, dialed);
}

/** The network says answered and gives no way for sound. */
export function legAnsweredWithoutAudio(transition: Transition, call: Call, leg: Leg): void {
  const dialed = dialedBy(call, leg);
  if (dialed) answeredWithoutAudio(transition, call.id, dialed);
}

/** Whether sound comes from a party, as far as packets tell. The call goes on either way; the agent is told. */
export function legSilence(transition: Transition, call: Call, leg: Leg, isSilent: boolean): void {
  const party = partyOfLeg(call, leg.id);
  if (!party || party.id !== call.remoteId || leg.state !== 'up' || party.isSilent === isSilent) return;
  transition.changeParty(call.id, party.id, { isSilent });
  transition.fact(call.id, { type: isSilent ? 'nothing-heard' : 'heard-again' });
}

/** A leg does not exist any more: what that means for its call depends on whose leg it was and how it went. */
export function legGone(transition: Transition, call: Call, leg: Leg, event: Gone): void {
  if (event.isReconciled) {
    transition.fact(call.id, { type: 'reconciled' });
    transition.changeCall(call.id, { isReconciled: true });
  }
  const { cause: given, sipCode, reason = null } = event;
  const outcome = leg.answeredAt === null ? unansweredOutcome({ cause: given, sipCode, reason, hasRung: leg.role === 'agent' || leg.ringingAt !== null || leg.hasEarlyMedia }) : 'connected';
  const end = { cause: reason ?? given, sipCode, outcome };
  const offer = offerOf(call, leg.id);
  if (offer) return offerGone(transition, call, offer, end);
  const party = partyOfLeg(call, leg.id);
  if (party?.id === call.remoteId) return remoteGone(transition, call, leg, end);
  if (party) agentGone(transition, call, party, leg, end);
}

/** An agent's leg that the media server cancelled or timed out was simply not answered. */
const missed = (outcome: Leg['outcome']): Leg['outcome'] => (outcome === 'cancelled' || outcome === 'connected' ? 'no-answer' : outcome);

function offerGone(transition: Transition, call: Call, offer: Offer, end: LegEnd): void {
  const leg = legOf(call, offer.id)!;
  switch (offer.reason) {
    case 'queue': return nextAgent(transition, call, offer, missed(end.outcome), end);
    case 'direct': return extensionMissed(transition, call, offer, missed(end.outcome), end);
    case 'dial': case 'colleague': return remoteGone(transition, call, leg, end);
    case 'own':
      endLeg(transition, call.id, leg.id, end);
      return endCall(transition, call.id, { side: 'agent', outcome: 'failed', cause: end.cause });
    // The agent is waited for as long as before.
    case 'back': return backMissed(transition, call.id, offer, end);
  }
}

function remoteGone(transition: Transition, call: Call, leg: Leg, end: LegEnd): void {
  endLeg(transition, call.id, leg.id, end);
  const isDialing = call.direction !== 'inbound' && call.answeredAt === null;
  const outcome = isDialing ? end.outcome : outcomeWhenLeft(call);
  // Neither a line that fails nor the end for want of sound, which is our own decision, is the other party's doing.
  const isNobodys = outcome === 'network' || (end.cause === mediaTimeout && end.sipCode === null);
  endCall(transition, call.id, { side: isNobodys ? 'system' : 'other', outcome, cause: end.cause });
}

function agentGone(transition: Transition, call: Call, party: Party, leg: Leg, end: LegEnd): void {
  const isLost = end.cause === mediaTimeout || transition.agent(party.agentId)?.isRegistered === false;
  if (isLost && call.agentId === party.agentId) {
    loseAgent(transition, call.id, party.id);
    return replaceLeg(transition, transition.call(call.id)!, partyOf(transition.call(call.id)!, party.id)!);
  }
  const remote = remoteParty(call);
  const isConnected = remote?.state === 'in' && isLive(legOf(call, remote.legId));
  endLeg(transition, call.id, leg.id, end);
  endCall(transition, call.id, { side: 'agent', outcome: isConnected ? 'connected' : 'cancelled', cause: end.cause });
}
