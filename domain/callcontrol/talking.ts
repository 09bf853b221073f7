/** Two parties in conversation: answer, bridge, hold, keys, and the agent's phone lost and found in mid-call. */
import { countToday } from '../agents/agent.ts';
import { apart, music, talkingIn } from './topology.ts';
import { farLeg, isBridged, isLive, legOfAgent, mainBridge, nearLeg, newLeg, nextLegId, type Call, type Leg } from './call.ts';
import { secondsBetween } from '../time/day.ts';
import type { Transition } from './transition.ts';
import { dropLeg, endCall, endHold, leaveQueue, releaseLegless } from './ending.ts';
import { stopPlaying } from './sound.ts';
import { enterQueue } from './waiting.ts';

/** Seconds of silence that a lost phone costs the other party before music, the time an agent has to come back, and to pick up again. */
const musicAfterSeconds = 1;
const graceSeconds = 30;
const reattachRingSeconds = 15;

/** Brings both parties together, or into the places of those who are held off; one whose recorder is just being started comes when that is over. */
export function join(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const far = farLeg(call);
  const near = nearLeg(call);
  if (near?.recorder === 'arming') return;
  const legs = [far, near].filter(isLive).filter((leg) => leg.state === 'up' || leg.hasEarlyMedia);
  for (const leg of legs) transition.place(callId, leg.id, call.heldBy === null ? talkingIn(mainBridge(call)) : leg.id === call.heldBy ? apart : music);
  const starts = call.recordingStartedAt === null && call.heldBy === null && legs.some((leg) => leg.recorder === 'armed');
  if (starts) transition.changeCall(callId, { recordingStartedAt: transition.now });
}

/** The offered agent took an inbound call. */
export function agentAnswered(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const leg = nearLeg(call)!;
  const agent = transition.agent(leg.agentId)!;
  leaveQueue(transition, call);
  stopPlaying(transition, callId);
  transition.changeCall(callId, { phase: 'talking', agentId: agent.id, answeredAt: call.answeredAt ?? transition.now, menu: null });
  transition.setDeadlines(callId, { ring: null, queue: null, menu: null });
  transition.fact(callId, { type: 'agent-answered', agent: agent.name, extension: agent.extension, seconds: secondsBetween(leg.startedAt, transition.now) });
  transition.changeAgent(agent.id, { onCall: 'talking', today: countToday(agent, 'answered', transition.now, transition.configuration.utcOffsetMinutes) });
  join(transition, callId);
}

/** The agent leaves the bridge and the other party hears music. Nothing happens when they do not talk or are on hold already. */
export function hold(transition: Transition, call: Call, agentId: string): void {
  const leg = legOfAgent(call, agentId);
  if (call.phase !== 'talking' || call.heldBy || !leg || !isBridged(leg)) return;
  transition.changeCall(call.id, { heldBy: leg.id, heldSince: transition.now });
  join(transition, call.id);
  transition.fact(call.id, { type: 'held', agent: transition.agent(agentId)!.name });
}

/** The agent who put the call on hold takes it back. */
export function resume(transition: Transition, call: Call, agentId: string): void {
  const leg = legOfAgent(call, agentId);
  if (!leg || call.heldBy !== leg.id || call.phase !== 'talking') return;
  const heldMs = transition.now - call.heldSince!;
  transition.changeCall(call.id, { heldBy: null, heldSince: null, holdMs: call.holdMs + heldMs });
  transition.fact(call.id, { type: 'resumed', agent: transition.agent(agentId)!.name, seconds: Math.round(heldMs / 1000) });
  join(transition, call.id);
}

/** Keys go to everybody else in the call. */
export function sendDigits(transition: Transition, call: Call, agentId: string, digits: string): void {
  const own = legOfAgent(call, agentId);
  const others = call.legs.filter((leg) => leg.state === 'up' && leg.id !== own?.id);
  if (!own || others.length === 0) return;
  for (const leg of others) transition.command(call.id, { do: 'send-digits', legId: leg.id, digits });
  transition.fact(call.id, { type: 'digits-sent', count: digits.length });
}

/** The phone's signalling is gone, its audio perhaps not yet: a moment's patience, then music. */
export function phoneMayBeLost(transition: Transition, call: Call): void {
  transition.setDeadlines(call.id, { music: musicAfterSeconds, grace: graceSeconds });
}

/** The agent's phone does not hear any more: the other party gets music while he has time to come back. */
export function loseAgent(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const near = nearLeg(call);
  if (call.phase !== 'talking' && call.phase !== 'dialing') return;
  if (isLive(near)) transition.place(callId, near.id, apart);
  transition.fact(callId, { type: 'agent-lost', agent: transition.agent(call.agentId)?.name ?? '' });
  if (call.phase === 'talking') {
    const far = farLeg(call);
    if (isLive(far) && isBridged(far)) transition.place(callId, far.id, music);
    transition.changeCall(callId, { phase: 'reconnecting' });
  }
  transition.setDeadlines(callId, { music: null, grace: graceSeconds });
}

/** Drops the dead leg of a lost phone but keeps the agent in the call. */
export function replaceLeg(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const near = nearLeg(call)!;
  const agent = transition.agent(call.agentId)!;
  transition.setAgent({ ...agent, legId: null });
  dropLeg(transition, callId, near.id);
}

/** His phone is back: ring it, his page answers by itself. */
export function ringAgain(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const agent = transition.agent(call.agentId)!;
  const legId = nextLegId(call);
  transition.addLeg(callId, newLeg({ id: legId, role: 'agent', agentId: agent.id, number: agent.extension, startedAt: transition.now }));
  transition.changeCall(callId, { nearLegId: legId, heldBy: call.heldBy === null ? null : legId });
  transition.changeAgent(agent.id, { legId });
  transition.command(callId, { do: 'ring-agent', legId, agentId: agent.id, callerNumber: call.number, callerName: call.callerName, seconds: reattachRingSeconds, isAutomatic: true });
}

/** The agent hears again, by his old leg or a new one. */
export function agentIsBack(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const since = call.deadlines.grace === undefined ? transition.now : call.deadlines.grace - graceSeconds * 1000;
  transition.setDeadlines(callId, { music: null, grace: null });
  transition.fact(callId, { type: 'agent-back', agent: transition.agent(call.agentId)?.name ?? '', seconds: secondsBetween(since, transition.now) });
  if (call.phase === 'reconnecting') transition.changeCall(callId, { phase: 'talking' });
  join(transition, callId);
}

/** The agent did not come back in time: a caller of a queue waits again, first in line; other calls end. */
export function giveAgentUp(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const far = farLeg(call);
  if (far?.state !== 'up' || !call.queueId) return endCall(transition, callId, { side: 'agent', outcome: call.answeredAt === null ? 'cancelled' : 'connected' });
  if (call.nearLegId) dropLeg(transition, callId, call.nearLegId);
  releaseLegless(transition, call);
  transition.changeCall(callId, { ...endHold(call, transition.now), deadlines: {} });
  enterQueue(transition, callId, call.queueId, 'front');
}

/**
 * Sends an agent's leg that has just come up for its recorder, if he is recorded; true when it has to be waited for. It is his leg and not the
 * customer's, because a recorder loses the heard side of a leg whose partner changes (see docs/decisions).
 */
export function armRecorder(transition: Transition, callId: string, leg: Leg): boolean {
  if (!transition.agent(leg.agentId)?.isRecorded) return false;
  transition.changeLeg(callId, leg.id, { recorder: 'arming' });
  transition.changeCall(callId, { isRecorded: true });
  transition.command(callId, { do: 'arm-recorder', legId: leg.id });
  return true;
}
