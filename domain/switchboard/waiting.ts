/** Calls that wait in queues, and agents who become free for them. */
import { music } from '../callcontrol/topology.ts';
import type { Call } from '../calls/call.ts';
import type { Outcome } from '../calls/outcome.ts';
import { freeForOutsideSince } from '../agents/agent.ts';
import { joinBack, joinFront, pickAgent, type Queue } from '../queues/queue.ts';
import { secondsBetween } from '../time/day.ts';
import type { Draft } from './board.ts';
import type { LegEnd } from './ending.ts';
import { isFreeForOutside, missOffer, offer, withdrawOffer } from './offering.ts';
import { sayGoodbye, startVoicemail } from './sound.ts';

/** Puts a call into a queue; `place` front is for callers who lost their agent. */
export function enterQueue(draft: Draft, callId: string, queueId: string, place: 'back' | 'front'): void {
  const queue = draft.queue(queueId);
  if (!queue) return sayGoodbye(draft, callId);
  if (place === 'back' && queue.waiting.length >= queue.maxWaiting) {
    // It never waited there, but it is the queue's all the same: whoever leads it must see it.
    draft.changeCall(callId, { queueId });
    draft.fact(callId, { type: 'queue-full', queue: queue.name });
    return overflow(draft, callId, queue);
  }
  draft.changeCall(callId, { phase: 'queued', menu: null, queueId, queuedAt: draft.call(callId)!.queuedAt ?? draft.now, nearLegId: null, agentId: null });
  draft.setQueue(place === 'back' ? joinBack(queue, callId) : joinFront(queue, callId));
  draft.fact(callId, { type: 'queue-entered', queue: queue.name, position: place === 'back' ? queue.waiting.length + 1 : 1 });
  draft.setDeadlines(callId, { menu: null, queue: queue.maxWaitSeconds });
  offerWaiting(draft, queueId);
  draft.place(callId, draft.call(callId)!.farLegId!, music);
}

/** Offers the queue's waiting calls to its free members, first come first served. */
export function offerWaiting(draft: Draft, queueId: string): void {
  for (const callId of draft.queue(queueId)!.waiting) {
    const call = draft.call(callId)!;
    if (call.nearLegId) continue;
    const queue = draft.queue(queueId)!;
    const agentId = pickAgent(queue, (id) => {
      const agent = draft.agent(id);
      return agent ? freeForOutsideSince(agent, draft.now) : null;
    });
    if (!agentId) return;
    draft.setQueue({ ...queue, lastAgentId: agentId });
    offer(draft, callId, draft.agent(agentId)!, queue.ringSeconds);
  }
}

/** An agent may have become free: he gets the longest waiting call of his queues. */
export function routeAgent(draft: Draft, agentId: string): void {
  if (!isFreeForOutside(draft, draft.agent(agentId))) return;
  const mine = draft.queueIds().map((id) => draft.queue(id)!).filter((queue) => queue.waiting.length > 0 && queue.members.includes(agentId));
  const waiting = mine
    .map((queue) => ({ queue, call: queue.waiting.map((id) => draft.call(id)!).find((call) => !call.nearLegId) }))
    .filter((entry): entry is { queue: Queue; call: Call } => entry.call !== undefined)
    .sort((a, b) => a.call.queuedAt! - b.call.queuedAt!);
  if (waiting[0]) offerWaiting(draft, waiting[0].queue.id);
}

/** The offered agent of a queued call did not take it: the next one is asked. */
export function nextAgent(draft: Draft, call: Call, outcome: Outcome, end: LegEnd | null): void {
  missOffer(draft, call, outcome, end);
  offerWaiting(draft, call.queueId!);
}

/** The caller waited as long as the queue allows. */
export function queueTimeout(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  const queue = draft.queue(call.queueId)!;
  withdrawOffer(draft, callId);
  draft.fact(callId, { type: 'queue-timeout', queue: queue.name, seconds: secondsBetween(call.queuedAt!, draft.now) });
  overflow(draft, callId, queue);
}

function overflow(draft: Draft, callId: string, queue: Queue): void {
  if (queue.overflow === 'voicemail') startVoicemail(draft, callId);
  else sayGoodbye(draft, callId);
}
