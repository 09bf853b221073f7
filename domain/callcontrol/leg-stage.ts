/** What a leg does at this moment, as a monitor of channels shows it (SPEC U7). Pure. */
import { partyOfLeg, type Call, type Leg, type Party } from './call.ts';

export const legStages = [
  'calling',
  'ringing',
  'talking',
  'held',
  'supervising',
  'menu',
  'queued',
  'parked',
  'voicemail',
  /** Connected, with nobody to talk with yet or any more. */
  'waiting',
] as const;
type LegStage = (typeof legStages)[number];

/** Epoch milliseconds since which it holds. */
interface Stage {
  readonly stage: LegStage;
  readonly since: number;
}

const placesOfCall = ['menu', 'queued', 'parked', 'voicemail'] as const;

/** Of a leg that has not ended. */
export function legStage(call: Call, leg: Leg): Stage {
  if (leg.state === 'starting') return { stage: 'calling', since: leg.startedAt };
  if (leg.state === 'ringing') return { stage: 'ringing', since: leg.ringingAt ?? leg.startedAt };
  const since = leg.answeredAt ?? leg.startedAt;
  const party = partyOfLeg(call, leg.id);
  if (!party) return { stage: 'waiting', since };
  if (party.place.kind === 'supervising') return { stage: 'supervising', since };
  if (party.heldBy !== null || party.state === 'away') return { stage: 'held', since: party.heldSince ?? since };
  if (isInConversation(call, party)) return { stage: 'talking', since: leg.spans.at(-1)?.from ?? since };
  const isItsCaller = party.id === call.remoteId || (call.phase === 'voicemail' && party.agentId === call.agentId);
  const place = isItsCaller ? placesOfCall.find((one) => one === call.phase) : undefined;
  if (place === undefined) return { stage: 'waiting', since };
  return { stage: place, since: call.segments.findLast(({ isMain }) => isMain)?.startedAt ?? since };
}

/** With somebody else in the same bridge. */
const isInConversation = ({ parties }: Call, { id, place }: Party): boolean =>
  place.kind === 'bridge' &&
  parties.some((other) => other.id !== id && other.place.kind === 'bridge' && other.place.bridgeId === place.bridgeId);
