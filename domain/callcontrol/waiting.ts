/** Calls that wait in queues, and agents who become free for them. */
import type { Queue } from '../queues/queue.ts';
import { decide, positionIn, relaxesAt, waitingCount } from '../queues/router.ts';
import { secondsBetween } from '../time/day.ts';
import type { Call, Offer } from './call.ts';
import type { LegEnd } from './ending.ts';
import { missOffer, offer, withdrawOffers } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { sayGoodbye, startVoicemail } from './sound.ts';
import { callerOf } from './standing.ts';
import { music } from './topology.ts';
import type { Transition } from './transition.ts';

/** Puts a call into a queue; `place` front is for callers who lost their agent. */
export function enterQueue(transition: Transition, callId: string, queueId: string, place: 'back' | 'front'): void {
  const queue = transition.queue(queueId);
  if (!queue) return sayGoodbye(transition, callId);
  if (place === 'back' && waitingCount(transition.router, queue.id) >= queue.maxWaiting) {
    // It never waited there, but it is the queue's all the same: whoever leads it must see it.
    transition.changeCall(callId, { queueId });
    transition.fact(callId, { type: 'queue-full', queueId: queue.id });
    return overflow(transition, callId, queue);
  }
  const queuedAt = transition.call(callId)!.queuedAt ?? transition.now;
  const isFront = place === 'front';
  const call = transition.changeCall(callId, {
    phase: 'queued',
    menu: null,
    queueId,
    queuedAt,
    queuePlace: { since: isFront ? queuedAt : transition.now, seq: transition.router.nextSeq, isFront },
    agentId: null,
  });
  const position = positionIn(transition.router, callerOf(call, transition.configuration.queues)!);
  transition.fact(callId, { type: 'queue-entered', queueId: queue.id, position });
  transition.setDeadlines(callId, { menu: null, queue: queue.maxWaitSeconds });
  relaxLater(transition, callId);
  transition.place(callId, call.remoteId!, music);
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
  withdrawOffers(transition, callId);
  // Of a queue that was taken away while nobody served the tenant.
  if (!queue) return sayGoodbye(transition, callId);
  const waited = call.segments.findLast(({ kind }) => kind === 'queue')?.startedAt ?? call.queuedAt!;
  transition.fact(callId, {
    type: 'queue-timeout',
    queueId: queue.id,
    seconds: secondsBetween(waited, transition.now),
  });
  overflow(transition, callId, queue);
}

function overflow(transition: Transition, callId: string, queue: Queue): void {
  if (queue.overflow === 'voicemail') startVoicemail(transition, callId);
  else sayGoodbye(transition, callId);
}
