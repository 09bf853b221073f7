/** News of legs from the media server: ready, ringing, answered, gone. */
import { farLeg, type Call, type Leg } from './call.ts';
import { unansweredOutcome } from './outcome.ts';
import { extensionMissed } from './arrival.ts';
import type { Transition } from './transition.ts';
import { cause, dropLeg, endCall, endLeg, outcomeWhenLeft } from './ending.ts';
import type { Event } from './event.ts';
import { isDialedLeg, otherAnswered, otherEarlyMedia, otherLegReady, otherReached, otherRinging, ownPhoneReady } from './placing.ts';
import { agentAnswered, agentIsBack, armRecorder, loseAgent, replaceLeg } from './talking.ts';
import { nextAgent } from './waiting.ts';

type Gone = Extract<Event, { type: 'leg-gone' }>;

/** Q.850 cause of a leg whose audio stopped coming (the engine's RTP timeout). */
const mediaTimeout = 44;

/** Under our control: a leg to the network may be dialled, an agent's leg is up or back from its recorder. */
export function legReady(transition: Transition, call: Call, leg: Leg): void {
  if (leg.role === 'customer') return isDialedLeg(call, leg.id) ? otherLegReady(transition, call.id) : undefined;
  if (leg.recorder === 'arming') {
    transition.changeLeg(call.id, leg.id, { recorder: 'armed' });
    return agentReady(transition, call.id);
  }
  if (leg.state === 'up') return;
  transition.changeLeg(call.id, leg.id, { state: 'up', answeredAt: transition.now });
  if (isDialedLeg(call, leg.id)) return otherAnswered(transition, call.id);
  if (leg.id === call.nearLegId && !armRecorder(transition, call.id, leg)) agentReady(transition, call.id);
}

function agentReady(transition: Transition, callId: string): void {
  const { phase } = transition.call(callId)!;
  if (phase === 'queued' || phase === 'extension') agentAnswered(transition, callId);
  else if (phase === 'preparing') ownPhoneReady(transition, callId);
  else agentIsBack(transition, callId);
}

/** The phone at the other end of a leg rings. */
export function legRinging(transition: Transition, call: Call, leg: Leg): void {
  if (isDialedLeg(call, leg.id)) return otherRinging(transition, call.id);
  if (leg.state === 'starting') transition.changeLeg(call.id, leg.id, { state: 'ringing', ringingAt: transition.now });
}

/** The network speaks before the answer: the agent hears it in place of our ringing tone. */
export function legEarlyMedia(transition: Transition, call: Call, leg: Leg): void {
  if (isDialedLeg(call, leg.id)) otherEarlyMedia(transition, call.id);
}

/** A leg to the network was answered. */
export function legAnswered(transition: Transition, call: Call, leg: Leg): void {
  if (leg.state === 'up' || leg.role !== 'customer') return;
  transition.changeLeg(call.id, leg.id, { state: 'up', answeredAt: transition.now });
  if (isDialedLeg(call, leg.id)) otherAnswered(transition, call.id);
}

/** The network says answered and gives no way for sound: such a call is a fault of the line, not a conversation. */
export function legAnsweredWithoutAudio(transition: Transition, call: Call, leg: Leg): void {
  if (!isDialedLeg(call, leg.id)) return;
  otherReached(transition, call.id);
  transition.fact(call.id, { type: 'answered-without-audio' });
  dropLeg(transition, call.id, leg.id, { cause: cause.incompatible, outcome: 'network' });
  endCall(transition, call.id, { side: 'system', outcome: 'network', cause: cause.incompatible });
}

/** Whether sound comes from the other party, as far as packets tell. The call goes on either way; the agent is told. */
export function legSilence(transition: Transition, call: Call, leg: Leg, isSilent: boolean): void {
  if (leg.id !== call.farLegId || leg.state !== 'up' || call.isFarSilent === isSilent) return;
  transition.changeCall(call.id, { isFarSilent: isSilent });
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
  if (leg.id === call.farLegId) return farGone(transition, call, leg, end);
  if (call.phase === 'queued') return nextAgent(transition, call, missed(outcome), end);
  if (call.phase === 'extension') return extensionMissed(transition, call, missed(outcome), end);
  nearGone(transition, call, leg, end);
}

/** An agent's leg that the engine cancelled or timed out was simply not answered. */
const missed = (outcome: Leg['outcome']): Leg['outcome'] => (outcome === 'cancelled' || outcome === 'connected' ? 'no-answer' : outcome);

function farGone(transition: Transition, call: Call, leg: Leg, end: { cause: number; sipCode: number | null; outcome: Leg['outcome'] }): void {
  endLeg(transition, call.id, leg.id, end);
  const isDialing = call.direction !== 'inbound' && call.answeredAt === null;
  const outcome = isDialing ? end.outcome : outcomeWhenLeft(call);
  // Neither a line that fails nor the end for want of sound, which is our own decision, is the other party's doing.
  const isNobodys = outcome === 'network' || (end.cause === mediaTimeout && end.sipCode === null);
  endCall(transition, call.id, { side: isNobodys ? 'system' : 'other', outcome, cause: end.cause });
}

function nearGone(transition: Transition, call: Call, leg: Leg, end: { cause: number; sipCode: number | null; outcome: Leg['outcome'] }): void {
  const agent = transition.agent(leg.agentId);
  const isLost = end.cause === mediaTimeout || agent?.isRegistered === false;
  if (call.phase === 'preparing') {
    endLeg(transition, call.id, leg.id, end);
    return endCall(transition, call.id, { side: 'agent', outcome: 'failed', cause: end.cause });
  }
  if (isLost && call.agentId === leg.agentId) {
    loseAgent(transition, call.id);
    return replaceLeg(transition, call.id);
  }
  endLeg(transition, call.id, leg.id, end);
  endCall(transition, call.id, { side: 'agent', outcome: farLeg(call)?.state === 'up' ? 'connected' : 'cancelled', cause: end.cause });
}
