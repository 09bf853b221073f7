/** One event of a tenant in, one change out. Pure: the state given is not touched, time is an argument, ids follow from the call's own id. */
import { callOfAgent } from '../agents/agent.ts';
import { emptyDay } from '../queues/day.ts';
import type { Queue } from '../queues/queue.ts';
import { afterWaitingSound, announceToWaiting, hearMusicAgain } from './announcing.ts';
import { offerFailed } from './answering.ts';
import { arrive, menuInput } from './arrival.ts';
import { legOf, offerOf, partyOfLeg, remoteParty, type Call, type Leg } from './call.ts';
import { afterWishPrompt, followCallbacks, isWaitingCallback, waitingKey, wishTimeout } from './callback.ts';
import type { DeadlineName } from './deadline.ts';
import { busyAfterMisses, chooseState, forceState } from './choosing.ts';
import { completeTransfer, consult, dropParty, merge, stopConsult, swap } from './consult.ts';
import { endCall, endLeg } from './ending.ts';
import type { Event } from './event.ts';
import {
  legAnswered,
  legAnsweredWithoutAudio,
  legEarlyMedia,
  legGone,
  legReady,
  legRinging,
  legSilence,
} from './legs.ts';
import {
  agentDeadline,
  agentRemoved,
  agentSaved,
  hangUp,
  phoneLost,
  phoneIssued,
  phoneRegistered,
  signedOut,
  wrapUp,
} from './phone.ts';
import { forgetSignOuts, signFor } from './membership.ts';
import { mobileKey } from './mobile.ts';
import { originate } from './originate.ts';
import { park, parkedTooLong, unpark } from './park.ts';
import { pickUp } from './pick-up.ts';
import {
  answerOverPermanentLeg,
  farEndReady,
  followPermanentLegs,
  permanentLegGone,
  permanentLegUp,
} from './permanent-leg.ts';
import { place, sendKeysBehind } from './placing.ts';
import { connectAnnounced } from './joining.ts';
import { giveAgentUp, loseAgent } from './reconnect.ts';
import { hold, resume, sendDigits } from './rooms.ts';
import { followAgent, switchCall } from './second-call.ts';
import { closingOutcome, sayGoodbye } from './sound.ts';
import { followSupervised, forceHangUp, stopSupervising, supervise } from './supervise.ts';
import { apart, type Played } from './topology.ts';
import { transfer } from './transfer.ts';
import { afterAnnouncement, afterVoicemail, hasMessage, voicemailTooLong } from './voicemail.ts';
import { Transition, type Change, type TenantState } from './transition.ts';
import type { Configuration } from './configuration.ts';
import { waitForThoseAside } from './leaving.ts';
import { leaveEmptyQueues, queuesOfChanged, queueTimeout, relaxLater, routeWaiting } from './waiting.ts';

/** What one event changes. `now` is epoch milliseconds. The state stays as it is; `applyChange` makes the next one. */
export function reduce(state: TenantState, event: Event, now: number): Change {
  const transition = new Transition(state, event.type, now);
  handle(transition, event);
  for (const agentId of transition.agentsOfTwo()) followAgent(transition, agentId);
  for (const callId of transition.touchedCalls()) {
    waitForThoseAside(transition, callId);
    followSupervised(transition, callId);
  }
  busyAfterMisses(transition);
  followCallbacks(transition);
  // Whom nobody can be asked for goes on before somebody is chosen.
  leaveEmptyQueues(transition, event.type === 'configured' ? transition.queueIds() : queuesOfChanged(transition));
  routeWaiting(transition);
  followPermanentLegs(transition);
  return transition.commit();
}

type EventOf<T extends Event['type']> = Event & { type: T };
/** One row for each type of event: the file of its verb says what it changes. `Subject` is what the event must find, or it changes nothing. */
type Handlers<T extends Event['type'], Subject extends unknown[] = []> = {
  readonly [K in T]: (transition: Transition, ...of: [...Subject, EventOf<K>]) => void;
};

type TenantEvent = EventOf<
  | 'inbound'
  | 'originate'
  | 'voicemail-ended'
  | 'deadline'
  | 'configured'
  | 'numbers-listed'
  | 'media-server-restarted'
  | 'customer-linked'
  | 'agent-saved'
  | 'agent-removed'
