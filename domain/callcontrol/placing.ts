/** Calls that agents place: own phone first, then the other party, with what the network lets them hear on the way. */
import { countToday, whyNotCall, withCall, type Agent, type CallBar } from '../agents/agent.ts';
import { overPermanentLeg } from '../agents/permanent-leg.ts';
import type { DialNumber } from '../numbers/dial.ts';
import { isQueueNumber } from '../numbers/inside.ts';
import type { QueueSettings } from '../queues/queue.ts';
import { memberFor } from '../queues/router.ts';
import { secondsBetween } from '../time/day.ts';
import {
  isLive,
  legOf,
  mainBridge,
  newCall,
  newLeg,
  newOffer,
  nextLegId,
  partyOf,
  type Call,
  type Offer,
} from './call.ts';
import { cause, dropOffer, endCall } from './ending.ts';
import type { Event, Target } from './event.ts';
import { whyNoLine, type LineRefusal } from './lines.ts';
import { leadOn } from './originate.ts';
import { bringIn, sendKeysSoon, dialSeconds, isFree, offer, offerNumber, ringPhone } from './offering.ts';
import { settle } from './rooms.ts';
import { byCompany, zeroOf } from './line-plan.ts';
import { refusedNumber } from './screening.ts';
import { playRinging, stopPlaying } from './sound.ts';
import { canSetAside, canWaitFor } from './second-call.ts';
import { Transition, type TenantState } from './transition.ts';
import { leaveWithColleague, takesFromColleague } from './voicemail.ts';
import type { Configuration, Trunk } from './configuration.ts';

/** Seconds for the own phone to answer by itself. */
export const ownPhoneSeconds = 15;

export type PlaceRefusal =
  | CallBar
  | LineRefusal
  | 'phone.not-registered'
  | 'phone.call-in-progress'
  | 'phone.invalid-number';

/**
 * The way outside for an agent's call: their trunk, or the first that is enabled when they have none of their own; null when there is none. `shown`: which
 * of their caller IDs the called party sees.
 */
export function selectTrunk(
  state: Pick<TenantState, 'configuration' | 'agents'>,
  agentId: string,
  number: DialNumber,
  keys = '',
  shown: 'callerId' | 'transferCallerId' = 'callerId',
): Extract<Target, { kind: 'external' }> | null {
  const agent = state.agents.get(agentId);
  const own = { trunkId: agent?.trunkId ?? null, callerId: agent?.[shown] ?? agent?.callerId ?? null };
  const way = wayOut(state.configuration, number, own, keys);
  if (!way || !agent) return way;
  const zero = zeroOf(state.configuration, number, way.trunkId, agent.longDistance);
  const isAsItIs = zero === 'leave' && !byCompany(state.configuration, number, way.trunkId);
  return isAsItIs ? way : { ...way, addsZero: zero === 'ask' ? zero : zero === 'add' };
}

/** The way outside with what the agent has said of the 0 of long distance; `ask` where they are to say first. */
export function withZero(
  way: Extract<Target, { kind: 'external' }>,
  said: boolean | undefined,
): Extract<Target, { kind: 'external' }> | 'ask' {
  if (way.addsZero !== 'ask') return way;
  return said === undefined ? 'ask' : { ...way, addsZero: said };
}

/** The way outside for a call that no agent places. */
export const companyTrunk = (
  configuration: Configuration,
  number: DialNumber,
): Extract<Target, { kind: 'external' }> | null => wayOut(configuration, number, { trunkId: null, callerId: null }, '');

function wayOut(
  configuration: Configuration,
  number: DialNumber,
  own: { trunkId: string | null; callerId: string | null },
  keys: string,
): Extract<Target, { kind: 'external' }> | null {
  const trunks = [...configuration.trunks.values()];
  const trunk = trunks.find(({ id, isEnabled }) => isEnabled && (own.trunkId === null || id === own.trunkId));
  if (!trunk) return null;
  return {
    kind: 'external',
    number,
    keys,
    trunkId: trunk.id,
    callerId: callerIdFor(configuration, own.callerId, trunk),
  };
}

/**
 * What the called party sees: the agent's own caller ID, the tenant's standard one, the trunk's; one of another trunk is passed over, and so
 * is one that the tenant no longer has. A trunk without a number of its own shows any that it may, before it shows none (SPEC S4).
 */
