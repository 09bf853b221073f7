/** Taking a call that rings at a colleague. */
import { legOf, type Call, type OfferReason } from './call.ts';
import { dropOffer } from './ending.ts';
import { offer } from './offering.ts';
import { ownPhoneSeconds } from './placing.ts';
import type { Transition } from './transition.ts';

const canBePickedUp: readonly OfferReason[] = ['queue', 'direct', 'transfer', 'return', 'colleague'];

/** What rings of a call at agents and can be taken by another. */
export const ringingOffers = (call: Call): Call['offers'] => call.offers.filter(({ id, reason, agentId }) => agentId !== null && canBePickedUp.includes(reason) && legOf(call, id)?.state !== 'up');

/** The agent's phone takes the place of the colleague's, who has missed nothing; their page answers by itself. */
export function pickUp(transition: Transition, call: Call, agentId: string): void {
  const agent = transition.agent(agentId);
  const [ringing] = ringingOffers(call);
  if (!agent?.isEnabled || !agent.isRegistered || agent.callId !== null || !ringing) return;
  transition.fact(call.id, { type: 'picked-up', agent: agent.name, from: transition.agent(ringing.agentId)?.name ?? '' });
  dropOffer(transition, call.id, ringing.id);
  transition.changeAgent(agentId, { wrapUpEndsAt: null });
  const { id } = offer(transition, call.id, agent, { ...ringing, agentId, seconds: ownPhoneSeconds, isAutomatic: true });
  if (ringing.id === call.remoteId) transition.changeCall(call.id, { remoteId: id });
}
