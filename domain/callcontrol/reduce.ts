/** One event of a tenant in, one change out. Pure: the state given is not touched, time is an argument, ids follow from the call's own id. */
import { offerFailed } from './answering.ts';
import { arrive, menuInput } from './arrival.ts';
import { legOf, partyOfLeg, type DeadlineName } from './call.ts';
import { completeTransfer, consult, dropParty, merge, stopConsult, swap } from './consult.ts';
import { endCall, endLeg } from './ending.ts';
import type { Event } from './event.ts';
import { legAnswered, legAnsweredWithoutAudio, legEarlyMedia, legGone, legReady, legRinging, legSilence } from './legs.ts';
import { withdrawOffers } from './offering.ts';
import { agentDeadline, agentRemoved, agentSaved, hangUp, phoneLost, phoneMinted, phoneRegistered, signedOut, wrapUp } from './phone.ts';
import { pickUp } from './pick-up.ts';
import { place, sendKeysBehind } from './placing.ts';
import { giveAgentUp, loseAgent } from './reconnect.ts';
import { hold, resume, sendDigits } from './rooms.ts';
import { afterAnnouncement, afterVoicemail, sayGoodbye } from './sound.ts';
import { followSupervised, forceHangUp, stopSupervising, supervise } from './supervise.ts';
import { apart } from './topology.ts';
import { transfer } from './transfer.ts';
import { Transition, type Change, type Configuration, type TenantState } from './transition.ts';
import { offerWaiting, queueTimeout, routeAgent } from './waiting.ts';

/** What one event changes. `now` is epoch milliseconds. The state stays as it is; `applyChange` makes the next one. */
export function reduce(state: TenantState, event: Event, now: number): Change {
  const transition = new Transition(state, event.type, now);
  handle(transition, event);
  for (const callId of transition.touchedCalls()) followSupervised(transition, callId);
  for (const agentId of transition.takeFreed()) routeAgent(transition, agentId);
  return transition.commit();
}

type LegEventType = 'leg-ready' | 'leg-ringing' | 'leg-early-media' | 'leg-answered' | 'leg-answered-without-audio' | 'leg-silent' | 'leg-heard' | 'leg-gone' | 'digit' | 'playback-ended';
type LegEvent = Extract<Event, { type: LegEventType }>;
type OthersCallEvent = Extract<Event, { type: 'pick-up' | 'supervise' | 'take-over' | 'force-hang-up' }>;
type OwnCallEvent = Extract<Event, {
  type: 'hold' | 'resume' | 'hang-up' | 'send-digits' | 'consult' | 'transfer' | 'swap' | 'merge' | 'complete-transfer' | 'stop-consult' | 'drop-party' | 'stop-supervising';
}>;
type AgentEvent = Exclude<Event, LegEvent | OthersCallEvent | { type: 'inbound' | 'voicemail-ended' | 'deadline' | 'configured' | 'engine-lost' | 'customer-linked' | 'agent-saved' | 'agent-removed' }>;

function handle(transition: Transition, event: Event): void {
  switch (event.type) {
    case 'inbound': return arrive(transition, event);
    case 'voicemail-ended': return afterVoicemail(transition, event.callId, event.seconds);
    case 'deadline': return deadline(transition, event.callId, event.name);
    case 'configured': return configure(transition, event.configuration);
    case 'engine-lost': return engineLost(transition);
    case 'customer-linked': return linkCustomer(transition, event);
    case 'agent-saved': return agentSaved(transition, event.agent);
    case 'agent-removed': return agentRemoved(transition, event.agentId);
    case 'pick-up': case 'supervise': case 'take-over': case 'force-hang-up': return ofOthersCall(transition, event);
    case 'leg-ready': case 'leg-ringing': case 'leg-early-media': case 'leg-answered': case 'leg-answered-without-audio': case 'leg-silent': case 'leg-heard': case 'leg-gone':
    case 'digit': case 'playback-ended':
      return ofLeg(transition, event);
    default: return ofAgent(transition, event);
  }
}

function ofLeg(transition: Transition, event: LegEvent): void {
  // The state knows the calls of live legs alone: news of a leg that has ended is old.
  const call = transition.callOfLeg(event.legId);
  if (!call) return;
  const leg = legOf(call, event.legId)!;
  switch (event.type) {
    case 'leg-ready': return legReady(transition, call, leg);
    case 'leg-ringing': return legRinging(transition, call, leg);
    case 'leg-early-media': return legEarlyMedia(transition, call, leg);
    // An agent's leg counts as answered when it is under our control, which is a moment later: see leg-ready.
    case 'leg-answered': return legAnswered(transition, call, leg);
    case 'leg-answered-without-audio': return legAnsweredWithoutAudio(transition, call, leg);
    case 'leg-silent': case 'leg-heard': return legSilence(transition, call, leg, event.type === 'leg-silent');
    case 'leg-gone': return legGone(transition, call, leg, event);
    case 'digit': return menuInput(transition, call.id, { type: 'digit', digit: event.digit });
    case 'playback-ended': return playbackEnded(transition, call.id, event.legId, event.playbackId);
  }
}

function playbackEnded(transition: Transition, callId: string, legId: string, playbackId: string): void {
  const call = transition.call(callId)!;
  const party = partyOfLeg(call, legId);
  if (party?.place.kind !== 'announcement' || party.place.playbackId !== playbackId) return;
  transition.playbackHeard(playbackId);
  transition.place(callId, party.id, apart);
  if (call.phase === 'menu') menuInput(transition, callId, { type: 'prompt-ended' });
  else afterAnnouncement(transition, callId);
}

