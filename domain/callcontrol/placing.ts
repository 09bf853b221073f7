/** Calls that agents place: own phone first, then the other party, with what the network lets them hear on the way. */
import { countToday, whyNotCall, type Agent, type CallBar } from '../agents/agent.ts';
import { music } from './topology.ts';
import { farLeg, isLive, nearLeg, newCall, newLeg, nextLegId, type Call } from './call.ts';
import { trunkDigits, type DialNumber } from '../numbers/dial.ts';
import { secondsBetween } from '../time/day.ts';
import { Transition, type TenantState, type Configuration, type Trunk } from './transition.ts';
import { cause, endCall } from './ending.ts';
import type { Event, Target } from './event.ts';
import { isFree, offer } from './offering.ts';
import { playRinging, stopPlaying } from './sound.ts';
import { join } from './talking.ts';

/** Seconds for the own phone to answer by itself, and for the other party to answer. */
const ownPhoneSeconds = 15;
const dialSeconds = 60;
/** Seconds after the answer until keys are sent: a switchboard has begun to listen by then. */
const keysAfterSeconds = 2;

export type PlaceRefusal = CallBar | 'phone.not-registered' | 'phone.call-in-progress' | 'phone.no-trunk' | 'phone.invalid-number' | 'phone.tenant-suspended' | 'phone.busy-lines';

/** The way outside for an agent's call: their trunk, or the first that is enabled when they have none of their own; null when there is none. */
export function selectTrunk(board: TenantState, agentId: string, number: DialNumber, keys = ''): Extract<Target, { kind: 'external' }> | null {
  const { configuration } = board;
  const agent = board.agents.get(agentId);
  const trunks = [...configuration.trunks.values()];
  const trunk = trunks.find((candidate) => candidate.isEnabled && (!agent?.trunkId || candidate.id === agent.trunkId));
  return trunk ? { kind: 'external', number, keys, trunkId: trunk.id, callerId: callerIdFor(configuration, agent?.callerId ?? null, trunk) } : null;
}

/**
 * What the called party sees: the agent's own caller ID, the tenant's standard one, the trunk's; one of another trunk is passed over, and so
 * is one that the tenant no longer has. A trunk without a number of its own shows any that it may, before it shows none (SPEC S4).
 */
function callerIdFor({ callerIds, standardCallerId }: Configuration, own: string | null, trunk: Trunk): string {
  const canShow = (number: string | null): number is string => number !== null && callerIds.has(number) && (callerIds.get(number) ?? trunk.id) === trunk.id;
  return [own, standardCallerId].find(canShow) ?? (trunk.callerId || ([...callerIds.keys()].find(canShow) ?? standardCallerId ?? ''));
}

/** Why an agent may not place this call now, or null when he may. */
export function whyNotPlace(board: TenantState, agentId: string, target: Target): PlaceRefusal | null {
  const agent = board.agents.get(agentId);
  if (!agent?.isEnabled || !agent.isRegistered) return 'phone.not-registered';
  if (agent.callId) return 'phone.call-in-progress';
  if (!board.configuration.canCall) return 'phone.tenant-suspended';
  if (target.kind === 'extension') return [...board.agents.values()].some((other) => other.extension === target.extension && other.id !== agentId) ? null : 'phone.invalid-number';
  const bar = whyNotCall(agent, target.number, board.configuration);
  if (bar) return bar;
  const trunk = board.configuration.trunks.get(target.trunkId);
  if (!trunk?.isEnabled) return 'phone.no-trunk';
  let lines = 0;
  for (const call of board.calls.values()) if (call.trunkId === trunk.id) lines++;
  return lines >= trunk.channels || board.calls.size >= board.configuration.licensedChannels ? 'phone.busy-lines' : null;
}

/** An agent places a call: his own phone comes first, then the other side is dialled. Nothing happens while he has a call. */
export function place(transition: Transition, event: Extract<Event, { type: 'place' }>): void {
  const agent = transition.agent(event.agentId);
  if (!agent || agent.callId || transition.call(event.callId)) return;
  const { target } = event;
  const isExternal = target.kind === 'external';
  const call = newCall({
    id: event.callId, direction: isExternal ? 'outbound' : 'internal', phase: 'preparing', number: isExternal ? target.number : target.extension,
    callerName: '', lineNumber: isExternal ? target.callerId : agent.extension, trunkId: isExternal ? target.trunkId : null, startedAt: transition.now,
  });
  const legId = nextLegId(call);
  transition.setCall({
    ...call, agentId: agent.id, nearLegId: legId, keysToSend: isExternal ? target.keys ?? '' : '', ...customerOf(event),
  });
  transition.addLeg(call.id, newLeg({ id: legId, role: 'agent', agentId: agent.id, number: agent.extension, startedAt: transition.now }));
  transition.fact(call.id, { type: 'started', direction: call.direction, number: call.number, line: call.lineNumber });
  transition.changeAgent(agent.id, { callId: call.id, legId, onCall: 'dialing', wrapUpEndsAt: null });
  transition.setDeadlines(call.id, { ring: ownPhoneSeconds });
  transition.command(call.id, { do: 'ring-agent', legId, agentId: agent.id, callerNumber: call.number, callerName: '', seconds: ownPhoneSeconds, isAutomatic: true });
}

