/** Who hears whom, as clauses of a sentence: each other party stands in exactly one. Pure. */
import type { LiveCall, LiveParty } from '@bahu/contract/realtime.ts';
import { hearEachOther, hearsMusic, isRinging, partiesOf } from '../parties.ts';

export interface Clause {
  /**
   * `all`: everybody hears everybody; `together`: they and I hear each other; `music`: they wait; `ringing`: they are
   * being called; `lost`: their phone has gone away; `apart`: they and I do not hear each other.
   */
  kind: 'all' | 'together' | 'music' | 'ringing' | 'lost' | 'apart';
  parties: readonly LiveParty[];
}

const order: readonly Clause['kind'][] = ['ringing', 'together', 'apart', 'music', 'lost'];

/** The clauses in the order in which they are said; none while the agent's own phone is not in the call. */
export function hearingOf(call: Pick<LiveCall, 'parties'>): readonly Clause[] {
  const { own, other, guests } = partiesOf(call);
  if (!own || !other) return [];
  const others = [other, ...guests];
  if (others.length > 1 && isCircle([own, ...others])) return [{ kind: 'all', parties: others }];
  return order
    .map((kind) => ({ kind, parties: others.filter((party) => kindOf(own, party) === kind) }))
    .filter((clause) => clause.parties.length > 0);
}

function kindOf(own: LiveParty, party: LiveParty): Clause['kind'] {
  if (isRinging(party)) return 'ringing';
  if (party.state === 'lost') return 'lost';
  if (hearEachOther(own, party)) return 'together';
  return hearsMusic(party) ? 'music' : 'apart';
}

const isCircle = (all: readonly LiveParty[]): boolean =>
  all.every((a) => all.every((b) => a === b || hearEachOther(a, b)));
