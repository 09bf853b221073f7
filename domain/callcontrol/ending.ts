/** How legs and calls end. Everything that ends goes through here, so that nothing is left behind. */
import { afterCall } from '../agents/agent.ts';
import { apart } from './topology.ts';
import { legOf, placed, playbackOf, type Call, type HangupSide, type Leg } from './call.ts';
import type { Outcome } from './outcome.ts';
import { leave } from '../queues/queue.ts';
import type { Transition } from './transition.ts';

/** Q.850 causes that we give ourselves. */
export const cause = { normal: 16, busy: 17, noAnswer: 19, absent: 20, rejected: 21, unallocated: 1, congestion: 34, noBearer: 58, incompatible: 88 } as const;

export interface LegEnd { cause: number; sipCode: number | null; outcome: Outcome }

/** Marks a leg as gone; its agent, if any, goes to after-call work or is free. */
export function endLeg(transition: Transition, callId: string, legId: string, end: LegEnd): void {
  const call = transition.call(callId);
  const leg = legOf(call!, legId);
  if (!leg || leg.state === 'ended') return;
  transition.changeLeg(callId, legId, { state: 'ended', endedAt: transition.now, ...placed(leg, apart, transition.now), ...end });
  transition.forgetLeg(legId);
  releaseAgent(transition, leg);
}

/** Hangs a leg up and counts it as gone at once; the engine's own news of it is then old. */
export function dropLeg(transition: Transition, callId: string, legId: string, end: Partial<LegEnd> = {}): void {
  const leg = legOf(transition.call(callId)!, legId);
  if (!leg || leg.state === 'ended') return;
  transition.command(callId, { do: 'hang-up', legId, cause: end.cause ?? cause.normal });
  endLeg(transition, callId, legId, { cause: cause.normal, sipCode: null, outcome: leg.answeredAt === null ? 'cancelled' : 'connected', ...end });
}

function releaseAgent(transition: Transition, leg: Leg): void {
  const agent = transition.agent(leg.agentId);
  if (agent?.legId !== leg.id) return;
  transition.setAgent(afterCall(agent, agent.onCall === 'talking', transition.now));
  transition.mayBeFree(agent.id);
}

/** Lets the call's agent go who is in it without a leg, because the phone was lost: to after-call work or free. */
export function releaseLegless(transition: Transition, call: Call): void {
  const agent = transition.agent(call.agentId);
  if (agent?.callId !== call.id) return;
  transition.setAgent(afterCall(agent, agent.onCall === 'talking', transition.now));
  transition.mayBeFree(agent.id);
}

/** Takes the call out of the queue in which it waits, if it does. */
export function leaveQueue(transition: Transition, call: Call): void {
  const queue = transition.queue(call.queueId);
  if (queue?.waiting.includes(call.id)) transition.setQueue(leave(queue, call.id));
}

export interface CallEnd { side: HangupSide; outcome: Outcome; cause?: number }

/** Ends a call whole: queue place, legs, bridge, record. A second end of the same call is ignored. */
export function endCall(transition: Transition, callId: string, end: CallEnd): void {
  const call = transition.call(callId);
  if (!call || call.phase === 'ended') return;
  leaveQueue(transition, call);
  for (const leg of call.legs) dropLeg(transition, callId, leg.id, end.cause === undefined ? {} : { cause: end.cause });
  releaseLegless(transition, call);
  const given = end.cause ?? cause.normal;
  transition.fact(callId, { type: 'ended', outcome: end.outcome, side: end.side, cause: given });
  transition.changeCall(callId, {
    phase: 'ended', endedAt: transition.now, outcome: end.outcome, hangupSide: end.side, cause: given, bridges: [], deadlines: {},
    ...endHold(call, transition.now),
  });
}

/** What is left of a hold that ends now, or of none: its time. */
export const endHold = (call: Call, now: number): Pick<Call, 'heldBy' | 'heldSince' | 'holdMs'> =>
  ({ heldBy: null, heldSince: null, holdMs: call.holdMs + (call.heldSince === null ? 0 : now - call.heldSince) });

/** How a call counts whose other party hung up in its present phase. */
export function outcomeWhenLeft(call: Call): Outcome {
  if (call.answeredAt !== null) return 'connected';
  switch (call.phase) {
    case 'queued': return 'abandoned-queue';
    case 'voicemail': return call.outcome === 'voicemail' || playbackOf(call) === null ? 'voicemail' : 'abandoned-queue';
    case 'goodbye': return 'goodbye';
    default: return 'abandoned-menu';
  }
}
