/** Calls that wait in queues, and agents who become free for them. */
import { freeForOutsideSince } from '../agents/agent.ts';
import { joinBack, joinFront, pickAgents, type Queue } from '../queues/queue.ts';
import { secondsBetween } from '../time/day.ts';
import { legOf, type Call, type Offer } from './call.ts';
import type { LegEnd } from './ending.ts';
import { isFreeForOutside, missOffer, offer, withdrawOffers } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { sayGoodbye, startVoicemail } from './sound.ts';
import { music } from './topology.ts';
import type { Transition } from './transition.ts';

/** Puts a call into a queue; `place` front is for callers who lost their agent. */
export function enterQueue(transition: Transition, callId: string, queueId: string, place: 'back' | 'front'): void {
  const queue = transition.queue(queueId);
  if (!queue) return sayGoodbye(transition, callId);
  if (place === 'back' && queue.waiting.length >= queue.maxWaiting) {
    // It never waited there, but it is the queue's all the same: whoever leads it must see it.
    transition.changeCall(callId, { queueId });
    transition.fact(callId, { type: 'queue-full', queueId: queue.id });
    return overflow(transition, callId, queue);
  }
  transition.changeCall(callId, {
    phase: 'queued',
    menu: null,
    queueId,
    queuedAt: transition.call(callId)!.queuedAt ?? transition.now,
    agentId: null,
  });
  transition.setQueue(place === 'back' ? joinBack(queue, callId) : joinFront(queue, callId));
  transition.fact(callId, {
    type: 'queue-entered',
    queueId: queue.id,
    position: place === 'back' ? queue.waiting.length + 1 : 1,
  });
  transition.setDeadlines(callId, { menu: null, queue: queue.maxWaitSeconds });
  offerWaiting(transition, queueId);
  transition.place(callId, transition.call(callId)!.remoteId!, music);
}

/** Whether an agent who is free can be asked: nobody is asked yet, or everybody is to be, and nobody has answered. */
const canBeOffered = ({ strategy }: Queue, call: Call): boolean =>
  call.offers.length === 0 ||
  (strategy === 'ring-all' && !call.offers.some(({ id }) => legOf(call, id)?.state === 'up'));

/** Offers the queue's waiting calls to its free members, first come first served. */
export function offerWaiting(transition: Transition, queueId: string): void {
  for (const callId of transition.queue(queueId)!.waiting) {
    const call = transition.call(callId)!;
    const queue = transition.queue(queueId)!;
    if (!canBeOffered(queue, call)) continue;
    const agentIds = pickAgents(queue, (id) => {
      const agent = transition.agent(id);
      return agent ? freeForOutsideSince(agent, transition.now) : null;
    });
    const last = agentIds.at(-1);
    if (last === undefined) return;
    transition.setQueue({ ...queue, lastAgentId: last });
    for (const agentId of agentIds)
      offer(transition, callId, transition.agent(agentId)!, { reason: 'queue', seconds: queue.ringSeconds });
  }
}

/** An agent may have become free: they get the longest waiting call of their queues. */
export function routeAgent(transition: Transition, agentId: string): void {
  if (!isFreeForOutside(transition, transition.agent(agentId))) return;
  const mine = transition
    .queueIds()
    .map((id) => transition.queue(id)!)
    .filter((queue) => queue.waiting.length > 0 && queue.members.includes(agentId));
  const waiting = mine
    .map((queue) => ({
      queue,
      call: queue.waiting.map((id) => transition.call(id)!).find((call) => canBeOffered(queue, call)),
    }))
    .filter((entry): entry is { queue: Queue; call: Call } => entry.call !== undefined)
    .sort((a, b) => a.call.queuedAt! - b.call.queuedAt!);
  if (waiting[0]) offerWaiting(transition, waiting[0].queue.id);
}

/** The offered agent of a queued call did not take it: the next one is asked. */
export function nextAgent(
  transition: Transition,
  call: Call,
  missed: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  missOffer(transition, call, missed, outcome, end);
  if (transition.queue(call.queueId)) offerWaiting(transition, call.queueId!);
  else sayGoodbye(transition, call.id);
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
