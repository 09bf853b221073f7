/** What no decision of the router may do, whatever led to it. */
import { isFit, urgency, type NaiveDecision, type NaiveState } from './test-naive-router.ts';

/** What is wrong with a decision, in words; nothing when it is right. */
export function violationsOf(state: NaiveState, { callId, agentIds }: NaiveDecision): string[] {
  const caller = state.callers.find(({ id }) => id === callId);
  if (!caller?.isOpen) return [`${callId} is offered and does not wait`];
  const wrong: string[] = [];
  if (new Set(agentIds).size !== agentIds.length) wrong.push(`${callId} is offered to somebody twice`);
  for (const agentId of agentIds) {
    const agent = state.agents.find(({ id }) => id === agentId);
    if (!agent || !isFit(state, agent, caller)) {
      wrong.push(`${agentId} is offered ${callId} and is not free for it`);
      continue;
    }
    for (const other of state.callers) {
      if (!other.isOpen || other.queueId !== caller.queueId || !isFit(state, agent, other)) continue;
      const isEarlier = other.since < caller.since || (other.since === caller.since && other.seq < caller.seq);
      const isAlike = other.priority === caller.priority && other.isFront === caller.isFront;
      if (isEarlier && isAlike) wrong.push(`${callId} is offered before ${other.id}, who came earlier`);
      // Nobody is overtaken by one who came later than their levels are worth: who waits is served in the end.
      if (urgency(state, other) < urgency(state, caller))
        wrong.push(`${callId} is offered before ${other.id}, who is more urgent`);
    }
  }
  return wrong;
}
