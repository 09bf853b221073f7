/** Supervision: a supervisor hears an agent's conversation, speaks to the agent alone, talks with both, or takes over. */
import { countToday } from '../agents/agent.ts';
import { partyOf, partyOfAgent, type Call, type Offer, type Party, type Supervision, type SupervisionMode } from './call.ts';
import { dropOffer, endCall, endLeg, removeParty, type LegEnd } from './ending.ts';
import { goOnWithout, roomsOf } from './leaving.ts';
import { bringIn, offer } from './offering.ts';
import { ownPhoneSeconds } from './placing.ts';
import { settle } from './rooms.ts';
import type { Transition } from './transition.ts';

/** The agent of a conversation who can be supervised. */
export function supervisedParty(call: Call, agentId: string): Party | undefined {
  const party = partyOfAgent(call, agentId);
  return call.phase === 'talking' && party?.kind === 'agent' ? party : undefined;
}

/** Begins with the supervisor's own phone, which answers by itself; who supervises already changes how, without a gap in what they hear. */
export function supervise(transition: Transition, call: Call, agentId: string, targetAgentId: string, mode: SupervisionMode | 'take-over'): void {
  const supervisor = transition.agent(agentId);
  const target = supervisedParty(call, targetAgentId);
  if (!supervisor || !target || agentId === targetAgentId) return;
  const own = partyOfAgent(call, agentId);
  if (own) return own.kind === 'supervisor' && own.state === 'in' ? changeMode(transition, call.id, own, target, mode) : undefined;
  const coming = call.offers.find((offer) => offer.agentId === agentId && offer.reason === 'supervise');
  if (coming) return wantAnew(transition, call, coming, { partyId: target.id, mode });
  if (!supervisor.isEnabled || !supervisor.isRegistered || supervisor.callId !== null) return;
  transition.changeAgent(agentId, { wrapUpEndsAt: null });
  offer(transition, call.id, supervisor, { reason: 'supervise', seconds: ownPhoneSeconds, isAutomatic: true, supervision: { partyId: target.id, mode } });
}

/** The supervisor has thought better of it while their phone was being connected. */
function wantAnew(transition: Transition, call: Call, coming: Offer, supervision: Supervision): void {
  const offers = call.offers.map((offer) => (offer.id === coming.id ? { ...offer, supervision } : offer));
  transition.changeCall(call.id, { offers });
}

/** The supervisor's phone is there. */
export function supervisionReady(transition: Transition, callId: string, ready: Offer): void {
  const { partyId, mode } = ready.supervision!;
  const target = partyOf(transition.call(callId)!, partyId);
  if (!target) return dropOffer(transition, callId, ready.id);
  transition.removeOffer(callId, ready.id);
  const own = bringIn(transition, callId, ready, null, 'supervisor');
  transition.changeAgent(ready.agentId!, { onCall: 'talking' });
  changeMode(transition, callId, own, target, mode);
}

function changeMode(transition: Transition, callId: string, own: Party, target: Party, mode: SupervisionMode | 'take-over'): void {
  if (mode === 'take-over') return takeOver(transition, callId, own, target);
  const isTalking = mode === 'barge';
  transition.changeParty(callId, own.id, { supervision: { partyId: target.id, mode }, room: isTalking ? target.room : null });
  if (isTalking) settle(transition, callId, target.room!);
  else listenIn(transition, callId, own, target, mode);
  if (own.room !== null && !isTalking) settle(transition, callId, own.room);
  if (isTalking) transition.fact(callId, { type: 'barged-in', supervisor: nameOfAgent(transition, own), agent: nameOfAgent(transition, target) });
}

/** With the ear that they have, or a new one. */
function listenIn(transition: Transition, callId: string, { id, place }: Party, target: Party, mode: 'listen' | 'whisper'): void {
  const { nextId } = transition.call(callId)!;
  const bridgeId = place.kind === 'supervising' ? place.bridgeId : `${callId}.e${nextId}`;
  transition.changeCall(callId, { nextId: nextId + 1 });
  transition.place(callId, id, { kind: 'supervising', targetId: target.id, mode, bridgeId, nth: nextId });
}