function callerIdFor({ callerIds, standardCallerId }: Configuration, own: string | null, trunk: Trunk): string {
  const canShow = (number: string | null): number is string =>
    number !== null && callerIds.has(number) && (callerIds.get(number) ?? trunk.id) === trunk.id;
  return (
    [own, standardCallerId].find(canShow) ??
    (trunk.callerId || ([...callerIds.keys()].find(canShow) ?? standardCallerId ?? ''))
  );
}

/** The queue that colleagues reach by a number. */
export const queueOfNumber = ({ queues }: Configuration, number: string): QueueSettings | undefined =>
  [...queues.values()].find((queue) => queue.number === number);

/** Why an agent may not place this call now, or null when they may. */
export function whyNotPlace(state: TenantState, agentId: string, target: Target): PlaceRefusal | null {
  const agent = state.agents.get(agentId);
  if (!agent?.isEnabled || !agent.isRegistered) return 'phone.not-registered';
  if (agent.callId && !canSetAside(agent, state.calls.get(agent.callId))) return 'phone.call-in-progress';
  if (!state.configuration.canCall) return 'phone.tenant-suspended';
  if (target.kind === 'extension') {
    const isThere = [...state.agents.values()].some(
      (other) => other.extension === target.extension && other.id !== agentId,
    );
    return isThere ? null : 'phone.invalid-number';
  }
  if (target.kind === 'queue-number')
    return queueOfNumber(state.configuration, target.number)?.isEnabled ? null : 'phone.invalid-number';
  return whyNotOutside(state, agent, target);
}

/** Why an agent may not call this number outside now, whatever else they do, or null when they may. */
export function whyNotOutside(
  state: Pick<TenantState, 'configuration' | 'calls'>,
  agent: Agent,
  target: Extract<Target, { kind: 'external' }>,
): PlaceRefusal | null {
  if (!state.configuration.canCall) return 'phone.tenant-suspended';
  return whyNotCall(agent, target.number, state.configuration) ?? whyNoLine(state, target);
}

/**
 * An agent places a call: their own phone comes first, then the other side is dialled. Nothing happens while they have a call that they may not let
 * wait; to a number on a list there is only the record that it was wanted.
 */
export function place(transition: Transition, event: Extract<Event, { type: 'place' }>): void {
  const agent = transition.agent(event.agentId);
  if (!agent || transition.call(event.callId)) return;
  if (agent.callId && !canSetAside(agent, transition.call(agent.callId))) return;
  const { target } = event;
  if (target.kind === 'external' && agent.isInsideOnly) return;
  const isExternal = target.kind === 'external';
  const call = newCall({
    id: event.callId,
    direction: isExternal ? 'outbound' : 'internal',
    phase: 'preparing',
    number: target.kind === 'extension' ? target.extension : target.number,
    callerName: '',
    ownNumber: isExternal ? target.callerId : agent.extension,
    trunkId: isExternal ? target.trunkId : null,
    startedAt: transition.now,
  });
  const legId = nextLegId(call);
  transition.setCall({ ...call, agentId: agent.id, ...customerOf(event) });
  transition.fact(call.id, {
    type: 'started',
    direction: call.direction,
    number: call.number,
    line: call.ownNumber,
    trunkId: call.trunkId,
  });
  if (isExternal && refusedNumber(transition, call.id, call.number))
    return endCall(transition, call.id, { side: 'system', outcome: 'refused', cause: cause.rejected });
  const permanent = overPermanentLeg(agent, true);
  const startedAt = transition.now;
  transition.addLeg(
    call.id,
    newLeg({ id: legId, role: 'agent', agentId: agent.id, number: agent.extension, startedAt, permanent }),
  );
  transition.addOffer(
    call.id,
    newOffer({
      id: legId,
      reason: 'own',
      agentId: agent.id,
      number: agent.extension,
      keys: isExternal ? (target.keys ?? '') : '',
      ...(isExternal && target.addsZero !== undefined && { addsZero: target.addsZero }),
    }),
    ownPhoneSeconds,
  );
  transition.changeAgent(agent.id, {
    ...withCall(agent, { callId: call.id, legId, onCall: 'dialing' }),
    wrapUpEndsAt: null,
  });
  transition.bringForward(agent.id, call.id);
  ringPhone(transition, call, { legId, agentId: agent.id, permanent }, { seconds: ownPhoneSeconds, isAutomatic: true });
}

