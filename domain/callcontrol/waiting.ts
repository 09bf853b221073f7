/** Calls that wait in queues, and agents who become free for them. */
import { wishSeconds } from '../queues/callback-wish.ts';
import { decide, positionIn, queuesOf, relaxesAt, waitingCount, waitingIn } from '../queues/router.ts';
import { secondsBetween } from '../time/day.ts';
import { beginWaiting } from './announcing.ts';
import { hasRoom } from './queue-room.ts';
import { callbackExpired, isWaitingCallback } from './callback.ts';
import type { Call, Offer } from './call.ts';
import type { LegEnd } from './ending.ts';
import { missOffer, offer, withdrawOffers } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { isStaffed, overflow } from './overflow.ts';
import { sayGoodbye } from './sound.ts';
import { callerOf } from './standing.ts';
import type { Transition } from './transition.ts';

/**
 * Puts a call into a queue. `front` is for callers who lost their agent; `since`: who comes from another queue stands by when they came there, epoch
 * milliseconds.
 */
export function enterQueue(
  transition: Transition,
  callId: string,
  queueId: string,
  place: 'back' | 'front' | { readonly since: number },
): void {
  const queue = transition.queue(queueId);
  const isFront = place === 'front';
  if (!queue || (!isFront && !queue.isEnabled)) return sayGoodbye(transition, callId);
  // Who never waits there is the queue's all the same: whoever leads it must see it.
  if (!isFront && !hasRoom(transition, queue)) {
    transition.changeCall(callId, { queueId });
    transition.fact(callId, { type: 'queue-full', queueId: queue.id });
    return overflow(transition, callId, queue, queue.overflow.full);
  }
  if (!isFront && queue.overflow.empty && !isStaffed(transition, queue)) {
    transition.changeCall(callId, { queueId });
    return leaveEmpty(transition, callId, queueId);
  }
  const queuedAt = transition.call(callId)!.queuedAt ?? transition.now;
  const since = isFront ? queuedAt : place === 'back' ? transition.now : place.since;
  const queued = transition.changeCall(callId, {
    phase: 'queued',
    menu: null,
    queueId,
    queuedAt,
    queuePlace: { since, seq: transition.router.nextSeq, isFront },
    agentId: null,
  });
  const position = positionIn(transition.router, callerOf(queued, transition.configuration.queues)!);
  transition.changeCall(callId, { queuePlace: { ...queued.queuePlace!, position } });
  transition.fact(callId, { type: 'queue-entered', queueId: queue.id, position });
  transition.setDeadlines(callId, { menu: null, queue: queue.maxWaitSeconds });
  relaxLater(transition, callId);
  beginWaiting(transition, callId);
}

/** Offers those who wait to those who are free, as the router decides. */
export function routeWaiting(transition: Transition): void {
  for (;;) {
    const { router, decision } = decide(transition.router, transition.now);
    transition.setRouter(router);
    if (!decision) return;
    const { callId, queueId, offers } = decision;
    const queue = transition.queue(queueId)!;
    transition.setQueue({ ...queue, lastAgentId: offers.at(-1)!.agentId });
    for (const { agentId, why } of offers)
      offer(transition, callId, transition.agent(agentId)!, { reason: 'queue', seconds: queue.ringSeconds, why });
  }
}

/** What the caller needs of an agent becomes less at its time, once and again. */
export function relaxLater(transition: Transition, callId: string): void {
  const { phase, queueId, queuePlace } = transition.call(callId)!;
  if (phase !== 'queued' || !queuePlace) return;
  const at = relaxesAt(transition.router, { queueId: queueId!, since: queuePlace.since }, transition.now);
  transition.setDeadlines(callId, { relax: at === null ? null : (at - transition.now) / 1000 });
}

/** The offered agent of a queued call did not take it: whoever is next is asked, unless the queue is gone. */
export function nextAgent(
  transition: Transition,
  call: Call,
  missed: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  missOffer(transition, call, missed, outcome, end);
  if (!transition.queue(call.queueId)) sayGoodbye(transition, call.id);
}

/** The caller waited as long as the queue allows. */
export function queueTimeout(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const queue = transition.queue(call.queueId);
  if (isWaitingCallback(call)) return callbackExpired(transition, callId);
  // Nobody is sent on in the middle of their number.
  if (call.wish) return transition.setDeadlines(callId, { queue: wishSeconds });
  withdrawOffers(transition, callId);
  // Of a queue that was taken away while nobody served the tenant.
  if (!queue) return sayGoodbye(transition, callId);
  const waited = call.segments.findLast(({ kind }) => kind === 'queue')?.startedAt ?? call.queuedAt!;
  transition.fact(callId, {
    type: 'queue-timeout',
    queueId: queue.id,
    seconds: secondsBetween(waited, transition.now),
  });
  overflow(transition, callId, queue, queue.overflow.late);
}

function leaveEmpty(transition: Transition, callId: string, queueId: string): void {
  const queue = transition.queue(queueId)!;
  transition.fact(callId, { type: 'queue-empty', queueId });
  overflow(transition, callId, queue, queue.overflow.empty!);
}

const mayLeave = (call: Call): boolean => call.offers.length === 0 && !isWaitingCallback(call);

/** Those who wait where nobody is there any more, as their queue counts that; whom somebody is asked for waits for what becomes of it. */
export function leaveEmptyQueues(transition: Transition, queueIds: Iterable<string>): void {
  for (const queueId of queueIds) {
    const queue = transition.queue(queueId);
    if (!queue?.overflow.empty || waitingCount(transition.router, queueId) === 0 || isStaffed(transition, queue))
      continue;
    for (const callId of waitingIn(transition.router, queueId))
      if (mayLeave(transition.call(callId)!)) leaveEmpty(transition, callId, queueId);
  }
}

/** The queues of the agents whom this event has changed. */
export const queuesOfChanged = (transition: Transition): Set<string> =>
  new Set(transition.changedAgents().flatMap((agentId) => queuesOf(transition.router, agentId)));
