/** Somebody leaves a call, or is taken out of it: it goes on as long as two are left who can talk with each other. */
import {
  isLive,
  legOf,
  mainBridge,
  ownerParty,
  remoteParty,
  type Call,
  type HangupSide,
  type Leg,
  type Party,
} from './call.ts';
import { isAsked } from './acting.ts';
import { mayMeet, staysInside } from './inside-only.ts';
import { endCall, endLeg, outcomeWhenLeft, removeParty, type LegEnd } from './ending.ts';
import { settle } from './rooms.ts';
import type { Who } from './fact.ts';
import type { Outcome } from './outcome.ts';
import type { Transition } from './transition.ts';
import { hasMessage } from './voicemail.ts';

/** Q.850 cause of a leg whose audio stopped coming (the media server's RTP timeout). */
export const mediaTimeout = 44;

/** Those who talk or wait to, supervisors left out: they are nobody's partners. */
const talkers = (call: Call): Party[] => call.parties.filter(({ kind }) => kind !== 'supervisor');
/** Who is in a call beside a party and can talk with the others, also when they are on hold or waited for. */
export const othersThan = (call: Call, partyId: string): Party[] =>
  talkers(call).filter(({ id, state }) => id !== partyId && state !== 'early');

/** Who of them goes on talking when a party leaves: not those who may not be left with the others. */
export function thoseLeft(transition: Transition, call: Call, partyId: string): Party[] {
  const others = othersThan(call, partyId);
  return mayMeet(transition, others) ? others : others.filter((one) => !staysInside(transition, one));
}

/** The party whom the call is about is gone, or will never come. */
export function remoteGone(transition: Transition, call: Call, leg: Leg, end: LegEnd): void {
  endLeg(transition, call.id, leg.id, end);
  const party = remoteParty(call);
  if (party && thoseLeft(transition, call, party.id).length >= 2) return goOnWithout(transition, call.id, party);
  const outcome = call.phase === 'dialing' ? end.outcome : outcomeWhenLeft(call, hasMessage(call, transition.now));
  // Neither a line that fails nor the end for want of sound, which is our own decision, is the other party's doing.
  const isNobodys = outcome === 'network' || (end.cause === mediaTimeout && end.sipCode === null);
  endCall(transition, call.id, { side: isNobodys ? 'system' : 'other', outcome, cause: end.cause });
}

/** How a party leaves. `end`: what the media server said of their leg; without it, it is hung up. */
export interface Leave {
  side: HangupSide;
  end?: LegEnd;
}

/** An agent, or somebody who was called into the call beside its own party, leaves. With one alone left the call is over. */
export function leaveCall(transition: Transition, call: Call, party: Party, { side, end }: Leave): void {
  const isConnected = isOther(call, party) || remoteIsUp(call);
  if (end && party.legId !== null) endLeg(transition, call.id, party.legId, end);
  if (party.kind === 'supervisor') return removeParty(transition, call.id, party);
  if (thoseLeft(transition, call, party.id).length >= 2) return goOnWithout(transition, call.id, party);
  endCall(transition, call.id, {
    side,
    outcome: outcomeOfLeaving(transition, call, isConnected),
    ...(end && { cause: end.cause }),
  });
}

/** How a call counts in which one of our own has left the other alone, or a message. */
export function outcomeOfLeaving(transition: Transition, call: Call, isConnected = true): Outcome {
  if (hasMessage(call, transition.now)) return 'voicemail';
  return isConnected && call.answeredAt !== null ? 'connected' : 'cancelled';
}

const isOther = (call: Call, { id }: Party): boolean => id === call.remoteId;
function remoteIsUp(call: Call): boolean {
  const remote = remoteParty(call);
  return remote?.state === 'in' && isLive(legOf(call, remote.legId));
}

/**
 * The call without one of more than two. Whoever stood with them alone comes to the others; an agent among those who are left has the call from now on,
 * and where the party whom it was about is gone it is about one of the others.
 */
export function goOnWithout(transition: Transition, callId: string, party: Party): void {
  const wasOwner = ownerParty(transition.call(callId)!)?.id === party.id;
  const main = mainBridge(transition.call(callId)!);
  const staying = thoseLeft(transition, transition.call(callId)!, party.id);
  for (const one of [
    party,
    ...othersThan(transition.call(callId)!, party.id).filter((other) => !staying.includes(other)),
  ]) {
    transition.fact(callId, { type: 'party-left', ...whoOf(one) });
    removeParty(transition, callId, one);
  }
  if (wasOwner) handOver(transition, callId);
  // Whom they had asked aside comes to the others.
  else
    for (const one of talkers(transition.call(callId)!))
      if (one.byPartyId === party.id && one.room === party.room) transition.changeParty(callId, one.id, { room: main });
  const call = transition.call(callId)!;
  if (!remoteParty(call)) {
    const next = talkers(call).find(({ agentId }) => agentId === null || agentId !== call.agentId);
    transition.changeCall(callId, { remoteId: next?.id ?? null, isRemoteGone: true });
    bringTogether(transition, callId);
  }
  for (const room of roomsOf(transition.call(callId)!)) settle(transition, callId, room);
  closeEmptyRooms(transition, callId);
}

/** Of two who are left, neither waits for anybody any more. */
function bringTogether(transition: Transition, callId: string): void {
  const left = talkers(transition.call(callId)!);
  if (left.length > 2) return;
  const main = mainBridge(transition.call(callId)!);
  // Beside the call, where they were: what they say is not the customer's.
  const room = left.find((one) => one.room !== main)?.room ?? main;
  for (const one of left) transition.changeParty(callId, one.id, { room, heldBy: null, heldSince: null });
}

/** One who is left alone in the call, because the others of a conference have gone aside or have left, hears music until somebody comes back. */
export function waitForThoseAside(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  if (call.phase !== 'talking' || call.parties.length < 3) return;
  const main = mainBridge(call);
  const there = othersThan(call, '').filter(({ room }) => room === main);
  const aside = othersThan(call, '').find(
    (one) => one.agentId !== null && one.room !== null && one.room !== main && !isAsked(call, one),
  );
  if (there.length !== 1 || there[0]!.heldBy !== null || !aside) return;
  transition.changeParty(callId, there[0]!.id, { heldBy: aside.id, heldSince: transition.now });
  settle(transition, callId, main);
}

/** The call becomes that of another agent in it, or nobody's; those whom its last agent consulted come to the party whom it is about. */
function handOver(transition: Transition, callId: string): void {
  const main = mainBridge(transition.call(callId)!);
  for (const one of talkers(transition.call(callId)!))
    if (one.room !== main) transition.changeParty(callId, one.id, { room: main });
  const next = talkers(transition.call(callId)!).find(
    ({ agentId, id }) => agentId !== null && id !== transition.call(callId)!.remoteId,
  );
  transition.changeCall(callId, { agentId: next?.agentId ?? null });
}

/** The bridges in which somebody belongs; one that was of a consultation and is empty is taken away. */
export function roomsOf(call: Call): string[] {
  return [...new Set(call.parties.map(({ room }) => room).filter((room) => room !== null))];
}

/** How a fact names a party: an agent by id, others by number. */
export const whoOf = ({ agentId, number }: Pick<Party, 'agentId' | 'number'>): Who =>
  agentId === null ? { number } : { agentId };

/** Takes the bridges away in which nobody belongs any more, but for the call's own. */
export function closeEmptyRooms(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const used = new Set(roomsOf(call));
  const bridges = call.bridges.filter((id) => used.has(id) || id === mainBridge(call));
  if (bridges.length < call.bridges.length) transition.changeCall(callId, { bridges });
}