function customerOf({
  customerId,
  customerName,
  isToldOnceReached,
}: Extract<Event, { type: 'place' }>): Pick<Call, 'customerId' | 'customerName' | 'keptBack'> {
  if (!isToldOnceReached || customerId === null) return { customerId, customerName, keptBack: null };
  return { customerId: null, customerName: null, keptBack: { customerId, customerName } };
}

/** The dialled party's phone has been reached: from now on the call tells whose number it is. */
function otherReached(transition: Transition, callId: string): void {
  const { keptBack } = transition.call(callId)!;
  if (keptBack) transition.changeCall(callId, { ...keptBack, keptBack: null });
}

/** The placing agent's phone is connected. */
export function ownPhoneReady(transition: Transition, callId: string, own: Offer): void {
  transition.removeOffer(callId, own.id);
  const agent = transition.agent(own.agentId)!;
  const party = bringIn(transition, callId, { ...own, keys: '' }, mainBridge(transition.call(callId)!), 'agent');
  const call = transition.changeCall(callId, { phase: 'dialing' });
  transition.setAgent({
    ...agent,
    today: countToday(agent, 'placed', transition.now, transition.configuration.utcOffsetMinutes),
  });
  transition.fact(callId, { type: 'dialed', number: call.number });
  if (call.direction === 'internal') return ringColleague(transition, callId, agent, party.id);
  const target = {
    kind: 'external',
    number: call.number as DialNumber,
    trunkId: call.trunkId!,
    callerId: call.ownNumber,
    keys: own.keys,
    ...(own.addsZero !== undefined && { addsZero: own.addsZero }),
  } as const;
  const { id } = offerNumber(transition, callId, target, { reason: 'dial', byPartyId: party.id });
  transition.changeCall(callId, { remoteId: id });
}

function ringColleague(transition: Transition, callId: string, caller: Agent, byPartyId: string): void {
  const call = transition.call(callId)!;
  const colleague = isQueueNumber(call.number)
    ? freeMember(transition, call)
    : transition
        .agentIds()
        .map((id) => transition.agent(id)!)
        .find((agent) => agent.extension === call.number);
  // Of a queue nobody is free: it is as busy as a colleague who talks.
  const isThere = isQueueNumber(call.number) || colleague?.isRegistered === true;
  const meantFor = isQueueNumber(call.number) ? null : (colleague?.id ?? null);
  const takesMessage = takesFromColleague(transition, callId, meantFor);
  if (!isFree(transition, colleague) && !canWaitFor(transition, colleague)) {
    if (colleague && takesMessage) return leaveWithColleague(transition, callId, colleague);
    return endCall(transition, callId, {
      side: 'other',
      outcome: isThere ? 'busy' : 'unreachable',
      cause: isThere ? cause.busy : cause.absent,
    });
  }
  transition.changeCall(callId, { callerName: caller.name, number: colleague.extension });
  const seconds = takesMessage ? colleague.box!.ringSeconds : dialSeconds;
  const wanted = meantFor === null ? {} : { meantFor };
  const { id } = offer(transition, callId, colleague, { reason: 'colleague', seconds, byPartyId, ...wanted });
  transition.changeCall(callId, { remoteId: id });
}

/** Whom a queue's number reaches: who of it is free, as for a consultation. From then on it is a call with them. */
function freeMember(transition: Transition, { id, number }: Call): Agent | undefined {
  const queue = transition.queue(queueOfNumber(transition.configuration, number)?.id ?? null);
  const agentId = queue?.isEnabled ? memberFor(transition.router, queue.id, transition.now, id) : null;
  if (queue && agentId) transition.setQueue({ ...queue, lastAgentId: agentId });
  return transition.agent(agentId);
}

/** The leg to the network exists and is ours. */
export function dialedLegReady(transition: Transition, callId: string, { id }: Offer): void {
  transition.command(callId, { do: 'dial-leg', legId: id, seconds: dialSeconds });
}