function customerOf({ customerId, customerName, isToldOnceReached }: Extract<Event, { type: 'place' }>): Pick<Call, 'customerId' | 'customerName' | 'keptBack'> {
  if (!isToldOnceReached || customerId === null) return { customerId, customerName, keptBack: null };
  return { customerId: null, customerName: null, keptBack: { customerId, customerName } };
}

/** The dialled party's phone has been reached: from now on the call tells whose number it is. */
export function otherReached(transition: Transition, callId: string): void {
  const { keptBack } = transition.call(callId)!;
  if (keptBack) transition.changeCall(callId, { ...keptBack, keptBack: null });
}

/** The placing agent's phone is connected. */
export function ownPhoneReady(transition: Transition, callId: string): void {
  transition.setDeadlines(callId, { ring: null });
  dialOther(transition, callId);
}

function dialOther(transition: Transition, callId: string): void {
  const call = transition.changeCall(callId, { phase: 'dialing' });
  const agent = transition.agent(call.agentId)!;
  transition.setAgent({ ...agent, today: countToday(agent, 'placed', transition.now, transition.configuration.utcOffsetMinutes) });
  transition.fact(callId, { type: 'dialed', number: call.number });
  if (call.direction === 'internal') return ringColleague(transition, callId, agent);
  const legId = nextLegId(call);
  transition.addLeg(callId, newLeg({ id: legId, role: 'customer', agentId: null, number: call.number, startedAt: transition.now }));
  transition.changeCall(callId, { farLegId: legId });
  transition.setDeadlines(callId, { dial: dialSeconds });
  const { home } = transition.configuration;
  transition.command(callId, { do: 'create-leg', legId, trunkId: call.trunkId!, number: trunkDigits(call.number, home), callerId: trunkDigits(call.lineNumber, home) });
}

function ringColleague(transition: Transition, callId: string, caller: Agent): void {
  const call = transition.call(callId)!;
  const colleague = transition.agentIds().map((id) => transition.agent(id)!).find((agent) => agent.extension === call.number);
  const isThere = colleague?.isRegistered === true;
  if (!isFree(transition, colleague)) {
    return endCall(transition, callId, { side: 'other', outcome: isThere ? 'busy' : 'unreachable', cause: isThere ? cause.busy : cause.absent });
  }
  transition.changeCall(callId, { callerName: caller.name });
  const nearLegId = call.nearLegId;
  offer(transition, callId, colleague, dialSeconds);
  const offered = transition.call(callId)!;
  transition.changeCall(callId, { farLegId: offered.nearLegId, nearLegId });
  transition.setDeadlines(callId, { ring: null, dial: dialSeconds });
}

/** The other leg exists and is ours. */
export function otherLegReady(transition: Transition, callId: string): void {
  transition.command(callId, { do: 'dial-leg', legId: transition.call(callId)!.farLegId!, seconds: dialSeconds });
}

/** The dialled party's phone rings. */
export function otherRinging(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const far = farLeg(call)!;
  if (far.ringingAt === null) {
    transition.changeLeg(callId, far.id, { state: 'ringing', ringingAt: transition.now });
    transition.fact(callId, { type: 'alerting' });
    otherReached(transition, callId);
  }
  const near = nearLeg(call);
  if (!far.hasEarlyMedia && isLive(near) && near.state === 'up') playRinging(transition, callId, near.id);
}

/** The network speaks before the answer: the agent hears it. */
export function otherEarlyMedia(transition: Transition, callId: string): void {
  const far = farLeg(transition.call(callId)!)!;
  if (far.hasEarlyMedia) return;
  transition.changeLeg(callId, far.id, { hasEarlyMedia: true });
  transition.fact(callId, { type: 'early-media' });
  otherReached(transition, callId);
  stopPlaying(transition, callId);
  join(transition, callId);
}

/** The dialled party has answered: both talk from this moment. */
export function otherAnswered(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const far = farLeg(call)!;
  stopPlaying(transition, callId);
  transition.setDeadlines(callId, { dial: null, ring: null, keys: call.keysToSend ? keysAfterSeconds : null });
  transition.changeCall(callId, { phase: 'talking', answeredAt: transition.now });
  otherReached(transition, callId);
  transition.fact(callId, { type: 'connected', seconds: secondsBetween(far.startedAt, transition.now) });
  transition.changeAgent(call.agentId!, { onCall: 'talking' });
  const colleague = transition.agent(far.agentId);
  if (colleague) transition.changeAgent(colleague.id, { onCall: 'talking', today: countToday(colleague, 'answered', transition.now, transition.configuration.utcOffsetMinutes) });
  join(transition, callId);
  if (isLive(nearLeg(call))) return;
  transition.changeCall(callId, { phase: 'reconnecting' });
  transition.place(callId, far.id, music);
}

/** The keys behind the number go to the party who answered, once; they are due only while that party is there. */
export function sendKeysBehind(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  transition.changeCall(callId, { keysToSend: '' });
  transition.command(callId, { do: 'send-digits', legId: call.farLegId!, digits: call.keysToSend });
  transition.fact(callId, { type: 'digits-sent', count: call.keysToSend.length });
}

/** Whether a leg is the other party of a call that is being dialled. */
export const isDialedLeg = (call: Call, legId: string): boolean => call.phase === 'dialing' && call.farLegId === legId;
