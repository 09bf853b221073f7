/** What has happened with the parties of a call, found by comparing what the topic told before and after. Pure. */
import type { LiveCall, LiveParty } from '@bahu/contract/realtime.ts';
import { hearsMusic, isRinging } from '../parties.ts';

export interface StoryStep {
  /** Epoch milliseconds by the server's clock. */
  at: number;
  kind: 'held' | 'resumed' | 'called' | 'answered' | 'missed' | 'left' | 'merged';
  party: LiveParty | null;
  /** How long they had been rung, of a call that was missed. */
  seconds: number;
}

export type Seen = Pick<LiveCall, 'callId' | 'phase' | 'parties'>;

/** The steps between two states of one call, `now` in epoch milliseconds; none between two different calls. */
export function stepsBetween(before: Seen | null, after: Seen, now: number): StoryStep[] {
  // Who waited while it rang was held by nobody.
  if (before?.callId !== after.callId || before.phase === 'ringing') return [];
  const known = new Map(before.parties.map((party) => [party.partyId, party]));
  const left = before.parties.filter((party) => !after.parties.some(({ partyId }) => partyId === party.partyId));
  const found = [
    ...left.map((party) => leaving(party, now)),
    ...after.parties.flatMap((party) => changing(known.get(party.partyId), party, now)),
  ].filter(({ party }) => party !== null && !party.isOwn && party.kind !== 'supervisor');
  const isMerged = after.phase === 'conference' && before.phase !== 'conference';
  return isMerged ? [{ at: now, kind: 'merged', party: null, seconds: 0 }] : found;
}

function leaving(party: LiveParty, now: number): StoryStep {
  const seconds = Math.max(0, Math.round((now - Date.parse(party.since)) / 1000));
  return isRinging(party) ? { at: now, kind: 'missed', party, seconds } : { at: now, kind: 'left', party, seconds: 0 };
}

function changing(before: LiveParty | undefined, party: LiveParty, now: number): StoryStep[] {
  const step = (kind: StoryStep['kind']): StoryStep[] => [{ at: now, kind, party, seconds: 0 }];
  if (!before) return step(isRinging(party) ? 'called' : 'answered');
  if (isRinging(before) && !isRinging(party)) return step('answered');
  if (hearsMusic(before) === hearsMusic(party)) return [];
  return step(hearsMusic(party) ? 'held' : 'resumed');
}