>;
type LegEvent = EventOf<
  | 'leg-ready'
  | 'far-end-ready'
  | 'leg-ringing'
  | 'leg-early-media'
  | 'leg-answered'
  | 'leg-answered-without-audio'
  | 'leg-silent'
  | 'leg-heard'
  | 'leg-gone'
  | 'digit'
  | 'playback-ended'
>;
type OthersCallEvent = EventOf<'pick-up' | 'unpark' | 'supervise' | 'take-over' | 'force-hang-up'>;
type OwnCallEvent = EventOf<
  | 'answer'
  | 'hold'
  | 'resume'
  | 'hang-up'
  | 'send-digits'
  | 'consult'
  | 'transfer'
  | 'swap'
  | 'merge'
  | 'complete-transfer'
  | 'stop-consult'
  | 'park'
  | 'drop-party'
  | 'stop-supervising'
  | 'switch-call'
>;
type AgentEvent = Exclude<Event, TenantEvent | LegEvent | OthersCallEvent | OwnCallEvent>;

const ofTenant: Handlers<TenantEvent['type']> = {
  inbound: arrive,
  originate: originate,
  'voicemail-ended': afterVoicemail,
  deadline: (transition, { callId, name }) => deadline(transition, callId, name),
  configured: (transition, { configuration }) => configure(transition, configuration),
  'numbers-listed': (transition, { numberLists }) =>
    transition.setConfiguration({ ...transition.configuration, numberLists }),
  'media-server-restarted': mediaServerRestarted,
  'customer-linked': linkCustomer,
  'agent-saved': (transition, { agent }) => agentSaved(transition, agent),
  'agent-removed': (transition, { agentId }) => agentRemoved(transition, agentId),
};

/** News of a live leg: the state knows the calls of those alone, and what is told of one that has ended is old. */
const ofLeg: Handlers<LegEvent['type'], [Call, Leg]> = {
  'leg-ready': legReady,
  'far-end-ready': farEndReady,
  'leg-ringing': legRinging,
  'leg-early-media': legEarlyMedia,
  // An agent's leg counts as answered when it is under our control, which is a moment later: see leg-ready.
  'leg-answered': legAnswered,
  'leg-answered-without-audio': legAnsweredWithoutAudio,
  'leg-silent': (transition, call, leg) => legSilence(transition, call, leg, true),
  'leg-heard': (transition, call, leg) => legSilence(transition, call, leg, false),
  'leg-gone': legGone,
  digit: keyPressed,
  'playback-ended': (transition, call, leg, ended) => playbackEnded(transition, call.id, leg.id, ended),
};

/** What agents and their phones do, known ones alone. */
const ofAgent: Handlers<AgentEvent['type']> = {
  'agent-deadline': (transition, { agentId }) => agentDeadline(transition, agentId),
  place: place,
  'choose-state': (transition, { agentId, chosen, pauseId = null }) =>
    chooseState(transition, agentId, chosen, pauseId),
  'force-state': forceState,
  'queue-sign-in': signFor,
  'queue-sign-out': signFor,
  'finish-wrap-up': (transition, { agentId, type }) => wrapUp(transition, agentId, type),
  'extend-wrap-up': (transition, { agentId, type }) => wrapUp(transition, agentId, type),
  'phone-issued': (transition, { agentId, ...phone }) => phoneIssued(transition, agentId, phone),
  'phone-registered': (transition, { agentId }) => phoneRegistered(transition, agentId),
  'phone-lost': (transition, { agentId }) => phoneLost(transition, agentId),
  'permanent-leg-up': (transition, { agentId, legId }) => permanentLegUp(transition, agentId, legId),
  'permanent-leg-gone': (transition, { agentId, legId, cause }) => permanentLegGone(transition, agentId, legId, cause),
  'signed-out': (transition, { agentId, sessionId }) => signedOut(transition, agentId, sessionId),
};