/** The dialled party's phone rings: whoever has them called hears that. */
export function dialedRinging(transition: Transition, callId: string, { id, byPartyId }: Offer): void {
  const leg = legOf(transition.call(callId)!, id)!;
  if (leg.ringingAt === null) {
    transition.changeLeg(callId, id, { state: 'ringing', ringingAt: transition.now });
    transition.fact(callId, { type: 'alerting' });
    if (id === transition.call(callId)!.remoteId) otherReached(transition, callId);
  }
  const call = transition.call(callId)!;
  const caller = partyOf(call, byPartyId);
  // Who talks meanwhile, because others came to them, is not taken out of that.
  if (
    !leg.hasEarlyMedia &&
    caller?.state === 'in' &&
    caller.place.kind !== 'bridge' &&
    isLive(legOf(call, caller.legId))
  )
    playRinging(transition, callId, caller.id);
}

/** The network speaks before the answer: whoever has it called hears that in place of our ringing tone. */
export function dialedEarlyMedia(transition: Transition, callId: string, dialed: Offer): void {
  const call = transition.call(callId)!;
  const room = partyOf(call, dialed.byPartyId)?.room ?? null;
  if (legOf(call, dialed.id)!.hasEarlyMedia || dialed.agentId !== null) return;
  transition.changeLeg(callId, dialed.id, { hasEarlyMedia: true });
  transition.fact(callId, { type: 'early-media' });
  if (dialed.id === call.remoteId) otherReached(transition, callId);
  // Who waits for the goal of a transfer goes on hearing that it rings.
  if (room === null) return;
  stopPlaying(transition, callId);
  bringIn(transition, callId, dialed, room, dialed.reason === 'dial' ? 'customer' : 'external');
  transition.changeParty(callId, dialed.id, { state: 'early' });
  settle(transition, callId, room);
}

/** The dialled party has answered: both talk from this moment. */
export function dialedAnswered(transition: Transition, callId: string, dialed: Offer): void {
  const leg = legOf(transition.call(callId)!, dialed.id)!;
  stopPlaying(transition, callId);
  transition.removeOffer(callId, dialed.id);
  for (const { id, reason } of transition.call(callId)!.offers)
    if (reason === 'pick-up') dropOffer(transition, callId, id);
  const call = transition.changeCall(
    callId,
    transition.call(callId)!.agentId === null ? {} : { phase: 'talking', answeredAt: transition.now },
  );
  if (partyOf(call, dialed.id)) transition.changeParty(callId, dialed.id, { state: 'in' });
  else bringIn(transition, callId, dialed, mainBridge(call), dialed.agentId === null ? 'customer' : 'agent');
  sendKeysSoon(transition, callId, dialed);
  otherReached(transition, callId);
  transition.fact(callId, { type: 'connected', seconds: secondsBetween(leg.startedAt, transition.now) });
  if (call.agentId === null) return leadOn(transition, callId);
  transition.changeAgentIn(call.agentId, callId, { onCall: 'talking' });
  const colleague = transition.agent(dialed.agentId);
  if (colleague) {
    transition.changeAgentIn(colleague.id, callId, { onCall: 'talking' });
    transition.bringForward(colleague.id, callId);
    transition.changeAgent(colleague.id, {
      today: countToday(colleague, 'answered', transition.now, transition.configuration.utcOffsetMinutes),
    });
  }
  settle(transition, callId, mainBridge(call));
}

/** The network says answered and gives no way for sound: such a call is a fault of the line, not a conversation. */
export function answeredWithoutAudio(transition: Transition, call: Call, dialed: Offer): void {
  otherReached(transition, call.id);
  transition.fact(call.id, { type: 'answered-without-audio' });
  dropOffer(transition, call.id, dialed.id, { cause: cause.incompatible, outcome: 'network' });
  endCall(transition, call.id, { side: 'system', outcome: 'network', cause: cause.incompatible });
}

/** The keys behind the number go to the party who answered, once; they are due only while that party is there. */
export function sendKeysBehind(transition: Transition, callId: string, partyId: string): void {
  const party = partyOf(transition.call(callId)!, partyId);
  if (!party?.legId || !party.keysToSend) return;
  transition.changeParty(callId, partyId, { keysToSend: '' });
  transition.command(callId, { do: 'send-digits', legId: party.legId, digits: party.keysToSend });
  transition.fact(callId, { type: 'digits-sent', count: party.keysToSend.length });
}
