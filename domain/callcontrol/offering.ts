/** Calling agents into a call: those of a queue, one whose extension was dialled, one for whom a colleague asks. */
import { freeForOutsideSince, freeSince, missPauseSeconds, withCall, type Agent } from '../agents/agent.ts';
import { overPermanentLeg, type OnPermanentLeg } from '../agents/permanent-leg.ts';
import { trunkDigits } from '../numbers/dial.ts';
import { lineDigits } from '../numbers/line-digits.ts';
import type { Why } from '../queues/why.ts';
import { secondsBetween } from '../time/day.ts';
import {
  isOwnPhone,
  legOf,
  newLeg,
  newOffer,
  newParty,
  nextLegId,
  type Call,
  type Offer,
  type OfferReason,
  type Party,
} from './call.ts';
import { dropOffer, endLeg, type LegEnd } from './ending.ts';
import type { Target } from './event.ts';
import { byCompany, planOf } from './line-plan.ts';
import type { Outcome } from './outcome.ts';
import type { Transition } from './transition.ts';

/** Seconds for whoever is dialled to answer. */
export const dialSeconds = 60;
/** Seconds that the media server's own limit lies behind ours, so that ours decides. */
const engineSlack = 5;

/** Whether the agent can be offered a call now. */
export const isFree = (transition: Transition, agent: Agent | undefined): agent is Agent =>
  agent !== undefined && freeSince(agent, transition.now) !== null;

/** Whether the agent can be offered a call from outside now. */
export const isFreeForOutside = (transition: Transition, agent: Agent | undefined): agent is Agent =>
  agent !== undefined && freeForOutsideSince(agent, transition.now) !== null;

/** `isAutomatic`: their page answers by itself, because they have asked for the call; `why`: how a queue came to choose them. */
export type OfferTerms = Partial<Offer> & { reason: OfferReason; seconds: number; isAutomatic?: boolean; why?: Why };

/** Rings an agent for a call; the agent is taken from this moment. */
export function offer(
  transition: Transition,
  callId: string,
  agent: Agent,
  { seconds, why, isAutomatic = false, ...terms }: OfferTerms,
): Offer {
  const call = transition.call(callId)!;
  const id = nextLegId(call);
  const made = newOffer({ ...terms, id, agentId: agent.id, number: agent.extension });
  const permanent = overPermanentLeg(agent, isAutomatic);
  transition.addLeg(
    callId,
    newLeg({
      id,
      role: terms.reason === 'supervise' ? 'supervisor' : 'agent',
      agentId: agent.id,
      number: agent.extension,
      startedAt: transition.now,
      isUnoffered: isUnoffered(terms),
      permanent,
    }),
  );
  transition.addOffer(callId, made, seconds);
  transition.changeAgent(
    agent.id,
    withCall(agent, { callId, legId: id, onCall: isOwnPhone(made) ? 'dialing' : 'ringing' }),
  );
  if (!isOwnPhone(made))
    transition.fact(callId, {
      type: 'agent-offered',
      agentId: agent.id,
      extension: agent.extension,
      ...(why && { why }),
    });
  ringPhone(
    transition,
    call,
    { legId: id, agentId: agent.id, permanent },
    { seconds: seconds + engineSlack, isAutomatic },
  );
  return made;
}

/** Calls the agent's phone, or rings over the permanent leg that they have. */
export function ringPhone(
  transition: Transition,
  { id, number: callerNumber, callerName }: Call,
  { legId, agentId, permanent }: { legId: string; agentId: string; permanent: OnPermanentLeg | null },
  { seconds, isAutomatic }: { seconds: number; isAutomatic: boolean },
): void {
  if (permanent) transition.command(id, { do: 'ring-permanent', legId, seconds, isAutomatic });
  else transition.command(id, { do: 'ring-agent', legId, agentId, callerNumber, callerName, seconds, isAutomatic });
}

const isUnoffered = ({ reason }: Pick<Offer, 'reason'>): boolean => reason === 'unpark' || reason === 'pick-up';

/** Who is called has come: they are a party now, in a room of the call. */
export function bringIn(
  transition: Transition,
  callId: string,
  { id, agentId, number, keys, trunkId, supervision, byPartyId }: Offer,
  room: string | null,
  kind: Party['kind'],
): Party {
  if (legOf(transition.call(callId)!, id)?.isUnoffered) transition.changeLeg(callId, id, { isUnoffered: false });
  const party = { ...newParty({ id, kind, agentId, number, room }), keysToSend: keys, trunkId, supervision, byPartyId };
  transition.addParty(callId, party);
  return party;
}

/** Seconds after the answer until keys are sent: a switchboard has begun to listen by then. */
const keysAfterSeconds = 2;

/** The keys behind a number are due when whoever answered has had time to listen. */
export const sendKeysSoon = (transition: Transition, callId: string, { id, keys }: Offer): void =>
  transition.setDeadlines(callId, { keys: keys ? keysAfterSeconds : null }, id);

/** An offered agent did not take the call. Whoever calls this decides what happens to the call next. */
export function missOffer(
  transition: Transition,
  call: Call,
  { id, agentId, reason, queueId }: Offer,
  outcome: Outcome,
  end: LegEnd | null,
): void {
  const leg = legOf(call, id)!;
  const agent = transition.agent(agentId)!;
  if (end) endLeg(transition, call.id, id, { ...end, outcome });
  dropOffer(transition, call.id, id, { outcome });
  const queue = transition.queue(reason === 'queue' ? call.queueId : queueId);
  const pause = queue?.missPauseSeconds ?? missPauseSeconds;
  transition.changeAgent(agent.id, { noAnswerDelayUntil: transition.now + pause * 1000, idleSince: transition.now });
  transition.fact(call.id, {
    type: 'agent-missed',
    agentId: agent.id,
    extension: agent.extension,
    outcome,
    seconds: secondsBetween(leg.startedAt, transition.now),
  });
}

/** Calls a number outside into the call. */
export function offerNumber(
  transition: Transition,
  callId: string,
  { number, trunkId, callerId, addsZero, keys = '' }: Extract<Target, { kind: 'external' }>,
  terms: Partial<Offer> & { reason: OfferReason },
): Offer {
  const id = nextLegId(transition.call(callId)!);
  const made = newOffer({ ...terms, id, agentId: null, number, keys, trunkId });
  transition.addLeg(
    callId,
    newLeg({ id, role: 'customer', agentId: null, number, startedAt: transition.now, trunkId }),
  );
  transition.addOffer(callId, made, dialSeconds);
  const { configuration } = transition;
  const { home } = configuration;
  const isAdded = typeof addsZero === 'boolean' ? addsZero : byCompany(configuration, number, trunkId);
  transition.command(callId, {
    do: 'create-leg',
    legId: id,
    trunkId,
    number: lineDigits(number, home, planOf(configuration, trunkId), isAdded),
    callerId: trunkDigits(callerId, home),
  });
  return made;
}

/** Takes all offers back because the call goes elsewhere; nobody missed anything. */
export function withdrawOffers(transition: Transition, callId: string, except?: string): void {
  for (const { id } of transition.call(callId)!.offers) if (id !== except) dropOffer(transition, callId, id);
}
