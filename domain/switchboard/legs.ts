/** News of legs from the media server: ready, ringing, answered, gone. */
import { farLeg, type Call, type Leg } from '../calls/call.ts';
import { unansweredOutcome } from '../calls/outcome.ts';
import { extensionMissed } from './arrival.ts';
import type { Draft } from './board.ts';
import { cause, dropLeg, endCall, endLeg, outcomeWhenLeft } from './ending.ts';
import type { Event } from './event.ts';
import { isDialedLeg, otherAnswered, otherEarlyMedia, otherLegReady, otherReached, otherRinging, ownPhoneReady } from './placing.ts';
import { agentAnswered, agentIsBack, armRecorder, loseAgent, replaceLeg } from './talking.ts';
import { nextAgent } from './waiting.ts';

type Gone = Extract<Event, { type: 'leg-gone' }>;

/** Q.850 cause of a leg whose audio stopped coming (the engine's RTP timeout). */
const mediaTimeout = 44;

/** Under our control: a leg to the network may be dialled, an agent's leg is up or back from its recorder. */
export function legReady(draft: Draft, call: Call, leg: Leg): void {
  if (leg.role === 'customer') return isDialedLeg(call, leg.id) ? otherLegReady(draft, call.id) : undefined;
  if (leg.recorder === 'arming') {
    draft.changeLeg(call.id, leg.id, { recorder: 'armed' });
    return agentReady(draft, call.id);
  }
  if (leg.state === 'up') return;
  draft.changeLeg(call.id, leg.id, { state: 'up', answeredAt: draft.now });
  if (isDialedLeg(call, leg.id)) return otherAnswered(draft, call.id);
  if (leg.id === call.nearLegId && !armRecorder(draft, call.id, leg)) agentReady(draft, call.id);
}

function agentReady(draft: Draft, callId: string): void {
  const { phase } = draft.call(callId)!;
  if (phase === 'queued' || phase === 'extension') agentAnswered(draft, callId);
  else if (phase === 'preparing') ownPhoneReady(draft, callId);
  else agentIsBack(draft, callId);
}

/** The phone at the other end of a leg rings. */
export function legRinging(draft: Draft, call: Call, leg: Leg): void {
  if (isDialedLeg(call, leg.id)) return otherRinging(draft, call.id);
  if (leg.state === 'starting') draft.changeLeg(call.id, leg.id, { state: 'ringing', ringingAt: draft.now });
}

/** The network speaks before the answer: the agent hears it in place of our ringing tone. */
export function legEarlyMedia(draft: Draft, call: Call, leg: Leg): void {
  if (isDialedLeg(call, leg.id)) otherEarlyMedia(draft, call.id);
}

/** A leg to the network was answered. */
export function legAnswered(draft: Draft, call: Call, leg: Leg): void {
  if (leg.state === 'up' || leg.role !== 'customer') return;
  draft.changeLeg(call.id, leg.id, { state: 'up', answeredAt: draft.now });
  if (isDialedLeg(call, leg.id)) otherAnswered(draft, call.id);
}

/** The network says answered and gives no way for sound: such a call is a fault of the line, not a conversation. */
export function legAnsweredWithoutAudio(draft: Draft, call: Call, leg: Leg): void {
  if (!isDialedLeg(call, leg.id)) return;
  otherReached(draft, call.id);
  draft.fact(call.id, { type: 'answered-without-audio' });
  dropLeg(draft, call.id, leg.id, { cause: cause.incompatible, outcome: 'network' });
  endCall(draft, call.id, { side: 'system', outcome: 'network', cause: cause.incompatible });
}

/** Whether sound comes from the other party, as far as packets tell. The call goes on either way; the agent is told. */
export function legSilence(draft: Draft, call: Call, leg: Leg, isSilent: boolean): void {
  if (leg.id !== call.farLegId || leg.state !== 'up' || call.isFarSilent === isSilent) return;
  draft.changeCall(call.id, { isFarSilent: isSilent });
  draft.fact(call.id, { type: isSilent ? 'nothing-heard' : 'heard-again' });
}

/** A leg does not exist any more: what that means for its call depends on whose leg it was and how it went. */
export function legGone(draft: Draft, call: Call, leg: Leg, event: Gone): void {
  if (event.isReconciled) {
    draft.fact(call.id, { type: 'reconciled' });
    draft.changeCall(call.id, { isReconciled: true });
  }
  const { cause: given, sipCode, reason = null } = event;
  const outcome = leg.answeredAt === null ? unansweredOutcome({ cause: given, sipCode, reason, hasRung: leg.role === 'agent' || leg.ringingAt !== null || leg.hasEarlyMedia }) : 'connected';
  const end = { cause: reason ?? given, sipCode, outcome };
  if (leg.id === call.farLegId) return farGone(draft, call, leg, end);
  if (call.phase === 'queued') return nextAgent(draft, call, missed(outcome), end);
  if (call.phase === 'extension') return extensionMissed(draft, call, missed(outcome), end);
  nearGone(draft, call, leg, end);
}

/** An agent's leg that the engine cancelled or timed out was simply not answered. */
const missed = (outcome: Leg['outcome']): Leg['outcome'] => (outcome === 'cancelled' || outcome === 'connected' ? 'no-answer' : outcome);

function farGone(draft: Draft, call: Call, leg: Leg, end: { cause: number; sipCode: number | null; outcome: Leg['outcome'] }): void {
  endLeg(draft, call.id, leg.id, end);
  const isDialing = call.direction !== 'inbound' && call.answeredAt === null;
  const outcome = isDialing ? end.outcome : outcomeWhenLeft(call);
  // Neither a line that fails nor the end for want of sound, which is our own decision, is the other party's doing.
  const isNobodys = outcome === 'network' || (end.cause === mediaTimeout && end.sipCode === null);
  endCall(draft, call.id, { side: isNobodys ? 'system' : 'other', outcome, cause: end.cause });
}

function nearGone(draft: Draft, call: Call, leg: Leg, end: { cause: number; sipCode: number | null; outcome: Leg['outcome'] }): void {
  const agent = draft.agent(leg.agentId);
  const isLost = end.cause === mediaTimeout || agent?.isRegistered === false;
  if (call.phase === 'preparing') {
    endLeg(draft, call.id, leg.id, end);
    return endCall(draft, call.id, { side: 'agent', outcome: 'failed', cause: end.cause });
  }
  if (isLost && call.agentId === leg.agentId) {
    loseAgent(draft, call.id);
    return replaceLeg(draft, call.id);
  }
  endLeg(draft, call.id, leg.id, end);
  endCall(draft, call.id, { side: 'agent', outcome: farLeg(call)?.state === 'up' ? 'connected' : 'cancelled', cause: end.cause });
}
