/**
 * What an event has ended in a call that is counted by the day: how long agents have talked, what became of who waited in a queue, and how far those have
 * come who are called back. Pure.
 */
import { talkedToday } from '../agents/agent.ts';
import { withCallback, withStay, type CallbackStep, type Fate } from '../queues/day.ts';
import { dayNumber } from '../time/day.ts';
import type { Call } from './call.ts';
import { holdMsOf, type Segment } from './segments.ts';
import type { Transition } from './transition.ts';

/** Segments that were open before an event and are over with it. */
function segmentsOver(before: Call | undefined, call: Call): readonly Segment[] {
  if (before?.segments === call.segments) return [];
  return call.segments.filter(
    ({ endedAt }, place) => endedAt !== null && (before?.segments[place]?.endedAt ?? null) === null,
  );
}

/** Milliseconds that the agent of a segment has talked with somebody outside; 0 for everything else. */
function talkMsOf({ direction }: Pick<Call, 'direction'>, { kind, answeredAt, endedAt, holds }: Segment): number {
  if (direction === 'internal' || kind !== 'agent' || answeredAt === null || endedAt === null) return 0;
  return endedAt - answeredAt - holdMsOf(holds, endedAt);
}

/** What became of somebody whose stay in a queue is over. */
function fateOf({ segments, phase, outcome }: Pick<Call, 'segments' | 'phase' | 'outcome'>, { seq }: Segment): Fate {
  if (phase === 'ended') return outcome === 'abandoned-queue' ? 'abandoned' : 'left';
  const next = segments.find((segment) => segment.isMain && segment.seq > seq);
  return (next?.answeredAt ?? null) === null ? 'left' : 'answered';
}

/** How far an event has brought somebody who is called back: their phone is called, they answer, nobody calls any more. */
function callbackStepsOf(before: Call | undefined, call: Call): CallbackStep[] {
  if (!call.callback) return [];
  const steps: CallbackStep[] = [];
  if (!before && call.callback.attempt === 1) steps.push('booked');
  if (call.remoteId !== null && (before?.remoteId ?? null) === null) steps.push('called');
  if (call.answeredAt !== null && (before?.answeredAt ?? null) === null) steps.push('reached');
  // Whom no agent has taken on was not called in time.
  if (call.outcome === 'callback-failed') steps.push(call.agentId === null ? 'expired' : 'failed');
  return steps;
}

/** Counts what is over in these calls, at the agents and queues that it is about. */
export function countDay(transition: Transition, before: ReadonlyMap<string, Call>, calls: Iterable<Call>): void {
  const { now, configuration } = transition;
  const day = dayNumber(now, configuration.utcOffsetMinutes);
  for (const call of calls) {
    for (const step of callbackStepsOf(before.get(call.id), call)) {
      const queue = transition.queue(call.queueId);
      if (queue) transition.setQueue({ ...queue, today: withCallback(queue.today, day, step) });
    }
    for (const segment of segmentsOver(before.get(call.id), call)) {
      const talkMs = talkMsOf(call, segment);
      const agent = transition.agent(segment.agentId);
      if (agent && talkMs > 0)
        transition.setAgent({ ...agent, today: talkedToday(agent.today, day, call.direction === 'inbound', talkMs) });
      // Who is called back is counted apart.
      const queue = segment.kind === 'queue' && !call.callback ? transition.queue(segment.queueId) : undefined;
      if (!queue) continue;
      const waitMs = segment.endedAt! - segment.startedAt;
      const stay = { day, fate: fateOf(call, segment), waitMs, targetSeconds: queue.target.seconds };
      transition.setQueue({ ...queue, today: withStay(queue.today, stay) });
    }
  }
}
