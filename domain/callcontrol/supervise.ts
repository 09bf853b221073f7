/** Supervision: a supervisor hears an agent's conversation, speaks to the agent alone, talks with both, or takes over. */
import { countToday } from '../agents/agent.ts';
import { legOf, partyOf, partyOfAgent, type Call, type Offer, type Party } from './call.ts';
import { dropOffer, endCall, endLeg, removeParty, type LegEnd } from './ending.ts';
import { mayEnter, mayMeet } from './inside-only.ts';
import { othersThan, roomsOf, whoOf } from './leaving.ts';
import { bringIn, offer } from './offering.ts';
import { ownPhoneSeconds } from './placing.ts';
import { othersIn, settle } from './rooms.ts';
import { playRinging } from './sound.ts';
import type { Supervision, SupervisionMode } from './supervision.ts';
import { apart } from './topology.ts';
import type { TenantState, Transition } from './transition.ts';
import { hasMessage } from './voicemail.ts';

type Mode = SupervisionMode | 'take-over';

/** The agent of a conversation who can be supervised. */
export function supervisedParty(call: Call, agentId: string): Party | undefined {
  const party = partyOfAgent(call, agentId);
  return call.phase === 'talking' && party?.kind === 'agent' ? party : undefined;
}

/** Somebody who supervises an agent, or whose phone is being connected for it. */
export interface RunningSupervision {
  readonly callId: string;
  readonly agentId: string;
  readonly targetAgentId: string;
  readonly mode: Mode;
}

/** Everybody in a tenant's calls who supervises. */
export function supervisionsOf({ calls }: Pick<TenantState, 'calls'>): RunningSupervision[] {
  return [...calls.values()].flatMap((call) =>
    [...call.parties, ...call.offers].flatMap(({ agentId, supervision }) => {
      const targetAgentId = partyOf(call, supervision?.partyId ?? null)?.agentId;
      return supervision && agentId && targetAgentId
        ? [{ callId: call.id, agentId, targetAgentId, mode: supervision.mode }]
        : [];
    }),
  );
}

/** Begins with the supervisor's own phone, which answers by itself; who supervises already changes how, without a gap in what they hear. */
export function supervise(
  transition: Transition,
  call: Call,
  agentId: string,
  targetAgentId: string,
  mode: Mode,
): void {
  const supervisor = transition.agent(agentId);
  const target = supervisedParty(call, targetAgentId);
  if (!supervisor || !target || agentId === targetAgentId || !maySpeak(transition, call, supervisor.id, target, mode))
    return;
  const own = partyOfAgent(call, agentId);
  if (own)
    return own.kind === 'supervisor' && own.state === 'in'
      ? changeMode(transition, call.id, own, target, mode)
      : undefined;
  const coming = call.offers.find((offer) => offer.agentId === agentId && offer.reason === 'supervise');
  if (coming) return wantAnew(transition, call, coming, { partyId: target.id, mode });
  if (!supervisor.isEnabled || !supervisor.isRegistered || supervisor.callId !== null) return;
  transition.changeAgent(agentId, { wrapUpEndsAt: null });
  offer(transition, call.id, supervisor, {
    reason: 'supervise',
    seconds: ownPhoneSeconds,
    isAutomatic: true,
    supervision: { partyId: target.id, mode },
  });
}

/** Who only listens, or speaks to the agent alone, speaks to nobody outside; who takes over gets everybody whom the agent has. */
function maySpeak(transition: Transition, call: Call, agentId: string | null, target: Party, mode: Mode): boolean {
  if (mode === 'take-over')
    return othersThan(call, target.id).every((other) => mayMeet(transition, [{ agentId }, other]));
  return mode !== 'barge' || mayEnter(transition, call, target.room, { agentId });
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
  if (!target || !maySpeak(transition, transition.call(callId)!, ready.agentId, target, mode))
    return dropOffer(transition, callId, ready.id);
  transition.removeOffer(callId, ready.id);
  const own = bringIn(transition, callId, ready, null, 'supervisor');
  transition.changeAgentIn(ready.agentId!, callId, { onCall: 'talking' });
  changeMode(transition, callId, own, target, mode);
}

function changeMode(transition: Transition, callId: string, own: Party, target: Party, mode: Mode): void {
  if (mode === 'take-over') return takeOver(transition, callId, own, target);
  const isTalking = mode === 'barge';
  transition.changeParty(callId, own.id, {
    supervision: { partyId: target.id, mode },
    room: isTalking ? target.room : null,
  });
  if (isTalking) settle(transition, callId, target.room!);
  else listenIn(transition, callId, own, target, mode);
  if (own.room !== null && !isTalking) settle(transition, callId, own.room);
  if (isTalking) transition.fact(callId, { type: 'barged-in', supervisorId: own.agentId!, agentId: target.agentId! });
}

/** With the ear that they have, or a new one. */
function listenIn(
  transition: Transition,
  callId: string,
  { id, place }: Party,
  target: Party,
  mode: 'listen' | 'whisper',
): void {
  const { nextId } = transition.call(callId)!;
  const bridgeId = place.kind === 'supervising' ? place.bridgeId : `${callId}.e${nextId}`;
  transition.changeCall(callId, { nextId: nextId + 1 });
  transition.place(callId, id, { kind: 'supervising', targetId: target.id, mode, bridgeId, nth: nextId });
}

/** The supervisor's phone was lost and is back: with a new ear, for the one of before is gone. */
export function listenAgain(transition: Transition, callId: string, own: Party): void {
  const target = partyOf(transition.call(callId)!, own.supervision!.partyId);
  const { mode } = own.supervision!;
  if (target && own.place.kind !== 'supervising' && (mode === 'listen' || mode === 'whisper'))
    listenIn(transition, callId, own, target, mode);
}

