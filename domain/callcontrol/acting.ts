/** Who acts in a call, and whom they have asked beside it. */
import { isLive, legOf, mainBridge, partyOf, partyOfAgent, type Call, type Offer, type Party } from './call.ts';
import { mayHave } from './inside-only.ts';
import type { Transition } from './transition.ts';

/** The agent who acts, if they are in conversation and can: not lost, and not held by another. */
export function actingParty(call: Call, agentId: string): Party | undefined {
  const own = partyOfAgent(call, agentId);
  return call.phase === 'talking' &&
    own?.state === 'in' &&
    own.heldBy === null &&
    own.kind === 'agent' &&
    isLive(legOf(call, own.legId))
    ? own
    : undefined;
}

/**
 * Whether somebody may put somebody else on hold: whose call it is may hold everybody, and everybody those whom they have called in themselves. Of two
 * who talk in a call among colleagues each may hold the other. Who was asked does not hold who asked them, and nobody of a conference holds the rest.
 */
export function mayHold(call: Call, own: Party, other: Party): boolean {
  if (other.kind === 'supervisor' || own.kind !== 'agent' || other.id === own.id) return false;
  if (call.agentId === own.agentId || other.byPartyId === own.id) return true;
  return (
    own.id === call.remoteId &&
    call.parties.filter(({ kind, state }) => kind !== 'supervisor' && state !== 'early').length === 2
  );
}

/** Whom an agent has asked, or is asking, beside the conversation. */
export const consultedBy = (call: Call, own: Party): { parties: Party[]; offers: Offer[] } => ({
  parties: call.parties.filter(
    ({ room, id, kind, state, byPartyId }) =>
      id !== own.id &&
      kind !== 'supervisor' &&
      state !== 'early' &&
      byPartyId === own.id &&
      room !== null &&
      room === consultRoomOf(call, own),
  ),
  offers: call.offers.filter(({ reason, byPartyId }) => reason === 'consult' && byPartyId === own.id),
});

/** The room of an agent's consultation: where they stand when it is not the main one, else where those stand whom they hold outside of it. */
export function consultRoomOf(call: Call, own: Party): string | null {
  if (own.room !== mainBridge(call)) return own.room;
  return call.parties.find(({ heldBy, room }) => heldBy === own.id && room !== mainBridge(call))?.room ?? null;
}

/** Whether somebody was asked into the room where they stand, by one who is there: the consultation is the other's. */
export const isAsked = (call: Call, own: Party): boolean =>
  own.room !== mainBridge(call) && partyOf(call, own.byPartyId)?.room === own.room;

/** Whether the agent can leave the call's own party to somebody who still rings: it is theirs, nobody else talks in it, and both may talk. */
export const canGive = (transition: Transition, call: Call, own: Party, asked: Offer): boolean =>
  mayHave(transition, call, asked) &&
  call.agentId === own.agentId &&
  own.id !== call.remoteId &&
  call.parties.every(
    ({ id, kind, state }) => id === own.id || id === call.remoteId || kind === 'supervisor' || state === 'early',
  );
