/** One event of a tenant in, one change out. Pure: the board given is not touched, time is an argument, ids follow from the call's own id. */
import { apart } from '../callcontrol/topology.ts';
import { legOf, playbackOf, type DeadlineName } from '../calls/call.ts';
import { arrive, extensionMissed, menuInput } from './arrival.ts';
import { Draft, type Board, type Change, type Configuration } from './board.ts';
import { cause, endCall, endLeg } from './ending.ts';
import type { Event } from './event.ts';
import { legAnswered, legAnsweredWithoutAudio, legEarlyMedia, legGone, legReady, legRinging, legSilence } from './legs.ts';
import { withdrawOffer } from './offering.ts';
import { agentDeadline, agentRemoved, agentSaved, hangUp, phoneLost, phoneMinted, phoneRegistered, signedOut, wrapUp } from './phone.ts';
import { place, sendKeysBehind } from './placing.ts';
import { afterAnnouncement, afterVoicemail, sayGoodbye } from './sound.ts';
import { giveAgentUp, hold, loseAgent, resume, sendDigits } from './talking.ts';
import { nextAgent, offerWaiting, queueTimeout, routeAgent } from './waiting.ts';

/** What one event changes. `now` is epoch milliseconds. The board stays as it is; `applyChange` makes the next one. */
export function reduce(board: Board, event: Event, now: number): Change {
  const draft = new Draft(board, now);
  handle(draft, event);
  for (const agentId of draft.takeFreed()) routeAgent(draft, agentId);
  return draft.finish();
}

type LegEventType = 'leg-ready' | 'leg-ringing' | 'leg-early-media' | 'leg-answered' | 'leg-answered-without-audio' | 'leg-silent' | 'leg-heard' | 'leg-gone' | 'digit' | 'playback-ended';
type LegEvent = Extract<Event, { type: LegEventType }>;
type AgentEvent = Exclude<Event, LegEvent | { type: 'inbound' | 'voicemail-ended' | 'deadline' | 'configured' | 'engine-lost' | 'customer-linked' | 'agent-saved' | 'agent-removed' }>;

function handle(draft: Draft, event: Event): void {
  switch (event.type) {
    case 'inbound': return arrive(draft, event);
    case 'voicemail-ended': return afterVoicemail(draft, event.callId, event.seconds);
    case 'deadline': return deadline(draft, event.callId, event.name);
    case 'configured': return configure(draft, event.configuration);
    case 'engine-lost': return engineLost(draft);
    case 'customer-linked': return linkCustomer(draft, event);
    case 'agent-saved': return agentSaved(draft, event.agent);
    case 'agent-removed': return agentRemoved(draft, event.agentId);
    case 'leg-ready': case 'leg-ringing': case 'leg-early-media': case 'leg-answered': case 'leg-answered-without-audio': case 'leg-silent': case 'leg-heard': case 'leg-gone':
    case 'digit': case 'playback-ended':
      return ofLeg(draft, event);
    default: return ofAgent(draft, event);
  }
}

function ofLeg(draft: Draft, event: LegEvent): void {
  // The board knows the calls of live legs alone: news of a leg that has ended is old.
  const call = draft.callOfLeg(event.legId);
  if (!call) return;
  const leg = legOf(call, event.legId)!;
  switch (event.type) {
    case 'leg-ready': return legReady(draft, call, leg);
    case 'leg-ringing': return legRinging(draft, call, leg);
    case 'leg-early-media': return legEarlyMedia(draft, call, leg);
    // An agent's leg counts as answered when it is under our control, which is a moment later: see leg-ready.
    case 'leg-answered': return legAnswered(draft, call, leg);
    case 'leg-answered-without-audio': return legAnsweredWithoutAudio(draft, call, leg);
    case 'leg-silent': case 'leg-heard': return legSilence(draft, call, leg, event.type === 'leg-silent');
    case 'leg-gone': return legGone(draft, call, leg, event);
    case 'digit': return menuInput(draft, call.id, { type: 'digit', digit: event.digit });
    case 'playback-ended': return playbackEnded(draft, call.id, event.playbackId);
  }
}

function playbackEnded(draft: Draft, callId: string, playbackId: string): void {
  const call = draft.call(callId)!;
  const playback = playbackOf(call);
  if (playback?.playbackId !== playbackId) return;
  draft.playbackHeard(playbackId);
  draft.place(callId, playback.legId, apart);
  if (call.phase === 'menu') menuInput(draft, callId, { type: 'prompt-ended' });
  else afterAnnouncement(draft, callId);
}