/** The supervisor's phone was lost and is back: with a new ear, for the one of before is gone. */
export function listenAgain(transition: Transition, callId: string, own: Party): void {
  const target = partyOf(transition.call(callId)!, own.supervision!.partyId);
  const { mode } = own.supervision!;
  if (target && own.place.kind !== 'supervising' && (mode === 'listen' || mode === 'whisper')) listenIn(transition, callId, own, target, mode);
}

/** The supervisor is in the agent's place from now on, and the agent is out of the call. */
function takeOver(transition: Transition, callId: string, own: Party, target: Party): void {
  const wasOwner = transition.call(callId)!.agentId === target.agentId;
  const { room } = target;
  transition.fact(callId, { type: 'taken-over', supervisor: nameOfAgent(transition, own), agent: nameOfAgent(transition, target) });
  transition.changeParty(callId, own.id, { kind: 'agent', supervision: null, room, byPartyId: target.byPartyId });
  if (own.legId !== null) transition.changeLeg(callId, own.legId, { role: 'agent' });
  const agent = transition.agent(own.agentId)!;
  transition.setAgent({ ...agent, today: countToday(agent, 'answered', transition.now, transition.configuration.utcOffsetMinutes) });
  goOnWithout(transition, callId, target);
  if (wasOwner) transition.changeCall(callId, { agentId: own.agentId });
  for (const one of roomsOf(transition.call(callId)!)) settle(transition, callId, one);
}

/** The supervisor leaves; those who talk notice nothing. */
export function stopSupervising(transition: Transition, call: Call, agentId: string): void {
  for (const { id, reason } of call.offers.filter((one) => one.agentId === agentId)) if (reason === 'supervise') dropOffer(transition, call.id, id);
  const own = partyOfAgent(call, agentId);
  if (own?.kind === 'supervisor') endSupervision(transition, call.id, own);
}

function endSupervision(transition: Transition, callId: string, own: Party): void {
  removeParty(transition, callId, own);
  if (own.supervision?.mode === 'barge') transition.fact(callId, { type: 'party-left', agent: nameOfAgent(transition, own), number: '' });
  if (own.room !== null) settle(transition, callId, own.room);
}

/** The supervisor's phone did not answer. */
export function supervisionFailed(transition: Transition, call: Call, failed: Offer, end: LegEnd | null): void {
  if (end) endLeg(transition, call.id, failed.id, end);
  dropOffer(transition, call.id, failed.id);
}

/** Supervisors stay with their agent: they go along from room to room, and end with the agent's part in the call. */
export function followSupervised(transition: Transition, callId: string): void {
  for (const own of transition.call(callId)!.parties.filter(({ kind }) => kind === 'supervisor')) {
    const call = transition.call(callId)!;
    const target = call.phase === 'talking' ? partyOf(call, own.supervision!.partyId) : undefined;
    if (!target) endSupervision(transition, callId, own);
    else if (own.supervision!.mode === 'barge' && own.room !== target.room) {
      transition.changeParty(callId, own.id, { room: target.room });
      for (const room of [own.room, target.room]) if (room !== null) settle(transition, callId, room);
    }
  }
}

/** Somebody with the right to it ends a call that is others'. */
export function forceHangUp(transition: Transition, call: Call, targetAgentId: string, byAgentId: string): void {
  if (!supervisedParty(call, targetAgentId)) return;
  transition.fact(call.id, { type: 'forced-off', supervisor: transition.agent(byAgentId)?.name ?? '' });
  endCall(transition, call.id, { side: 'system', outcome: 'connected' });
}

const nameOfAgent = (transition: Transition, { agentId }: Party): string => transition.agent(agentId)?.name ?? '';
