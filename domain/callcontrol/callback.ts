/**
 * Callback instead of waiting (SPEC B). Whoever wishes it hangs up, and a call without anybody in it stands in the queue in their place. When it is its turn an
 * agent is offered it as any other; when the agent has taken it the customer is called, so that nobody who answers has to wait. Each try is a call of its own
 * (docs/decisions/0034).
 */
import { countToday } from '../agents/agent.ts';
import { parseNumber, trunkDigits, type DialNumber } from '../numbers/dial.ts';
import { beginWish, stepWish, wishSeconds, type WishReader, type WishStep } from '../queues/callback-wish.ts';
import { secondsBetween } from '../time/day.ts';
import { beginWaiting, hearMusic } from './announcing.ts';
import { legOf, mainBridge, newCall, type Call, type Offer } from './call.ts';
import { refusedOutside } from './company-call.ts';
import { cause, endCall } from './ending.ts';
import { bringIn, offerNumber, withdrawOffers } from './offering.ts';
import { companyTrunk } from './placing.ts';
import { callbackFor, takesCallback } from './queue-room.ts';
import { mayCallBack } from './reachable.ts';
import { announcementSeconds, play } from './sound.ts';
import { isOnLine } from './standing.ts';
import type { Transition } from './transition.ts';
import { relaxLater } from './waiting.ts';

/** That a call calls somebody back. */
export interface Callback {
  /** The call in which they have wished it. */
  readonly fromCallId: string;
  /** Counts the tries from 1 on; each is a call. */
  readonly attempt: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** The number with which they have called; absent in those that were stored before it was. */
  readonly byNumber?: string;
  /** They were talked with meanwhile. */
  readonly isOver?: boolean;
}

function readerOf({ configuration, now }: Transition): WishReader {
  return {
    read: (digits) => {
      const number = parseNumber(digits, configuration.home);
      return number !== null && mayCallBack(configuration, number, now) ? number : null;
    },
    digitsOf: (number) => trunkDigits(number, configuration.home),
  };
}

/** A key of one who waits: it begins the wish, or goes on with it. They are offered to agents all the while. */
export function waitingKey(transition: Transition, call: Call, key: string): void {
  const queue = transition.queue(call.queueId);
  const terms = queue ? callbackFor(queue, call) : null;
  if (!queue || !terms) return;
  const reader = readerOf(transition);
  if (call.wish) return follow(transition, call, stepWish(call.wish, key, reader));
  if (key !== terms.key || !takesCallback(transition, queue)) return;
  transition.fact(call.id, { type: 'key-pressed', key });
  follow(transition, call, beginWish(reader.read(call.number), reader));
}

function follow(transition: Transition, call: Call, { wish, play: files }: WishStep): void {
  if (wish?.stage === 'booked') return book(transition, call, wish.number!);
  transition.changeCall(call.id, { wish });
  if (wish === null) return beginWaiting(transition, call.id);
  if (files.length > 0) play(transition, call.id, call.remoteId!, files);
  else hearMusic(transition, call.id);
  transition.setDeadlines(call.id, { announce: files.length > 0 ? announcementSeconds : wishSeconds });
}

/** What was played to one who is asked has been heard. */
export function afterWishPrompt(transition: Transition, callId: string): void {
  transition.setDeadlines(callId, { announce: wishSeconds });
}

/** They have not pressed a key in time, and wait on. */
export function wishTimeout(transition: Transition, callId: string): void {
  transition.changeCall(callId, { wish: null });
  beginWaiting(transition, callId);
}

/** The next call of those who are called back: its id follows from the one before, with another end, by which people tell calls apart. */
const nextId = (id: string, attempt: number): string =>
  `${id.slice(0, 14)}${(7 + attempt).toString(16)}${id.slice(15)}`.replace(/[0-9a-f]{4}$/, (end) =>
    ((parseInt(end, 16) + attempt) % 0x10000).toString(16).padStart(4, '0'),
  );

/** Whether a call waits to call somebody back, so that nobody is in it. */
export const isWaitingCallback = (call: Call): boolean => call.phase === 'queued' && !isOnLine(call);

/** What calls a number back, or whoever has called with another one; who shows no number is not known again. */
const waitingFor = (transition: Transition, number: string, byNumber: string | undefined): Call | undefined =>
  transition
    .callIds()
    .map((id) => transition.call(id)!)
    .find(
      (call) =>
        call.callback &&
        call.answeredAt === null &&
        call.phase !== 'ended' &&
        (call.number === number || (byNumber && call.callback.byNumber === byNumber)),
    );

/** The caller says goodbye, and what calls them back stands in their place. Who is called back already has one place, the earlier one. */
function book(transition: Transition, call: Call, number: DialNumber): void {
  const queue = transition.queue(call.queueId)!;
  const { id, queueId, queuedAt, queuePlace, customerId, customerName } = call;
  const isKnown = waitingFor(transition, number, call.number) !== undefined;
  transition.fact(id, { type: 'callback-booked', queueId: queue.id, number });
  withdrawOffers(transition, id);
  transition.changeCall(id, { phase: 'goodbye', wish: { stage: 'booked', number, entry: '' }, deadlines: {} });
  play(transition, id, call.remoteId!, [isKnown ? 'callback-known' : 'callback-booked']);
  transition.setDeadlines(id, { goodbye: announcementSeconds });
  if (isKnown) return;
  const customer = number === call.number ? { customerId, customerName } : {};
  const expiresAt = transition.now + queue.callback!.expirySeconds * 1000;
  stand(transition, {
    ...newTry(transition, nextId(id, 1), number),
    ...customer,
    queueId,
    queuedAt,
    queuePlace: queuePlace!,
    callback: { fromCallId: id, byNumber: call.number, attempt: 1, expiresAt },
  });
}

