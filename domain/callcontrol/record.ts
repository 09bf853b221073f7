/** The call record (CDR) derived from a call: one row per call, one per leg, whole at every moment of the call's life. */
import { secondsBetween } from '../time/day.ts';
import { farLeg, type Call, type Leg } from './call.ts';

export interface CallRecord {
  id: string;
  direction: Call['direction'];
  startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  number: string;
  callerName: string;
  lineNumber: string;
  trunkId: string | null;
  customerId: string | null;
  agentId: string | null;
  queueId: string | null;
  waitSeconds: number;
  ringSeconds: number;
  talkSeconds: number;
  holdSeconds: number;
  outcome: Call['outcome'];
  hangupSide: Call['hangupSide'];
  cause: number | null;
  isReconciled: boolean;
  version: number;
}

/** Seconds: `wait` from the queue's entry to the answer or the end, `ring` of the leg that was answered or rang last, `talk` from answer to end. */
export function recordOf(call: Call, now: number): CallRecord {
  const end = call.endedAt ?? now;
  return {
    id: call.id, direction: call.direction, startedAt: call.startedAt, answeredAt: call.answeredAt, endedAt: call.endedAt, number: call.number, callerName: call.callerName,
    lineNumber: call.lineNumber, trunkId: call.trunkId, customerId: call.customerId, agentId: call.agentId, queueId: call.queueId,
    waitSeconds: call.queuedAt === null ? 0 : secondsBetween(call.queuedAt, call.answeredAt ?? end),
    ringSeconds: ringSeconds(call, end),
    talkSeconds: call.answeredAt === null ? 0 : secondsBetween(call.answeredAt, end),
    holdSeconds: Math.round((call.holdMs + (call.heldSince === null ? 0 : end - call.heldSince)) / 1000),
    outcome: call.outcome, hangupSide: call.hangupSide, cause: call.cause, isReconciled: call.isReconciled, version: call.version,
  };
}

function ringSeconds(call: Call, end: number): number {
  const rung = call.direction === 'inbound' ? call.legs.findLast((leg) => leg.role === 'agent' && leg.ringingAt !== null) : farLeg(call);
  if (!rung) return 0;
  return secondsBetween(rung.ringingAt ?? rung.startedAt, rung.answeredAt ?? rung.endedAt ?? end);
}

/** What a leg's row says of its end. */
export const legOutcome = (leg: Leg): Leg['outcome'] => (leg.state === 'ended' ? leg.outcome : 'in-progress');