function ofAgent(draft: Draft, event: AgentEvent): void {
  if (!draft.agent(event.agentId)) return;
  switch (event.type) {
    case 'agent-deadline': return agentDeadline(draft, event.agentId);
    case 'place': return place(draft, event);
    case 'choose-state': return chooseState(draft, event.agentId, event.chosen);
    case 'finish-wrap-up': case 'extend-wrap-up': return wrapUp(draft, event.agentId, event.type);
    case 'phone-minted': return phoneMinted(draft, event.agentId, event.sessionId);
    case 'phone-registered': return phoneRegistered(draft, event.agentId);
    case 'phone-lost': return phoneLost(draft, event.agentId);
    case 'signed-out': return signedOut(draft, event.agentId, event.sessionId);
    default: return ofOwnCall(draft, event);
  }
}

function chooseState(draft: Draft, agentId: string, chosen: Extract<Event, { type: 'choose-state' }>['chosen']): void {
  draft.changeAgent(agentId, { chosen });
  routeAgent(draft, agentId);
}

function ofOwnCall(draft: Draft, event: Extract<Event, { type: 'hold' | 'resume' | 'hang-up' | 'send-digits' }>): void {
  const call = draft.call(event.callId);
  if (!call || draft.agent(event.agentId)?.callId !== call.id) return;
  switch (event.type) {
    case 'hold': return hold(draft, call, event.agentId);
    case 'resume': return resume(draft, call, event.agentId);
    case 'hang-up': return hangUp(draft, call, event.agentId);
    case 'send-digits': return sendDigits(draft, call, event.agentId, event.digits);
  }
}

function deadline(draft: Draft, callId: string, name: DeadlineName): void {
  const call = draft.call(callId);
  const due = call?.deadlines[name];
  if (!call || due === undefined || due > draft.now) return;
  draft.setDeadlines(callId, { [name]: null });
  switch (name) {
    case 'menu': return menuInput(draft, callId, { type: 'timeout' });
    case 'queue': return queueTimeout(draft, callId);
    case 'ring': return notAnswered(draft, callId);
    case 'dial': return endCall(draft, callId, { side: 'system', outcome: 'no-answer', cause: cause.noAnswer });
    case 'music': return loseAgent(draft, callId);
    case 'grace': return giveAgentUp(draft, callId);
    case 'voicemail': return endCall(draft, callId, { side: 'system', outcome: 'voicemail' });
    case 'goodbye': return endCall(draft, callId, { side: 'system', outcome: 'goodbye' });
    case 'keys': return sendKeysBehind(draft, callId);
  }
}

function notAnswered(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  if (call.phase === 'queued') return nextAgent(draft, call, 'no-answer', null);
  if (call.phase === 'extension') return extensionMissed(draft, call, 'no-answer', null);
  endCall(draft, callId, { side: 'agent', outcome: 'failed', cause: cause.noAnswer });
}

/** New menus, queues, lines: calls in progress go on, a queue's callers stay in line, those of a queue that is gone hear the goodbye. */
function configure(draft: Draft, configuration: Configuration): void {
  draft.setConfiguration(configuration);
  for (const id of draft.queueIds()) {
    if (configuration.queues.has(id)) continue;
    for (const callId of draft.queue(id)!.waiting) {
      withdrawOffer(draft, callId);
      sayGoodbye(draft, callId);
    }
    draft.removeQueue(id);
  }
  for (const [id, queue] of configuration.queues) {
    const known = draft.queue(id);
    draft.setQueue({ ...queue, waiting: known?.waiting ?? [], lastAgentId: known?.lastAgentId ?? null });
  }
  // A queue's new members may be free.
  for (const id of draft.queueIds()) offerWaiting(draft, id);
}

/** Nothing of before exists in the media server: close every record; phones register again by themselves. */
function engineLost(draft: Draft): void {
  for (const callId of draft.callIds()) {
    for (const leg of draft.call(callId)!.legs) endLeg(draft, callId, leg.id, { cause: 27, sipCode: null, outcome: 'engine-lost' });
    endCall(draft, callId, { side: 'system', outcome: 'engine-lost', cause: 27 });
  }
  for (const agentId of draft.agentIds()) draft.changeAgent(agentId, { isRegistered: false });
}

function linkCustomer(draft: Draft, event: Extract<Event, { type: 'customer-linked' }>): void {
  if (draft.call(event.callId)) draft.changeCall(event.callId, { customerId: event.customerId, customerName: event.customerName });
}