/** What an agent does in a call that they have. */
const ofOwnCall: Handlers<OwnCallEvent['type'], [Call]> = {
  answer: (transition, call, { agentId }) => answerOverPermanentLeg(transition, call, agentId),
  hold: (transition, call, { agentId, partyId }) => hold(transition, call, agentId, partyId),
  resume: (transition, call, { agentId, partyId }) => resume(transition, call, agentId, partyId),
  'hang-up': (transition, call, { agentId }) => hangUp(transition, call, agentId),
  'send-digits': (transition, call, { agentId, digits }) => sendDigits(transition, call, agentId, digits),
  consult: (transition, call, { agentId, target }) => consult(transition, call, agentId, target),
  transfer: (transition, call, { agentId, target }) => transfer(transition, call, agentId, target),
  swap: (transition, call, { agentId }) => swap(transition, call, agentId),
  merge: (transition, call, { agentId }) => merge(transition, call, agentId),
  'complete-transfer': (transition, call, { agentId }) => completeTransfer(transition, call, agentId),
  'stop-consult': (transition, call, { agentId }) => stopConsult(transition, call, agentId),
  park: (transition, call, { agentId }) => park(transition, call, agentId),
  'switch-call': (transition, call, { agentId }) => switchCall(transition, call, agentId),
  'drop-party': (transition, call, { agentId, partyId }) => dropParty(transition, call, agentId, partyId),
  'stop-supervising': (transition, call, { agentId }) => stopSupervising(transition, call, agentId),
};

/** What somebody does in a live call that is not theirs. */
const ofOthersCall: Handlers<OthersCallEvent['type'], [Call]> = {
  'pick-up': (transition, call, { agentId, fromAgentId }) => pickUp(transition, call, agentId, fromAgentId),
  unpark: (transition, call, { agentId, legId }) => unpark(transition, call, agentId, legId),
  supervise: (transition, call, { agentId, targetAgentId, mode }) =>
    supervise(transition, call, agentId, targetAgentId, mode),
  'take-over': (transition, call, { agentId, targetAgentId }) =>
    supervise(transition, call, agentId, targetAgentId, 'take-over'),
  'force-hang-up': (transition, call, { targetAgentId, byAgentId }) =>
    forceHangUp(transition, call, targetAgentId, byAgentId),
};

const isOf = <T extends Event['type']>(handlers: Readonly<Record<T, unknown>>, event: Event): event is EventOf<T> =>
  Object.hasOwn(handlers, event.type);
type Row = (transition: Transition, ...of: (Call | Leg | Event)[]) => void;
/** The row of an event, which takes exactly that event and what its table says it must find. */
const rowOf = (handlers: object, event: Event): Row => (handlers as Record<string, Row>)[event.type]!;

function handle(transition: Transition, event: Event): void {
  if (isOf(ofTenant, event)) return rowOf(ofTenant, event)(transition, event);
  if (isOf(ofLeg, event)) {
    const call = transition.callOfLeg(event.legId);
    return call && rowOf(ofLeg, event)(transition, call, legOf(call, event.legId)!, event);
  }
  if (isOf(ofOthersCall, event)) {
    const call = transition.call(event.callId);
    return call && call.phase !== 'ended' ? rowOf(ofOthersCall, event)(transition, call, event) : undefined;
  }
  const agent = transition.agent(event.agentId);
  if (!agent) return;
  if (!isOf(ofOwnCall, event)) return rowOf(ofAgent, event)(transition, event);
  const call = transition.call(event.callId);
  if (call && callOfAgent(agent, call.id)) rowOf(ofOwnCall, event)(transition, call, event);
}

/** Keys are the caller's, in the menu and while they wait; but for that of a mobile which is asked whether it takes the call. */
function keyPressed(transition: Transition, call: Call, leg: Leg, { digit }: EventOf<'digit'>): void {
  const offer = offerOf(call, leg.id);
  if (offer?.reason === 'mobile') return mobileKey(transition, call.id, offer, digit);
  if (call.phase !== 'queued') return menuInput(transition, call.id, { type: 'digit', digit });
  if (remoteParty(call)?.legId === leg.id) waitingKey(transition, call, digit);
}

function playbackEnded(
  transition: Transition,
  callId: string,
  legId: string,
  { playbackId, hasFailed = false, isLate = false }: EventOf<'playback-ended'>,
): void {
  const call = transition.call(callId)!;
  const party = partyOfLeg(call, legId);
  // A ringing tone has no end of its own.
  if (party?.place.kind !== 'announcement' || party.place.playbackId !== playbackId || party.place.what === 'ringing')
    return;
  transition.playbackHeard(playbackId);
  transition.place(callId, party.id, apart);
  if (call.phase === 'menu') menuInput(transition, callId, { type: 'prompt-ended' });
  else if (call.phase === 'queued') waitingHeard(transition, call, party.place, hasFailed);
  else if (call.phase === 'talking') connectAnnounced(transition, callId, party.id);
  else afterAnnouncement(transition, callId, { what: party.place.what, hasFailed, isLate });
}