function newTry({ configuration, now: startedAt }: Transition, id: string, number: DialNumber): Call {
  const target = companyTrunk(configuration, number);
  return {
    ...newCall({
      id,
      direction: 'outbound',
      phase: 'queued',
      number,
      callerName: '',
      ownNumber: target?.callerId ?? '',
      trunkId: target?.trunkId ?? null,
      startedAt,
    }),
    origin: 'queue',
  };
}

function stand(transition: Transition, call: Call, pauseSeconds: number | null = null): void {
  const { id, number, ownNumber: line, trunkId, callback } = call;
  // Not before its pause is over: the router must not see it without.
  const deadlines = pauseSeconds === null ? {} : { retry: transition.now + pauseSeconds * 1000 };
  transition.setCall({ ...call, deadlines });
  transition.fact(id, { type: 'started', direction: 'outbound', number, line, trunkId });
  transition.fact(id, { type: 'callback-waits', queueId: call.queueId!, attempt: callback!.attempt });
  transition.setDeadlines(id, { queue: Math.max(0, (callback!.expiresAt - transition.now) / 1000) });
  relaxLater(transition, id);
}

/** An agent has taken it, and hears how the customer is called. */
export function callbackTaken(transition: Transition, callId: string, given: Offer): void {
  withdrawOffers(transition, callId, given.id);
  transition.removeOffer(callId, given.id);
  const agent = transition.agent(given.agentId)!;
  const room = mainBridge(transition.call(callId)!);
  const party = bringIn(transition, callId, given, room, 'agent');
  const call = transition.changeCall(callId, { phase: 'dialing', agentId: agent.id, deadlines: {} });
  const { id: agentId, extension } = agent;
  const seconds = secondsBetween(legOf(call, given.id)!.startedAt, transition.now);
  transition.fact(callId, { type: 'agent-answered', agentId, extension, seconds });
  transition.changeAgentIn(agentId, callId, { onCall: 'dialing' });
  transition.bringForward(agentId, callId);
  const { utcOffsetMinutes } = transition.configuration;
  transition.changeAgent(agentId, { today: countToday(agent, 'placed', transition.now, utcOffsetMinutes) });
  callCustomer(transition, call, party.id);
}

/** By the rules of every call outside, as they are now. */
function callCustomer(transition: Transition, call: Call, byPartyId: string): void {
  const number = call.number as DialNumber;
  const target = companyTrunk(transition.configuration, number);
  const refused = refusedOutside(transition, call.id, number, target);
  if (refused) return endCall(transition, call.id, { side: 'system', ...refused });
  transition.changeCall(call.id, { trunkId: target!.trunkId, ownNumber: target!.callerId });
  transition.fact(call.id, { type: 'dialed', number });
  const { id } = offerNumber(transition, call.id, target!, { reason: 'dial', byPartyId });
  transition.changeCall(call.id, { remoteId: id });
}

/** It has waited for as long as the queue calls back. */
export function callbackExpired(transition: Transition, callId: string): void {
  withdrawOffers(transition, callId);
  endCall(transition, callId, { side: 'system', outcome: 'callback-failed', cause: cause.noAnswer });
}

/** What follows at the end of an event: tries that came to nothing are made again, and who was talked with is not called back any more. */
export function followCallbacks(transition: Transition): void {
  const changed = transition.changedCalls();
  for (const call of changed)
    if (call.phase === 'ended' && call.callback && call.answeredAt === null) again(transition, call);
  for (const { number, answeredAt, direction } of changed) {
    const other =
      answeredAt === transition.now && direction !== 'internal' ? waitingFor(transition, number, undefined) : undefined;
    if (!other) continue;
    transition.changeCall(other.id, { callback: { ...other.callback!, isOver: true } });
    // Whom an agent is having called already, they reach or not: it was the last try.
    if (other.phase !== 'queued') continue;
    withdrawOffers(transition, other.id);
    endCall(transition, other.id, { side: 'system', outcome: 'cancelled' });
  }
}

function again(transition: Transition, call: Call): void {
  const { callback, outcome, queueId, queuedAt, queuePlace, customerId, customerName } = call;
  const terms = transition.queue(queueId)?.callback;
  if (callback!.isOver || outcome === 'callback-failed') return;
  const attempt = callback!.attempt + 1;
  const isLast =
    !terms || attempt > terms.attempts || callback!.expiresAt <= transition.now || outcome === 'invalid-number';
  if (isLast) {
    transition.fact(call.id, { type: 'callback-failed', queueId: queueId! });
    transition.changeCall(call.id, { outcome: 'callback-failed' });
    return;
  }
  const next = {
    ...newTry(transition, nextId(call.id, attempt), call.number as DialNumber),
    customerId,
    customerName,
    queueId,
    queuedAt,
    queuePlace: queuePlace!,
    callback: { ...callback!, attempt },
  };
  stand(transition, next, terms.pauseSeconds);
}
