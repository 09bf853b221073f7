/** An agent who was offered a call takes it. */
import { countToday } from '../agents/agent.ts';
import { secondsBetween } from '../time/day.ts';
import { legOf, mainBridge, type Offer } from './call.ts';
import { bringIn, withdrawOffers } from './offering.ts';
import { settle } from './rooms.ts';
import { stopPlaying } from './sound.ts';
import type { Transition } from './transition.ts';

/** The offered agent talks with the party whom the call is about, and the call is theirs; nobody else is asked any more. */
export function agentAnswered(transition: Transition, callId: string, offer: Offer): void {
  const call = transition.call(callId)!;
  const agent = transition.agent(offer.agentId)!;
  stopPlaying(transition, callId);
  withdrawOffers(transition, callId, offer.id);
  transition.removeOffer(callId, offer.id);
  const room = mainBridge(call);
  bringIn(transition, callId, offer, room, 'agent');
  transition.changeParty(callId, call.remoteId!, { room });
  transition.changeCall(callId, {
    phase: 'talking',
    agentId: agent.id,
    answeredAt: call.answeredAt ?? transition.now,
    menu: null,
  });
  transition.setDeadlines(callId, { queue: null, relax: null, menu: null });
  transition.fact(callId, {
    type: 'agent-answered',
    agentId: agent.id,
    extension: agent.extension,
    seconds: secondsBetween(legOf(call, offer.id)!.startedAt, transition.now),
  });
  transition.changeAgentIn(agent.id, callId, { onCall: 'talking' });
  transition.bringForward(agent.id, callId);
  transition.changeAgent(agent.id, {
    today: countToday(agent, 'answered', transition.now, transition.configuration.utcOffsetMinutes),
  });
  settle(transition, callId, room);
}