function waitingHeard(transition: Transition, { id, wish }: Call, heard: Played, hasFailed: boolean): void {
  hearMusicAgain(transition, id, heard, hasFailed);
  if (!wish) afterWaitingSound(transition, id);
  else if (heard.since === undefined) afterWishPrompt(transition, id);
}

function deadline(transition: Transition, callId: string, key: Extract<Event, { type: 'deadline' }>['name']): void {
  const due = transition.call(callId)?.deadlines[key];
  if (due === undefined || due > transition.now) return;
  const slash = key.indexOf('/');
  const name = (slash < 0 ? key : key.slice(0, slash)) as DeadlineName;
  const of = slash < 0 ? undefined : key.slice(slash + 1);
  transition.setDeadlines(callId, { [name]: null }, of);
  switch (name) {
    case 'menu':
      return menuInput(transition, callId, { type: 'timeout' });
    case 'queue':
      return queueTimeout(transition, callId);
    case 'relax':
      return relaxLater(transition, callId);
    case 'announce':
      return transition.call(callId)!.wish ? wishTimeout(transition, callId) : announceToWaiting(transition, callId);
    case 'retry':
      // Agents may be asked again: the router sees that it is over.
      return;
    case 'park':
      return parkedTooLong(transition, callId);
    case 'ring':
      return notAnswered(transition, callId, of!);
    case 'music':
      return loseAgent(transition, callId, of!);
    case 'grace':
      return giveAgentUp(transition, callId, of!);
    case 'connect':
      return connectAnnounced(transition, callId, of!);
    case 'voicemail':
      return voicemailTooLong(transition, callId);
    case 'goodbye':
      return endCall(transition, callId, { side: 'system', outcome: closingOutcome(transition.call(callId)!) });
    case 'keys':
      return sendKeysBehind(transition, callId, of!);
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
  // Found by what the calls say: after a restart a queue that was taken away meanwhile is not in the state.
  for (const callId of transition.callIds()) {
    const { phase, queueId } = transition.call(callId)!;
    if (phase === 'queued' && !configuration.queues.has(queueId!)) sayGoodbye(transition, callId);
  }
  for (const id of transition.queueIds()) if (!configuration.queues.has(id)) transition.removeQueue(id);
  for (const [id, queue] of configuration.queues) transition.setQueue({ ...queue, ...liveOf(transition.queue(id)) });
  forgetSignOuts(transition);
  transition.routeAnew();
  for (const callId of transition.callIds()) relaxLater(transition, callId);
}

/** What is live of a queue, also of a new one. */
const liveOf = (queue: Queue | undefined): Pick<Queue, 'lastAgentId' | 'today' | 'recentWaits'> => ({
  lastAgentId: queue?.lastAgentId ?? null,
  today: queue?.today ?? emptyDay,
  recentWaits: queue?.recentWaits ?? [],
});

/** Nothing of before exists in the media server: close every record; phones register again by themselves. What has been said of a message is in its file. */
function mediaServerRestarted(transition: Transition): void {
  for (const callId of transition.callIds()) {
    if (isWaitingCallback(transition.call(callId)!) && transition.call(callId)!.offers.length === 0) continue;
    const isKept = hasMessage(transition.call(callId)!, transition.now);
    for (const leg of transition.call(callId)!.legs)
      endLeg(transition, callId, leg.id, { cause: 27, sipCode: null, outcome: 'media-server-restarted' });
    const outcome = isKept ? 'voicemail' : 'media-server-restarted';
    endCall(transition, callId, { side: 'system', outcome, cause: 27 });
  }
  for (const agentId of transition.agentIds())
    transition.changeAgent(agentId, { isRegistered: false, permanentLeg: null });
}

function linkCustomer(transition: Transition, event: Extract<Event, { type: 'customer-linked' }>): void {
  if (transition.call(event.callId))
    transition.changeCall(event.callId, { customerId: event.customerId, customerName: event.customerName });
}
