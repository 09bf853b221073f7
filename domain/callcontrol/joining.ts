/** An agent who was offered a call takes it. */
import { countToday } from '../agents/agent.ts';
import { agentNumber } from '../queues/announcements.ts';
import { secondsBetween } from '../time/day.ts';
import { noteWait } from './announcing.ts';
import { callbackTaken } from './callback.ts';
import { legOf, mainBridge, partyOf, remoteParty, type Offer } from './call.ts';
import { bringIn, withdrawOffers } from './offering.ts';
import { settle } from './rooms.ts';
import { announcementSeconds, play, stopPlaying } from './sound.ts';
import type { Transition } from './transition.ts';

/** The offered agent talks with the party whom the call is about, and the call is theirs; nobody else is asked any more. */
export function agentAnswered(transition: Transition, callId: string, offer: Offer): void {
  const call = transition.call(callId)!;
  if (call.callback && call.remoteId === null) return callbackTaken(transition, callId, offer);
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
    overflowedFrom: [],
    wish: null,
  });
  if (call.phase === 'queued') noteWait(transition, call);
  transition.setDeadlines(callId, { queue: null, relax: null, announce: null, menu: null });
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
  const said =
    call.phase === 'queued' ? agentNumber(transition.queue(call.queueId)!.announcements, agent.extension) : [];
  if (said.length === 0 || remoteParty(call)?.state !== 'in') return settle(transition, callId, room);
  play(transition, callId, call.remoteId!, said);
  transition.setDeadlines(callId, { connect: announcementSeconds }, call.remoteId!);
}

/**
 * The caller has heard the number of the agent, who has waited in silence; both talk from now on. Whatever somebody does meanwhile, as holding or asking a
 * colleague, puts them where that says, and the number is said no further.
 */
export function connectAnnounced(transition: Transition, callId: string, partyId: string): void {
  const call = transition.call(callId)!;
  const { room } = partyOf(call, partyId)!;
  transition.setDeadlines(callId, { connect: null }, partyId);
  if (call.phase === 'talking' && room !== null) settle(transition, callId, room);
}
