/** What a caller without an agent hears: voice files, music, the last announcement. */
import { nextPlaybackId, playbackOf, type Call } from './call.ts';
import { endCall } from './ending.ts';
import { withdrawOffers } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { apart, type Announcement } from './topology.ts';
import type { Transition } from './transition.ts';

/** Names of voice files that every tenant has. `callAgain` is for people whom we have called: they are not thanked for calling us. */
const prompts = {
  goodbye: 'goodbye',
  callAgain: 'call-again',
} as const;

/** The longest that an announcement may take, in seconds, before we go on without its end. */
export const announcementSeconds = 30;

/** Plays voice files to a party, replacing what they hear. */
export const play = (transition: Transition, callId: string, partyId: string, names: readonly string[]): void =>
  announce(transition, callId, partyId, names);

/** Plays a voice file again and again: when each round began is noted. */
export const playRound = (transition: Transition, callId: string, partyId: string, name: string): void =>
  announce(transition, callId, partyId, [name], { since: transition.now });

/** Ringing tone for a party until `stopPlaying`; nothing when something is played already. */
export function playRinging(transition: Transition, callId: string, partyId: string): void {
  if (!playbackOf(transition.call(callId)!)) announce(transition, callId, partyId, 'ringing');
}

function announce(
  transition: Transition,
  callId: string,
  partyId: string,
  what: Announcement,
  noted: { since?: number } = {},
): void {
  const call = transition.call(callId)!;
  transition.place(callId, partyId, { kind: 'announcement', playbackId: nextPlaybackId(call), what, ...noted });
  transition.changeCall(callId, { nextId: call.nextId + 1 });
}

/** Stops what is being played to the call, if anything is. */
export function stopPlaying(transition: Transition, callId: string): void {
  for (const { id, place } of transition.call(callId)!.parties)
    if (place.kind === 'announcement') transition.place(callId, id, apart);
}

/**
 * The last announcement; its end ends the call. A caller is thanked for calling, whom we have called hears that we will call again. `first`: voice files
 * before that.
 */
export function sayGoodbye(transition: Transition, callId: string, first: readonly string[] = []): void {
  withdrawOffers(transition, callId);
  const call = transition.call(callId)!;
  // Whom nobody has called back yet hears nothing.
  if (call.remoteId === null) return endCall(transition, callId, { side: 'system', outcome: 'failed' });
  transition.fact(callId, { type: 'goodbye' });
  transition.changeCall(callId, { phase: 'goodbye', menu: null, deadlines: {} });
  const last = call.direction === 'inbound' ? prompts.goodbye : prompts.callAgain;
  play(transition, callId, call.remoteId!, [...first, last]);
  transition.setDeadlines(callId, { goodbye: announcementSeconds });
}

/** Who is called back is not served yet; who has talked with somebody has done that, though the last words came from a machine. */
export function closingOutcome({ answeredAt, wish }: Pick<Call, 'answeredAt' | 'wish'>): Outcome {
  if (wish?.stage === 'booked') return 'callback';
  return answeredAt === null ? 'not-served' : 'connected';
}
