/** Offering a call to an agent: from a queue, or because the caller dialled his extension. */
import { freeForOutsideSince, freeSince, restAfterMissMs, type Agent } from '../agents/agent.ts';
import { legOf, newLeg, nextLegId, type Call } from '../calls/call.ts';
import type { Outcome } from '../calls/outcome.ts';
import { secondsBetween } from '../time/day.ts';
import type { Draft } from './board.ts';
import { dropLeg, endLeg, type LegEnd } from './ending.ts';

/** Seconds that the media server's own limit lies behind ours, so that ours decides. */
const engineSlack = 5;

/** Whether the agent can be offered a call now. */
export const isFree = (draft: Draft, agent: Agent | undefined): agent is Agent => agent !== undefined && freeSince(agent, draft.now) !== null;

/** Whether the agent can be offered a call from outside now. */
export const isFreeForOutside = (draft: Draft, agent: Agent | undefined): agent is Agent => agent !== undefined && freeForOutsideSince(agent, draft.now) !== null;

/** Rings an agent for a call; the agent is taken from this moment. */
export function offer(draft: Draft, callId: string, agent: Agent, seconds: number): void {
  const call = draft.call(callId)!;
  const legId = nextLegId(call);
  draft.addLeg(callId, newLeg({ id: legId, role: 'agent', agentId: agent.id, number: agent.extension, startedAt: draft.now }));
  draft.changeCall(callId, { nearLegId: legId });
  draft.setDeadlines(callId, { ring: seconds });
  draft.changeAgent(agent.id, { callId, legId, onCall: 'ringing' });
  draft.fact(callId, { type: 'agent-offered', agent: agent.name, extension: agent.extension });
  draft.command(callId, { do: 'ring-agent', legId, agentId: agent.id, callerNumber: call.number, callerName: call.callerName, seconds: seconds + engineSlack, isAutomatic: false });
}

/** An offered agent did not take the call. Whoever calls this decides what happens to the call next. */
export function missOffer(draft: Draft, call: Call, outcome: Outcome, end: LegEnd | null): void {
  const leg = legOf(call, call.nearLegId)!;
  const agent = draft.agent(leg.agentId)!;
  if (end) endLeg(draft, call.id, leg.id, { ...end, outcome });
  else dropLeg(draft, call.id, leg.id, { outcome });
  draft.changeAgent(agent.id, { restsUntil: draft.now + restAfterMissMs, idleSince: draft.now });
  draft.fact(call.id, { type: 'agent-missed', agent: agent.name, extension: agent.extension, outcome, seconds: secondsBetween(leg.startedAt, draft.now) });
  draft.changeCall(call.id, { nearLegId: null });
  draft.setDeadlines(call.id, { ring: null });
}

/** Takes an offer back because the call goes elsewhere; the agent missed nothing. */
export function withdrawOffer(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  if (!call.nearLegId) return;
  dropLeg(draft, callId, call.nearLegId);
  draft.changeCall(callId, { nearLegId: null });
  draft.setDeadlines(callId, { ring: null });
}
