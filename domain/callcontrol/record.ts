/** The call record (CDR) derived from a call: one row per call, one per leg, whole at every moment of the call's life. */
import { secondsBetween } from '../time/day.ts';
import { legOf, type Call, type Leg } from './call.ts';
import { lastAgent, servingAgent, timesOf } from './segments.ts';

export interface CallRecord {
  id: string;
  direction: Call['direction'];
  startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  number: string;
  callerName: string;
  ownNumber: string;
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

/**
 * Seconds are sums over the main segments: `wait` in queues, `talk` and `hold` with agents or numbers. `ring` is of the leg that was answered or rang
 * last, at an agent for a caller, else at the other party.
 */
export function recordOf(call: Call, now: number): CallRecord {
  const end = call.endedAt ?? now;
  const { wait, talk, hold } = timesOf(call.segments, end);
  return {
    id: call.id,
    direction: call.direction,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    number: call.number,
    callerName: call.callerName,
    ownNumber: call.ownNumber,
    trunkId: call.trunkId,
    customerId: call.customerId,
    agentId: servingAgent(call) ?? lastAgent(call.segments),
    queueId: call.queueId,
    waitSeconds: Math.round(wait / 1000),
    ringSeconds: ringSeconds(call, end),
    talkSeconds: Math.round(talk / 1000),
    holdSeconds: Math.round(hold / 1000),
    outcome: call.outcome,
    hangupSide: call.hangupSide,
    cause: call.cause,
    isReconciled: call.isReconciled,
    version: call.version,
  };
}

function ringSeconds(call: Call, end: number): number {
  const rung =
    call.direction === 'inbound'
      ? call.legs.findLast((leg) => leg.role === 'agent' && leg.ringingAt !== null)
      : dialedLeg(call);
  if (!rung) return 0;
  return secondsBetween(rung.ringingAt ?? rung.startedAt, rung.answeredAt ?? rung.endedAt ?? end);
}

/** Of the party whom a call was placed to, also when they have left. */
const dialedLeg = (call: Call): Leg | undefined =>
  call.isRemoteGone
    ? call.legs.find(
        ({ role, agentId }) => role === 'customer' || (role === 'agent' && agentId !== call.legs[0]!.agentId),
      )
    : legOf(call, call.remoteId);

/** Whether a leg has a row, which opens the call to its agent: not a supervisor's, nor one whose agent asked for a call and never had it. */
export const hasRow = ({ role, isUnoffered = false }: Leg): boolean => role !== 'supervisor' && !isUnoffered;

/** What a leg's row says of its end. */
export const legOutcome = (leg: Leg): Leg['outcome'] => (leg.state === 'ended' ? leg.outcome : 'in-progress');
