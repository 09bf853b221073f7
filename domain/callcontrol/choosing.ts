/** What agents want to be while no call has them: chosen by themselves, by a supervisor, or by what they have missed (SPEC A2.4). */
import type { Chosen } from '../agents/agent.ts';
import { ownReason, whyNotPause, type Reason } from '../agents/pause.ts';
import type { Event } from './event.ts';
import type { Transition } from './transition.ts';

const wish = (transition: Transition, agentId: string, chosen: Chosen, reason: Reason | null): void =>
  transition.changeAgent(agentId, { chosen, reason, chosenAt: transition.now, missedInRow: 0 });

/** The agent chooses. A named pause that is not open to them, or is another state's, changes nothing. */
export function chooseState(transition: Transition, agentId: string, chosen: Chosen, pauseId: string | null): void {
  if (pauseId !== null) {
    const { now, configuration } = transition;
    const pause = configuration.pauses.get(pauseId);
    const colleagues = transition.agentIds().map((id) => transition.agent(id)!);
    const at = { now, utcOffsetMinutes: configuration.utcOffsetMinutes };
    if (pause?.state !== chosen || whyNotPause(pause, transition.agent(agentId)!, colleagues, at) !== null) return;
  }
  wish(transition, agentId, chosen, ownReason(pauseId));
}

/** A supervisor chooses for them: it holds like a choice of their own, which may be another one at once. */
export function forceState(
  transition: Transition,
  { agentId, chosen, byAgentId, note }: Extract<Event, { type: 'force-state' }>,
): void {
  const reason = { cause: 'forced', pauseId: null, byAgentId, note } as const;
  wish(transition, agentId, chosen, reason);
}

/**
 * Counts offers that rang out, for each agent those since they last took one: so many in a row make them busy, until they choose otherwise. The pause of
 * seconds after each single miss (`missOffer`) is another thing: it keeps the same caller from the same empty desk.
 */
export function busyAfterMisses(transition: Transition): void {
  for (const { callId, fact } of transition.factsSoFar()) {
    if (fact.type === 'agent-answered') transition.changeAgent(fact.agentId, { missedInRow: 0 });
    if (fact.type !== 'agent-missed' || fact.outcome !== 'no-answer') continue;
    const agent = transition.agent(fact.agentId);
    if (!agent) continue;
    const missedInRow = agent.missedInRow + 1;
    const most = missesAllowed(transition, callId);
    const isTooMany = most > 0 && missedInRow >= most && agent.chosen === 'ready';
    const reason = { cause: 'missed-offers', pauseId: null, byAgentId: null, note: '' } as const;
    if (isTooMany) wish(transition, agent.id, 'busy', reason);
    else transition.changeAgent(agent.id, { missedInRow });
  }
}

/** By the queue in which the call waits, where it says something of its own; else by the company. */
function missesAllowed(transition: Transition, callId: string): number {
  const { phase, queueId } = transition.call(callId)!;
  const queue = phase === 'queued' ? transition.queue(queueId) : undefined;
  return queue?.missedOffers ?? transition.configuration.missedOffers;
}
