/** Offering a call to an agent: from a queue, or because the caller dialled his extension. */
import { freeForOutsideSince, freeSince, restAfterMissMs, type Agent } from '../agents/agent.ts';
import { legOf, newLeg, nextLegId, type Call } from './call.ts';
import type { Outcome } from './outcome.ts';
import { secondsBetween } from '../time/day.ts';
import type { Transition } from './transition.ts';
import { dropLeg, endLeg, type LegEnd } from './ending.ts';

/** Seconds that the media server's own limit lies behind ours, so that ours decides. */
const engineSlack = 5;

/** Whether the agent can be offered a call now. */
export const isFree = (transition: Transition, agent: Agent | undefined): agent is Agent => agent !== undefined && freeSince(agent, transition.now) !== null;

/** Whether the agent can be offered a call from outside now. */
export const isFreeForOutside = (transition: Transition, agent: Agent | undefined): agent is Agent => agent !== undefined && freeForOutsideSince(agent, transition.now) !== null;

/** Rings an agent for a call; the agent is taken from this moment. */
export function offer(transition: Transition, callId: string, agent: Agent, seconds: number): void {
  const call = transition.call(callId)!;
  const legId = nextLegId(call);
  transition.addLeg(callId, newLeg({ id: legId, role: 'agent', agentId: agent.id, number: agent.extension, startedAt: transition.now }));
  transition.changeCall(callId, { nearLegId: legId });
  transition.setDeadlines(callId, { ring: seconds });
  transition.changeAgent(agent.id, { callId, legId, onCall: 'ringing' });
  transition.fact(callId, { type: 'agent-offered', agent: agent.name, extension: agent.extension });
  transition.command(callId, { do: 'ring-agent', legId, agentId: agent.id, callerNumber: call.number, callerName: call.callerName, seconds: seconds + engineSlack, isAutomatic: false });
}

/** An offered agent did not take the call. Whoever calls this decides what happens to the call next. */
export function missOffer(transition: Transition, call: Call, outcome: Outcome, end: LegEnd | null): void {
  const leg = legOf(call, call.nearLegId)!;
  const agent = transition.agent(leg.agentId)!;
  if (end) endLeg(transition, call.id, leg.id, { ...end, outcome });
  else dropLeg(transition, call.id, leg.id, { outcome });
  transition.changeAgent(agent.id, { restsUntil: transition.now + restAfterMissMs, idleSince: transition.now });
  transition.fact(call.id, { type: 'agent-missed', agent: agent.name, extension: agent.extension, outcome, seconds: secondsBetween(leg.startedAt, transition.now) });
  transition.changeCall(call.id, { nearLegId: null });
  transition.setDeadlines(call.id, { ring: null });
}

/** Takes an offer back because the call goes elsewhere; the agent missed nothing. */
export function withdrawOffer(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  if (!call.nearLegId) return;
  dropLeg(transition, callId, call.nearLegId);
  transition.changeCall(callId, { nearLegId: null });
  transition.setDeadlines(callId, { ring: null });
}
