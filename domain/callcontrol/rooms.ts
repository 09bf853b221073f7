/** Parties in conversation: who of a room talks, who is on hold, who waits for whom. */
import { mayHold } from './acting.ts';
import { isElsewhere, isLive, legOf, mainBridge, partyOfAgent, type Call, type Party } from './call.ts';
import { apart, music, talkingIn, type Place } from './topology.ts';
import type { Transition } from './transition.ts';

/**
 * Puts everybody of a room where they belong: those who are held hear music, those who can talk stand in the bridge, and one who is left alone there
 * hears music while an agent is waited for, else nothing.
 */
export function settle(transition: Transition, callId: string, room: string): void {
  const call = transition.call(callId)!;
  const members = call.parties.filter((party) => party.room === room);
  for (const party of members) {
    const place = placeIn(call, room, party, members);
    if (place) transition.place(callId, party.id, place);
  }
  const isHeard = members.filter((party) => canTalk(call, party)).length > 0;
  const armed = members.some(
    ({ legId, heldBy, kind }) => kind !== 'supervisor' && heldBy === null && legOf(call, legId)?.recorder === 'armed',
  );
  const holds = members.some(({ heldBy }) => heldBy !== null);
  if (room === mainBridge(call) && call.recordingStartedAt === null && isHeard && armed && !holds)
    transition.changeCall(callId, { recordingStartedAt: transition.now });
}

/** One who is there, and not on hold. */
const canTalk = (call: Call, party: Party): boolean =>
  !isElsewhere(party) && party.heldBy === null && isLive(legOf(call, party.legId));

function placeIn(call: Call, room: string, party: Party, members: readonly Party[]): Place | null {
  if (!isLive(legOf(call, party.legId))) return null;
  if (party.state === 'away') return apart;
  if (party.heldBy !== null) return music;
  if (party.state === 'lost') return apart;
  const others = members.filter((other) => other.id !== party.id);
  if (others.some((other) => canTalk(call, other))) return talkingIn(room);
  if (others.some(isElsewhere)) return music;
  const held = others.filter(({ heldBy }) => heldBy !== null);
  if (held.length === 0) return talkingIn(room);
  // Who holds them is not here: the party waits for that agent. A supervisor waits for nobody.
  return party.kind === 'supervisor' || held.some(({ heldBy }) => heldBy === party.id) ? apart : music;
}

/** The others in a room. */
export const othersIn = (call: Call, room: string | null, partyId: string): Party[] =>
  call.parties.filter((party) => room !== null && party.room === room && party.id !== partyId);

/** Those whom the agent may hold hear music, or the one of them who is named. Nothing happens when there is nobody, or the agent is on hold themselves. */
export function hold(transition: Transition, call: Call, agentId: string, partyId?: string): void {
  const own = partyOfAgent(call, agentId);
  if (
    call.phase !== 'talking' ||
    !own ||
    own.state !== 'in' ||
    own.heldBy !== null ||
    own.kind !== 'agent' ||
    own.place.kind !== 'bridge'
  )
    return;
  const others = othersIn(call, own.room, own.id).filter(
    (one) => one.heldBy === null && mayHold(call, own, one) && (partyId === undefined || one.id === partyId),
  );
  if (others.length === 0) return;
  for (const other of others) transition.changeParty(call.id, other.id, { heldBy: own.id, heldSince: transition.now });
  settle(transition, call.id, own.room!);
  transition.fact(call.id, { type: 'held', agentId });
}

/** The agent takes back those whom they have put on hold. */
export function resume(transition: Transition, call: Call, agentId: string, partyId?: string): void {
  const own = partyOfAgent(call, agentId);
  if (call.phase !== 'talking' || own?.state !== 'in' || own.heldBy !== null) return;
  const held = othersIn(call, own.room, own.id).filter(
    ({ id, heldBy }) => heldBy === own.id && (partyId === undefined || id === partyId),
  );
  if (held.length === 0) return;
  for (const other of held) transition.changeParty(call.id, other.id, { heldBy: null, heldSince: null });
  const since = Math.min(...held.map(({ heldSince }) => heldSince!));
  transition.fact(call.id, { type: 'resumed', agentId, seconds: Math.round((transition.now - since) / 1000) });
  settle(transition, call.id, own.room!);
}

/** Keys go to everybody else in the conversation. */
export function sendDigits(transition: Transition, call: Call, agentId: string, digits: string): void {
  const own = partyOfAgent(call, agentId);
  if (own?.state !== 'in') return;
  const legs = othersIn(call, own.room, own.id)
    .map(({ legId }) => legOf(call, legId))
    .filter((leg) => leg?.state === 'up');
  if (legs.length === 0) return;
  for (const leg of legs) transition.command(call.id, { do: 'send-digits', legId: leg!.id, digits });
  transition.fact(call.id, { type: 'digits-sent', count: digits.length });
}
