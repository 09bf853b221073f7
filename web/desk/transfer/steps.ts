/** Which steps make sense in a call now; the server refuses the others as well. Pure. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { consultedIn, isRinging, partiesOf } from '../parties.ts';

/** `again` lets go of whom one consults and chooses another; `stop` takes the other party back; `park` leaves them on a number. */
export type Step = 'consult' | 'transfer' | 'park' | 'merge' | 'complete' | 'again' | 'stop' | 'swap';
type Known = Pick<LiveCall, 'phase' | 'parties' | 'supervising' | 'isOwner'>;

/** As many as a conference holds. */
export const maxParties = 8;

/** The steps of the transfer panel that are possible. */
export const stepsOf = (call: Known): ReadonlySet<Step> => new Set(call.supervising ? [] : stepsIn(call));

function stepsIn(call: Known): Step[] {
  switch (call.phase) {
    case 'held':
    case 'talking':
      return beside(call);
    case 'consulting':
      return consulting(call);
    case 'conference':
      return inConference(call);
    default:
      return [];
  }
}

/** Only whose call it is gives it away; whoever is consulted stands beside a call that is a colleague's. */
function beside({ phase, parties, isOwner }: Known): Step[] {
  if (isOwner) return ['consult', 'transfer', 'park'];
  return phase === 'talking' && partiesOf({ parties }).own?.room === 'consult' ? [] : ['consult'];
}

/** The call can be left to somebody who still rings; the rest waits for the answer. */
function consulting(call: Known): Step[] {
  const consulted = consultedIn(call);
  const { other } = partiesOf(call);
  if (!consulted || !other || consulted.state === 'lost' || other.state === 'lost') return ['again', 'stop'];
  return isRinging(consulted) ? ['complete', 'again', 'stop'] : ['merge', 'complete', 'swap', 'again', 'stop'];
}

function inConference({ parties, isOwner }: Known): Step[] {
  const { guests } = partiesOf({ parties });
  const talking = parties.filter(({ kind }) => kind !== 'supervisor').length;
  return [
    ...(talking < maxParties ? ['consult' as const] : []),
    ...(guests.length > 0 ? ['complete' as const] : []),
    ...(guests.length === 1 && isOwner ? ['stop' as const] : []),
  ];
}

/**
 * What the hold button does: holds, takes back, or changes between the two of a consultation; null when nothing. Who has
 * stepped aside to consult and is alone again takes the other party back by ending the consultation.
 */
export function holdStep(call: Known): 'hold' | 'resume' | 'stop' | 'swap' | null {
  if (call.supervising) return null;
  switch (call.phase) {
    case 'talking':
    case 'conference':
      return mayHold(call) ? 'hold' : null;
    case 'held':
      return partiesOf(call).own?.room === 'consult' ? 'stop' : 'resume';
    case 'consulting':
      return stepsOf(call).has('swap') ? 'swap' : null;
    default:
      return null;
  }
}

/** Who has the call holds the others; of two who talk in a call among colleagues each holds the other. */
function mayHold({ phase, parties, isOwner }: Known): boolean {
  const isOfTwo = parties.filter(({ kind }) => kind !== 'supervisor').length === 2;
  return isOwner || (phase === 'talking' && isOfTwo && partiesOf({ parties }).own?.room === 'main');
}

/** Whether the other party waits with music, so that the hold button takes them back. */
export const isOtherHeld = (call: Pick<LiveCall, 'phase' | 'parties'>): boolean =>
  call.phase === 'held' || (call.phase === 'consulting' && partiesOf(call).other?.state === 'held');
