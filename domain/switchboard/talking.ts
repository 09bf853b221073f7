/** Two parties in conversation: answer, bridge, hold, keys, and the agent's phone lost and found in mid-call. */
import { countToday } from '../agents/agent.ts';
import { apart, music, talkingIn } from '../callcontrol/topology.ts';
import { farLeg, isBridged, isLive, legOfAgent, mainBridge, nearLeg, newLeg, nextLegId, type Call, type Leg } from '../calls/call.ts';
import { secondsBetween } from '../time/day.ts';
import type { Draft } from './board.ts';
import { dropLeg, endCall, endHold, leaveQueue, releaseLegless } from './ending.ts';
import { stopPlaying } from './sound.ts';
import { enterQueue } from './waiting.ts';

/** Seconds of silence that a lost phone costs the other party before music, the time an agent has to come back, and to pick up again. */
const musicAfterSeconds = 1;
const graceSeconds = 30;
const reattachRingSeconds = 15;

/** Brings both parties together, or into the places of those who are held off; one whose recorder is just being started comes when that is over. */
export function join(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  const far = farLeg(call);
  const near = nearLeg(call);
  if (near?.recorder === 'arming') return;
  const legs = [far, near].filter(isLive).filter((leg) => leg.state === 'up' || leg.hasEarlyMedia);
  for (const leg of legs) draft.place(callId, leg.id, call.heldBy === null ? talkingIn(mainBridge(call)) : leg.id === call.heldBy ? apart : music);
  const starts = call.recordingStartedAt === null && call.heldBy === null && legs.some((leg) => leg.recorder === 'armed');
  if (starts) draft.changeCall(callId, { recordingStartedAt: draft.now });
}

/** The offered agent took an inbound call. */
export function agentAnswered(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  const leg = nearLeg(call)!;
  const agent = draft.agent(leg.agentId)!;
  leaveQueue(draft, call);
  stopPlaying(draft, callId);
  draft.changeCall(callId, { phase: 'talking', agentId: agent.id, answeredAt: call.answeredAt ?? draft.now, menu: null });
  draft.setDeadlines(callId, { ring: null, queue: null, menu: null });
  draft.fact(callId, { type: 'agent-answered', agent: agent.name, extension: agent.extension, seconds: secondsBetween(leg.startedAt, draft.now) });
  draft.changeAgent(agent.id, { onCall: 'talking', today: countToday(agent, 'answered', draft.now, draft.configuration.utcOffsetMinutes) });
  join(draft, callId);
}

/** The agent leaves the bridge and the other party hears music. Nothing happens when they do not talk or are on hold already. */
export function hold(draft: Draft, call: Call, agentId: string): void {
  const leg = legOfAgent(call, agentId);
  if (call.phase !== 'talking' || call.heldBy || !leg || !isBridged(leg)) return;
  draft.changeCall(call.id, { heldBy: leg.id, heldSince: draft.now });
  join(draft, call.id);
  draft.fact(call.id, { type: 'held', agent: draft.agent(agentId)!.name });
}

/** The agent who put the call on hold takes it back. */
export function resume(draft: Draft, call: Call, agentId: string): void {
  const leg = legOfAgent(call, agentId);
  if (!leg || call.heldBy !== leg.id || call.phase !== 'talking') return;
  const heldMs = draft.now - call.heldSince!;
  draft.changeCall(call.id, { heldBy: null, heldSince: null, holdMs: call.holdMs + heldMs });
  draft.fact(call.id, { type: 'resumed', agent: draft.agent(agentId)!.name, seconds: Math.round(heldMs / 1000) });
  join(draft, call.id);
}

/** Keys go to everybody else in the call. */
export function sendDigits(draft: Draft, call: Call, agentId: string, digits: string): void {
  const own = legOfAgent(call, agentId);
  const others = call.legs.filter((leg) => leg.state === 'up' && leg.id !== own?.id);
  if (!own || others.length === 0) return;
  for (const leg of others) draft.command(call.id, { do: 'send-digits', legId: leg.id, digits });
  draft.fact(call.id, { type: 'digits-sent', count: digits.length });
}

