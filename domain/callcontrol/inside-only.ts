/**
 * Inside-only agents (内线坐席, SPEC U2) talk with colleagues alone. Every verb that brings people together asks here, so that no way leads around
 * the rule: who may be offered a call, who may be brought together, who goes on when somebody leaves.
 */
import { partyOf, remoteParty, type Call, type Offer } from './call.ts';
import type { Transition } from './transition.ts';

/** A party, an offer, or whoever would become one; without an agent they are outside. */
interface Person {
  readonly agentId: string | null;
}

/** Somebody outside of whom nothing else is known yet. */
export const outsider: Person = { agentId: null };

/** Whether an agent talks with colleagues alone. */
export const staysInside = (transition: Transition, { agentId }: Person): boolean =>
  transition.agent(agentId)?.isInsideOnly === true;

/** Whether all of them may talk with each other. */
export const mayMeet = (transition: Transition, people: readonly Person[]): boolean =>
  people.every(({ agentId }) => agentId !== null) || !people.some((person) => staysInside(transition, person));

/** Whether the party whom a call is about is outside: also in a call that began among colleagues. */
export const isAboutOutside = (call: Call): boolean => (remoteParty(call) ?? calledBack(call))?.agentId === null;

/** Whoever is called back is outside, also before they are called. */
const calledBack = ({ callback }: Call): Person | undefined => (callback ? outsider : undefined);

/** Whether somebody may talk with the party whom the call is about. */
export function mayHave(transition: Transition, call: Call, person: Person): boolean {
  const remote = remoteParty(call) ?? calledBack(call);
  return remote === undefined || mayMeet(transition, [remote, person]);
}

/** Whether somebody may speak in a room, with all who talk there or are held there. */
export const mayEnter = (transition: Transition, call: Call, room: string | null, person: Person): boolean =>
  mayMeet(transition, [person, ...call.parties.filter((party) => party.room === room && party.kind !== 'supervisor')]);

/** Whether whoever is called in may still come when they answer: their agent may have become inside-only while it rang. */
export function mayCome(transition: Transition, call: Call, offer: Offer): boolean {
  switch (offer.reason) {
    case 'queue':
    case 'direct':
    case 'transfer':
    case 'mobile':
    case 'return':
    case 'unpark':
    case 'pick-up':
    case 'overflow':
      return mayHave(transition, call, offer);
    case 'consult':
      return mayMeet(transition, [offer, partyOf(call, offer.byPartyId) ?? offer]);
    default:
      return true;
  }
}