function ofAgent(transition: Transition, event: AgentEvent): void {
  if (!transition.agent(event.agentId)) return;
  switch (event.type) {
    case 'agent-deadline': return agentDeadline(transition, event.agentId);
    case 'place': return place(transition, event);
    case 'choose-state': case 'force-state': return chooseState(transition, event.agentId, event.chosen);
    case 'finish-wrap-up': case 'extend-wrap-up': return wrapUp(transition, event.agentId, event.type);
    case 'phone-minted': return phoneMinted(transition, event.agentId, event.sessionId);
    case 'phone-registered': return phoneRegistered(transition, event.agentId);
    case 'phone-lost': return phoneLost(transition, event.agentId);
    case 'signed-out': return signedOut(transition, event.agentId, event.sessionId);
    default: return ofOwnCall(transition, event);
  }
}

function chooseState(transition: Transition, agentId: string, chosen: Extract<Event, { type: 'choose-state' }>['chosen']): void {
  transition.changeAgent(agentId, { chosen });
  routeAgent(transition, agentId);
}

function ofOwnCall(transition: Transition, event: OwnCallEvent): void {
  const call = transition.call(event.callId);
  if (!call || transition.agent(event.agentId)?.callId !== call.id) return;
  switch (event.type) {
    case 'hold': return hold(transition, call, event.agentId, event.partyId);
    case 'resume': return resume(transition, call, event.agentId, event.partyId);
    case 'hang-up': return hangUp(transition, call, event.agentId);
    case 'send-digits': return sendDigits(transition, call, event.agentId, event.digits);
    case 'consult': return consult(transition, call, event.agentId, event.target);
    case 'transfer': return transfer(transition, call, event.agentId, event.target);
    case 'swap': return swap(transition, call, event.agentId);
    case 'merge': return merge(transition, call, event.agentId);
    case 'complete-transfer': return completeTransfer(transition, call, event.agentId);
    case 'stop-consult': return stopConsult(transition, call, event.agentId);
    case 'drop-party': return dropParty(transition, call, event.agentId, event.partyId);
    case 'stop-supervising': return stopSupervising(transition, call, event.agentId);
  }
}

/** What an agent does in a call that is not theirs. */
function ofOthersCall(transition: Transition, event: OthersCallEvent): void {
  const call = transition.call(event.callId);
  if (!call || call.phase === 'ended') return;
  switch (event.type) {
    case 'pick-up': return pickUp(transition, call, event.agentId);
    case 'supervise': return supervise(transition, call, event.agentId, event.targetAgentId, event.mode);
    case 'take-over': return supervise(transition, call, event.agentId, event.targetAgentId, 'take-over');
    case 'force-hang-up': return forceHangUp(transition, call, event.byAgentId);
  }
}

function deadline(transition: Transition, callId: string, key: Extract<Event, { type: 'deadline' }>['name']): void {
  const due = transition.call(callId)?.deadlines[key];
  if (due === undefined || due > transition.now) return;
  const slash = key.indexOf('/');
  const name = (slash < 0 ? key : key.slice(0, slash)) as DeadlineName;
  const of = slash < 0 ? undefined : key.slice(slash + 1);
  transition.setDeadlines(callId, { [name]: null }, of);
  switch (name) {
    case 'menu': return menuInput(transition, callId, { type: 'timeout' });
    case 'queue': return queueTimeout(transition, callId);
    case 'ring': return notAnswered(transition, callId, of!);
    case 'music': return loseAgent(transition, callId, of!);
    case 'grace': return giveAgentUp(transition, callId, of!);
    case 'voicemail': return endCall(transition, callId, { side: 'system', outcome: 'voicemail' });
    case 'goodbye': return endCall(transition, callId, { side: 'system', outcome: 'goodbye' });
    case 'keys': return sendKeysBehind(transition, callId, of!);
  }
}

function notAnswered(transition: Transition, callId: string, offerId: string): void {
  const call = transition.call(callId)!;
  const offer = call.offers.find(({ id }) => id === offerId);
  if (offer) offerFailed(transition, call, offer, { how: 'time-out', outcome: 'no-answer', end: null });
}

/** New menus, queues, lines: calls in progress go on, a queue's callers stay in line, those of a queue that is gone hear the goodbye. */
function configure(transition: Transition, configuration: Configuration): void {
  transition.setConfiguration(configuration);
  for (const id of transition.queueIds()) {
    if (configuration.queues.has(id)) continue;
    for (const callId of transition.queue(id)!.waiting) {
      withdrawOffers(transition, callId);
      sayGoodbye(transition, callId);
    }
    transition.removeQueue(id);
  }
  for (const [id, queue] of configuration.queues) {
    const known = transition.queue(id);
    transition.setQueue({ ...queue, waiting: known?.waiting ?? [], lastAgentId: known?.lastAgentId ?? null });
  }
  // A queue's new members may be free.
  for (const id of transition.queueIds()) offerWaiting(transition, id);
}

/** Nothing of before exists in the media server: close every record; phones register again by themselves. */
function engineLost(transition: Transition): void {
  for (const callId of transition.callIds()) {
    for (const leg of transition.call(callId)!.legs) endLeg(transition, callId, leg.id, { cause: 27, sipCode: null, outcome: 'engine-lost' });
    endCall(transition, callId, { side: 'system', outcome: 'engine-lost', cause: 27 });
  }
  for (const agentId of transition.agentIds()) transition.changeAgent(agentId, { isRegistered: false });
}

function linkCustomer(transition: Transition, event: Extract<Event, { type: 'customer-linked' }>): void {
  if (transition.call(event.callId)) transition.changeCall(event.callId, { customerId: event.customerId, customerName: event.customerName });
}