/**
 * The supervisor is in the agent's place from now on, exactly: with those with whom the agent talked, and holding or asking whom the agent held or
 * asked. A consultation stays apart, so that nobody hears what was not said to them. The agent is out of the call.
 */
function takeOver(transition: Transition, callId: string, own: Party, target: Party): void {
  transition.fact(callId, { type: 'taken-over', supervisorId: own.agentId!, agentId: target.agentId! });
  const { room, heldBy, heldSince, byPartyId } = target;
  transition.changeParty(callId, own.id, { kind: 'agent', supervision: null, room, heldBy, heldSince, byPartyId });
  if (own.legId !== null) transition.changeLeg(callId, own.legId, { role: 'agent' });
  if (legOf(transition.call(callId)!, own.legId)?.recorder === 'armed')
    transition.changeCall(callId, { isRecorded: true });
  const agent = transition.agent(own.agentId)!;
  transition.setAgent({
    ...agent,
    today: countToday(agent, 'answered', transition.now, transition.configuration.utcOffsetMinutes),
  });
  inherit(transition, callId, own, target);
  transition.fact(callId, { type: 'party-left', ...whoOf(target) });
  removeParty(transition, callId, target);
  for (const one of roomsOf(transition.call(callId)!)) settle(transition, callId, one);
  hearRinging(transition, callId, own.id);
}

/** What was one party's in a call is another's: the call itself, whom they hold, had called in, or are asking. */
function inherit(transition: Transition, callId: string, own: Party, from: Party): void {
  const { agentId, remoteId, parties, offers } = transition.call(callId)!;
  const heir = (id: string | null): string | null => (id === from.id ? own.id : id);
  transition.changeCall(callId, {
    agentId: agentId === from.agentId ? own.agentId : agentId,
    remoteId: heir(remoteId),
    parties: parties.map((one) => ({ ...one, heldBy: heir(one.heldBy), byPartyId: heir(one.byPartyId) })),
    offers: offers.map((one) => (one.reason === 'back' ? one : { ...one, byPartyId: heir(one.byPartyId) })),
  });
}

/** Who is alone because they ask somebody hears that it rings there. */
function hearRinging(transition: Transition, callId: string, partyId: string): void {
  const call = transition.call(callId)!;
  const asked = call.offers.find((one) => one.byPartyId === partyId);
  if (!asked || othersIn(call, partyOf(call, partyId)!.room, partyId).length > 0) return;
  transition.place(callId, partyId, apart);
  if (legOf(call, asked.id)?.ringingAt) playRinging(transition, callId, partyId);
}

/** The supervisor leaves; those who talk notice nothing. */
export function stopSupervising(transition: Transition, call: Call, agentId: string): void {
  for (const { id, reason } of call.offers.filter((one) => one.agentId === agentId))
    if (reason === 'supervise') dropOffer(transition, call.id, id);
  const own = partyOfAgent(call, agentId);
  if (own?.kind === 'supervisor') endSupervision(transition, call.id, own);
}

function endSupervision(transition: Transition, callId: string, own: Party): void {
  removeParty(transition, callId, own);
  if (own.supervision?.mode === 'barge') transition.fact(callId, { type: 'party-left', ...whoOf(own) });
  if (own.room !== null) settle(transition, callId, own.room);
}

/** The supervisor's phone did not answer. */
export function supervisionFailed(transition: Transition, call: Call, failed: Offer, end: LegEnd | null): void {
  if (end) endLeg(transition, call.id, failed.id, end);
  dropOffer(transition, call.id, failed.id);
}

/** Supervisors stay with their agent: they go along from room to room, hear nothing while the agent is in another call, and end with the agent's part in the call. */
export function followSupervised(transition: Transition, callId: string): void {
  for (const own of transition.call(callId)!.parties.filter(({ kind }) => kind === 'supervisor')) {
    const call = transition.call(callId)!;
    const target = call.phase === 'talking' ? partyOf(call, own.supervision!.partyId) : undefined;
    if (!target) endSupervision(transition, callId, own);
    else if (own.supervision!.mode !== 'barge') hearInCall(transition, callId, own, target);
    else if (!maySpeak(transition, call, own.agentId, target, own.supervision!.mode))
      changeMode(transition, callId, own, target, 'listen');
    else if (own.room !== target.room) {
      transition.changeParty(callId, own.id, { room: target.room });
      for (const room of [own.room, target.room]) if (room !== null) settle(transition, callId, room);
    }
  }
}

/** Who is in another call of theirs is not heard there by who supervises them here. */
function hearInCall(transition: Transition, callId: string, own: Party, target: Party): void {
  // Also while their phone is lost: it may be heard from for a moment.
  const isAway = target.state === 'away' || transition.agent(target.agentId)?.second?.callId === callId;
  if (!isAway) return own.state === 'in' && own.legId !== null ? listenAgain(transition, callId, own) : undefined;
  if (own.place.kind === 'supervising') transition.place(callId, own.id, { kind: 'apart' });
}

/** Somebody with the right to it ends a call that is others'. */
export function forceHangUp(transition: Transition, call: Call, targetAgentId: string | null, byAgentId: string): void {
  if (targetAgentId !== null && !supervisedParty(call, targetAgentId)) return;
  const wasReached = targetAgentId !== null || call.answeredAt !== null;
  const outcome = wasReached ? 'connected' : 'cancelled';
  // Who is called back is not called again.
  if (call.callback) transition.changeCall(call.id, { callback: { ...call.callback, isOver: true } });
  transition.fact(call.id, { type: 'forced-off', supervisorId: byAgentId });
  endCall(transition, call.id, { side: 'system', outcome: hasMessage(call, transition.now) ? 'voicemail' : outcome });
}
