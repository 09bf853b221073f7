/** Who is in the agent's call and what they hear, as the phone bar and the transfer panel read it. Pure. */
import type { LiveCall, LiveParty } from '@bahu/contract/realtime.ts';

export interface PartiesOfCall {
  /** Null for a moment, until the topic tells of the agent's own phone. */
  own: LiveParty | null;
  /** The other party of the call: the customer, or the colleague of an internal call. */
  other: LiveParty | null;
  /** Who came later: consulted, or in the conference. */
  guests: readonly LiveParty[];
}

/** The parties by their part; supervisors have none, they are told of by `supervisedBy`. */
export function partiesOf({ parties }: Pick<LiveCall, 'parties'>): PartiesOfCall {
  const others = parties.filter((party) => !party.isOwn && party.kind !== 'supervisor');
  const other = others.find((party) => party.kind === 'customer') ?? others[0] ?? null;
  return {
    own: parties.find((party) => party.isOwn) ?? null,
    other,
    guests: others.filter((party) => party !== other),
  };
}

/** Not there yet: their phone is being rung. */
export const isRinging = ({ state }: LiveParty): boolean => state === 'ringing' || state === 'dialing';
export const hearsMusic = ({ hears }: LiveParty): boolean => hears.includes('music');
export const hearEachOther = (a: LiveParty, b: LiveParty): boolean =>
  a.hears.includes(b.partyId) && b.hears.includes(a.partyId);

/** Whom the agent consults: the guest beside the call who came last. */
export function consultedIn(call: Pick<LiveCall, 'phase' | 'parties'>): LiveParty | null {
  return call.phase === 'consulting' ? (partiesOf(call).guests.at(-1) ?? null) : null;
}

/** Whom the phone bar names: those whom the agent hears, whoever is rung for them, or else the other party. */
export function inFocus(call: Pick<LiveCall, 'phase' | 'parties'>): readonly LiveParty[] {
  const { own, other, guests } = partiesOf(call);
  const all = [...(other ? [other] : []), ...guests];
  const heard = own ? all.filter((party) => hearEachOther(own, party)) : [];
  if (heard.length > 0) return heard;
  const rung = guests.filter(isRinging);
  return rung.length > 0 ? rung : all.slice(0, 1);
}

/** Those who hear music meanwhile. */
export const waitingIn = (call: Pick<LiveCall, 'parties'>): readonly LiveParty[] =>
  call.parties.filter((party) => !party.isOwn && hearsMusic(party));
