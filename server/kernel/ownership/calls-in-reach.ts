/** Over whose calls somebody reaches, for slices that tie calls to records of their own. */
import type { Principal } from '../auth/principal.ts';
import { isInRange, ownRange, rangeOf, type Belonging, type Range } from './range.ts';
import { callOwnership } from './records.ts';

/** Over whose calls somebody reaches; it may cross to another thread. */
export type CallsInReach = { of: Range };

/** The calls that somebody may read, and so may tie to a customer of theirs. */
export const callsInReach = (reader: Principal): CallsInReach => ({
  of: reader.permissions.has('call.read') ? rangeOf(reader, 'call.read') : ownRange(reader),
});

/** Whether a live call is in reach: one of the agents at its legs, or its department. */
export const isInReach = ({ of }: CallsInReach, call: Belonging): boolean => isInRange(callOwnership, of, call);
