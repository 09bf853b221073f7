/** When a leg stood in bridges. */
import type { Leg } from './call.ts';
import type { Place } from './topology.ts';

/** The times of a leg in bridges, when its party stands in another place from `now` on. */
export function spansIn(leg: Leg, place: Place, now: number): Leg['spans'] {
  const open = leg.spans.at(-1);
  // A supervisor's leg stands in a bridge of its own, with whoever it hears.
  const bridgeId = place.kind === 'bridge' || place.kind === 'supervising' ? place.bridgeId : null;
  if ((open?.to === null ? open.bridgeId : null) === bridgeId) return leg.spans;
  const closed = leg.spans.map((span) => (span.to === null ? { ...span, to: now } : span));
  return bridgeId === null ? closed : [...closed, { from: now, to: null, bridgeId }];
}
