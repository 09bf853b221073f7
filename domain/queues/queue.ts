/** Queues: who waits, who may answer, and which agent is next (SPEC U5). */

type Strategy = 'round-robin' | 'longest-idle' | 'ring-all';

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly strategy: Strategy;
  readonly ringSeconds: number;
  /** Seconds without offers for an agent who has let a call of the queue ring. */
  readonly missPauseSeconds: number;
  readonly maxWaitSeconds: number;
  readonly maxWaiting: number;
  readonly overflow: 'voicemail' | 'goodbye';
  /** Agent ids in the order of their positions. */
  readonly members: readonly string[];
  /** Call ids, the first is next. */
  readonly waiting: readonly string[];
  /** The member whom round robin offered last; it goes on behind them, also after a restart. */
  readonly lastAgentId: string | null;
}

/** Since when a member is free in epoch milliseconds, or null when they are not. */
export type FreeSince = (agentId: string) => number | null;

/** The members to offer a call to: all who are free at once, or one of them. */
export function pickAgents(queue: Queue, freeSince: FreeSince): string[] {
  if (queue.strategy === 'ring-all') return queue.members.filter((id) => freeSince(id) !== null);
  const agentId = pickAgent(queue, freeSince);
  return agentId === null ? [] : [agentId];
}

/** The member to offer a call to, or null when nobody is free. Deterministic: equal waits go to the earlier position. */
export function pickAgent(queue: Queue, freeSince: FreeSince): string | null {
  return queue.strategy === 'longest-idle' ? longestIdle(queue, freeSince) : nextInTurn(queue, freeSince);
}

function nextInTurn(queue: Queue, freeSince: FreeSince): string | null {
  // Nobody, or one who is no member any more, stands before the first.
  const start = queue.members.findIndex((id) => id === queue.lastAgentId) + 1;
  const inTurn = [...queue.members.slice(start), ...queue.members.slice(0, start)];
  return inTurn.find((id) => freeSince(id) !== null) ?? null;
}

function longestIdle(queue: Queue, freeSince: FreeSince): string | null {
  let best: string | null = null;
  let bestSince = Infinity;
  for (const agentId of queue.members) {
    const since = freeSince(agentId);
    if (since !== null && since < bestSince) {
      best = agentId;
      bestSince = since;
    }
  }
  return best;
}

/** The queue with the call at its end. */
export const joinBack = (queue: Queue, callId: string): Queue => ({ ...queue, waiting: [...queue.waiting, callId] });
/** For callers who had an agent already and lost them through no fault of theirs. */
export const joinFront = (queue: Queue, callId: string): Queue => ({ ...queue, waiting: [callId, ...queue.waiting] });
/** The queue without the call. */
export const leave = (queue: Queue, callId: string): Queue => ({
  ...queue,
  waiting: queue.waiting.filter((id) => id !== callId),
});
