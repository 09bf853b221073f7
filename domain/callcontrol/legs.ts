/** News of legs from the media server: ready, ringing, answered, gone. */
import { isDialed, isRecordedOffer, offerAnswered, offerFailed } from './answering.ts';
import { offerOf, partyOfLeg, type Call, type Leg, type Party } from './call.ts';
import type { LegEnd } from './ending.ts';
import type { Event } from './event.ts';
import { leaveOrGive } from './hang-up.ts';
import { mediaTimeout, remoteGone } from './leaving.ts';
import { unansweredOutcome } from './outcome.ts';
import { answeredWithoutAudio, dialedEarlyMedia, dialedLegReady, dialedRinging } from './placing.ts';
import { isWaitedFor, losePhone } from './reconnect.ts';
import { armRecorder } from './recorder.ts';
import type { Transition } from './transition.ts';

type Ready = Extract<Event, { type: 'leg-ready' }>;
type Gone = Extract<Event, { type: 'leg-gone' }>;

/** Under our control: a leg to the network may be dialled, an agent's leg is up or back from its recorder. */
export function legReady(transition: Transition, call: Call, leg: Leg, { isNew }: Ready): void {
  const offer = offerOf(call, leg.id);
  if (leg.role === 'customer')
    return offer && leg.state === 'starting' ? dialedLegReady(transition, call.id, offer) : undefined;
  if (leg.recorder === 'arming') {
    if (isNew) return;
    transition.changeLeg(call.id, leg.id, { recorder: 'armed' });
    return offer && offerAnswered(transition, call.id, offer);
  }
  if (leg.state === 'up') return;
  transition.changeLeg(call.id, leg.id, { state: 'up', answeredAt: transition.now });
  if (offer && !(isRecordedOffer(call, offer, leg) && armRecorder(transition, call.id, leg)))
    offerAnswered(transition, call.id, offer);
}

/** The phone at the other end of a leg rings. */
export function legRinging(transition: Transition, call: Call, leg: Leg): void {
  const offer = offerOf(call, leg.id);
  if (isDialed(offer)) return dialedRinging(transition, call.id, offer);
  if (leg.state === 'starting') transition.changeLeg(call.id, leg.id, { state: 'ringing', ringingAt: transition.now });
}

/** The network speaks before the answer. */
export function legEarlyMedia(transition: Transition, call: Call, leg: Leg): void {
  const offer = offerOf(call, leg.id);
  if (isDialed(offer)) dialedEarlyMedia(transition, call.id, offer);
}

/** A leg to the network was answered. */
export function legAnswered(transition: Transition, call: Call, leg: Leg): void {
  if (leg.state === 'up' || leg.role !== 'customer') return;
  transition.changeLeg(call.id, leg.id, { state: 'up', answeredAt: transition.now });
  const offer = offerOf(call, leg.id);
  if (offer) offerAnswered(transition, call.id, offer);
}

/** The network says answered and gives no way for sound. */
export function legAnsweredWithoutAudio(transition: Transition, call: Call, leg: Leg): void {
  const offer = offerOf(call, leg.id);
  if (!isDialed(offer)) return;
  if (offer.id === call.remoteId) return answeredWithoutAudio(transition, call, offer);
  transition.fact(call.id, { type: 'answered-without-audio' });
  offerFailed(transition, call, offer, { how: 'gone', outcome: 'network', end: null });
}

/** Whether sound comes from whom the call is about, or from an agent in it, as far as packets tell. The call goes on either way; the agent is told. */
export function legSilence(transition: Transition, call: Call, leg: Leg, isSilent: boolean): void {
  const party = partyOfLeg(call, leg.id);
  if (!party || leg.state !== 'up' || party.isSilent === isSilent) return;
  if (party.id !== call.remoteId && party.kind !== 'agent') return;
  transition.changeParty(call.id, party.id, { isSilent });
  if (party.kind === 'agent')
    transition.fact(call.id, { type: isSilent ? 'agent-unheard' : 'agent-heard-again', agentId: party.agentId! });
  else transition.fact(call.id, { type: isSilent ? 'nothing-heard' : 'heard-again' });
}

/** A leg does not exist any more: what that means for its call depends on whose leg it was and how it went. */
export function legGone(transition: Transition, call: Call, leg: Leg, event: Gone): void {
  if (event.isReconciled) {
    transition.fact(call.id, { type: 'reconciled' });
    transition.changeCall(call.id, { isReconciled: true });
  }
  const { cause: given, sipCode, reason = null } = event;
  const outcome =
    leg.answeredAt === null
      ? unansweredOutcome({
          cause: given,
          sipCode,
          reason,
          hasRung: leg.role !== 'customer' || leg.ringingAt !== null || leg.hasEarlyMedia,
        })
      : 'connected';
  const end = { cause: reason ?? given, sipCode, outcome };
  const offer = offerOf(call, leg.id);
  if (offer) return offerFailed(transition, call, offer, { how: 'gone', outcome, end });
  const party = partyOfLeg(call, leg.id);
  if (!party) return;
  if (isLost(transition, party, end) && isWaitedFor(call, party)) return losePhone(transition, call.id, party.id);
  if (party.id === call.remoteId) return remoteGone(transition, call, leg, end);
  leaveOrGive(transition, call, party, { side: 'agent', end });
}

/** An agent whose phone is gone did not hang up. */
const isLost = (transition: Transition, { agentId }: Party, { cause: given }: LegEnd): boolean =>
  agentId !== null && (given === mediaTimeout || transition.agent(agentId)?.isRegistered === false);