/** The phone's signalling is gone, its audio perhaps not yet: a moment's patience, then music. */
export function phoneMayBeLost(draft: Draft, call: Call): void {
  draft.setDeadlines(call.id, { music: musicAfterSeconds, grace: graceSeconds });
}

/** The agent's phone does not hear any more: the other party gets music while he has time to come back. */
export function loseAgent(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  const near = nearLeg(call);
  if (call.phase !== 'talking' && call.phase !== 'dialing') return;
  if (isLive(near)) draft.place(callId, near.id, apart);
  draft.fact(callId, { type: 'agent-lost', agent: draft.agent(call.agentId)?.name ?? '' });
  if (call.phase === 'talking') {
    const far = farLeg(call);
    if (isLive(far) && isBridged(far)) draft.place(callId, far.id, music);
    draft.changeCall(callId, { phase: 'reconnecting' });
  }
  draft.setDeadlines(callId, { music: null, grace: graceSeconds });
}

/** Drops the dead leg of a lost phone but keeps the agent in the call. */
export function replaceLeg(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  const near = nearLeg(call)!;
  const agent = draft.agent(call.agentId)!;
  draft.setAgent({ ...agent, legId: null });
  dropLeg(draft, callId, near.id);
}

/** His phone is back: ring it, his page answers by itself. */
export function ringAgain(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  const agent = draft.agent(call.agentId)!;
  const legId = nextLegId(call);
  draft.addLeg(callId, newLeg({ id: legId, role: 'agent', agentId: agent.id, number: agent.extension, startedAt: draft.now }));
  draft.changeCall(callId, { nearLegId: legId, heldBy: call.heldBy === null ? null : legId });
  draft.changeAgent(agent.id, { legId });
  draft.command(callId, { do: 'ring-agent', legId, agentId: agent.id, callerNumber: call.number, callerName: call.callerName, seconds: reattachRingSeconds, isAutomatic: true });
}

/** The agent hears again, by his old leg or a new one. */
export function agentIsBack(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  const since = call.deadlines.grace === undefined ? draft.now : call.deadlines.grace - graceSeconds * 1000;
  draft.setDeadlines(callId, { music: null, grace: null });
  draft.fact(callId, { type: 'agent-back', agent: draft.agent(call.agentId)?.name ?? '', seconds: secondsBetween(since, draft.now) });
  if (call.phase === 'reconnecting') draft.changeCall(callId, { phase: 'talking' });
  join(draft, callId);
}

/** The agent did not come back in time: a caller of a queue waits again, first in line; other calls end. */
export function giveAgentUp(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  const far = farLeg(call);
  if (far?.state !== 'up' || !call.queueId) return endCall(draft, callId, { side: 'agent', outcome: call.answeredAt === null ? 'cancelled' : 'connected' });
  if (call.nearLegId) dropLeg(draft, callId, call.nearLegId);
  releaseLegless(draft, call);
  draft.changeCall(callId, { ...endHold(call, draft.now), deadlines: {} });
  enterQueue(draft, callId, call.queueId, 'front');
}

/**
 * Sends an agent's leg that has just come up for its recorder, if he is recorded; true when it has to be waited for. It is his leg and not the
 * customer's, because a recorder loses the heard side of a leg whose partner changes (see docs/decisions).
 */
export function armRecorder(draft: Draft, callId: string, leg: Leg): boolean {
  if (!draft.agent(leg.agentId)?.isRecorded) return false;
  draft.changeLeg(callId, leg.id, { recorder: 'arming' });
  draft.changeCall(callId, { isRecorded: true });
  draft.command(callId, { do: 'arm-recorder', legId: leg.id });
  return true;
}
