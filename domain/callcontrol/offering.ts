/** Calling agents into a call: those of a queue, one whose extension was dialled, one for whom a colleague asks. */
import { freeForOutsideSince, freeSince, restAfterMissMs, type Agent } from '../agents/agent.ts';
import { secondsBetween } from '../time/day.ts';
import { legOf, newLeg, newParty, nextLegId, type Call, type Offer, type OfferReason, type Party } from './call.ts';
import { dropOffer, endLeg, type LegEnd } from './ending.ts';
import type { Outcome } from './outcome.ts';
import type { Transition } from './transition.ts';

/** Seconds that the media server's own limit lies behind ours, so that ours decides. */
const engineSlack = 5;

/** Whether the agent can be offered a call now. */
export const isFree = (transition: Transition, agent: Agent | undefined): agent is Agent => agent !== undefined && freeSince(agent, transition.now) !== null;

/** Whether the agent can be offered a call from outside now. */
export const isFreeForOutside = (transition: Transition, agent: Agent | undefined): agent is Agent => agent !== undefined && freeForOutsideSince(agent, transition.now) !== null;

export interface OfferTerms { reason: OfferReason; seconds: number; byPartyId?: string }

/** Rings an agent for a call; the agent is taken from this moment. */
export function offer(transition: Transition, callId: string, agent: Agent, { reason, seconds, byPartyId }: OfferTerms): Offer {
  const call = transition.call(callId)!;
  const id = nextLegId(call);
  const made: Offer = { id, reason, agentId: agent.id, number: agent.extension, byPartyId: byPartyId ?? null, keys: '' };
  transition.addLeg(callId, newLeg({ id, role: 'agent', agentId: agent.id, number: agent.extension, startedAt: transition.now }));
  transition.addOffer(callId, made, seconds);
  transition.changeAgent(agent.id, { callId, legId: id, onCall: 'ringing' });
  transition.fact(callId, { type: 'agent-offered', agent: agent.name, extension: agent.extension });
  transition.command(callId, { do: 'ring-agent', legId: id, agentId: agent.id, callerNumber: call.number, callerName: call.callerName, seconds: seconds + engineSlack, isAutomatic: false });
  return made;
}

/** Who is called has come: they are a party now, in a room of the call. */
export function bringIn(transition: Transition, callId: string, { id, agentId, number, keys }: Offer, room: string | null, kind: Party['kind']): Party {
  const party = { ...newParty({ id, kind, agentId, number, room }), keysToSend: keys };
  transition.addParty(callId, party);
  return party;
}

/** An offered agent did not take the call. Whoever calls this decides what happens to the call next. */
export function missOffer(transition: Transition, call: Call, { id, agentId }: Offer, outcome: Outcome, end: LegEnd | null): void {
  const leg = legOf(call, id)!;
  const agent = transition.agent(agentId)!;
  if (end) endLeg(transition, call.id, id, { ...end, outcome });
  dropOffer(transition, call.id, id, { outcome });
  transition.changeAgent(agent.id, { restsUntil: transition.now + restAfterMissMs, idleSince: transition.now });
  transition.fact(call.id, { type: 'agent-missed', agent: agent.name, extension: agent.extension, outcome, seconds: secondsBetween(leg.startedAt, transition.now) });
}

/** Takes all offers back because the call goes elsewhere; nobody missed anything. */
export function withdrawOffers(transition: Transition, callId: string, except?: string): void {
  for (const { id } of transition.call(callId)!.offers) if (id !== except) dropOffer(transition, callId, id);
}
