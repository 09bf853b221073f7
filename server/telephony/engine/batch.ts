/** What a run of reductions wants written: the latest of each row, all facts, in one payload of `bahu_engine_commit`. */
import type { Agent } from '@bahu/domain/agents/agent.ts';
import type { Stay } from '@bahu/domain/agents/state.ts';
import type { Call, Leg, Span } from '@bahu/domain/callcontrol/call.ts';
import type { RecordedFact } from '@bahu/domain/callcontrol/fact.ts';
import { hasRow, legOutcome, recordOf } from '@bahu/domain/callcontrol/record.ts';
import { holdMsOf, type Segment } from '@bahu/domain/callcontrol/segments.ts';
import type { Queue } from '@bahu/domain/queues/queue.ts';
import { partOf } from '../../kernel/part-of.ts';
import { soundsOf } from './sounds.ts';

/** `seq` tells the order of states that began at the same moment. */
type AgentStay = Stay & { seq: number };

export interface Batch {
  calls: Map<string, Call>;
  facts: RecordedFact[];
  /** Null for one who has left; the database has forgotten them already. */
  agents: Map<string, Agent | null>;
  queues: Map<string, Queue>;
  states: AgentStay[];
}

/** A batch with nothing to write. */
export const emptyBatch = (): Batch => ({
  calls: new Map(),
  facts: [],
  agents: new Map(),
  queues: new Map(),
  states: [],
});
/** Whether there is nothing to write. */
export const isEmpty = (batch: Batch): boolean =>
  batch.calls.size === 0 && batch.facts.length === 0 && batch.agents.size === 0 && batch.queues.size === 0;

/** What has to survive a restart of something that is live; null when it is not any more. A call's `version` is that of its row. */
interface LiveRow {
  kind: 'agent' | 'queue' | 'call';
  id: string;
  state: unknown;
  version: number | null;
}

/** The payload as plain JSON; also what the journal keeps while the database is away. */
export interface Payload {
  calls: Record<string, unknown>[];
  legs: Record<string, unknown>[];
  segments: Record<string, unknown>[];
  facts: Record<string, unknown>[];
  live: LiveRow[];
  states: Record<string, unknown>[];
  /** Rows of recordings that are to be finished. */
  sounds: Record<string, unknown>[];
}

const nothing: Payload = { calls: [], legs: [], segments: [], facts: [], live: [], states: [], sounds: [] };

/** Whether something that was read has every list of a payload. */
export const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(nothing).every((name) => Array.isArray((value as Record<string, unknown>)[name]));

/** A payload call by call, and the rest of it row by row: together they write what the whole would. */
export function partsOf(payload: Payload): Payload[] {
  const isOfCall = ({ kind }: LiveRow): boolean => kind === 'call';
  const { calls, legs, segments, facts, live, states, sounds } = payload;
  const ids = new Set([
    ...calls.map((row) => row['id']),
    ...live.filter(isOfCall).map((row) => row.id),
    ...[legs, segments, facts, sounds].flat().map((row) => row['call_id']),
  ]);
  const ofCalls = [...ids].map((id): Payload => {
    const own = (rows: Record<string, unknown>[]): Record<string, unknown>[] =>
      rows.filter((row) => row['call_id'] === id);
    return {
      ...nothing,
      calls: calls.filter((row) => row['id'] === id),
      legs: own(legs),
      segments: own(segments),
      facts: own(facts),
      sounds: own(sounds),
      live: live.filter((row) => isOfCall(row) && row.id === id),
    };
  });
  return [
    ...ofCalls,
    ...live.filter((row) => !isOfCall(row)).map((row) => ({ ...nothing, live: [row] })),
    ...states.map((row) => ({ ...nothing, states: [row] })),
  ];
}

const moment = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** To which department a call or a segment of it belongs, whether the company keeps what is said in consultations, and when a leg really stood in bridges. */
export interface Company {
  ofCall(call: Call): string | null;
  ofSegment(segment: Segment): string | null;
  keepsConsultations(): boolean;
  timesOf(legId: string): readonly Span[];
}

/** What is in the database already, so that it is not written again. */
export class Written {
  /** They are immutable: the same object is the same row. */
  private parts = new WeakSet<Leg | Segment>();
  /** The rows of live calls, without what rises by itself, and of live legs. */
  private readonly calls = new Map<string, string>();
  private readonly legs = new Map<string, string>();

  /** Notes a leg or segment. False when it was noted before. */
  add(one: Leg | Segment): boolean {
    const isNew = !this.parts.has(one);
    this.parts.add(one);
    return isNew;
  }

  /** The database has refused rows of these calls: all that is known of them is to be written again with their next change. */
  forget(callIds: readonly string[]): void {
    for (const id of callIds) this.calls.delete(id);
    this.legs.clear();
    this.parts = new WeakSet();
  }

  /** Notes the row of a leg that is another object than before. False when it says the same: much of a leg is live only. */
  addLeg(row: Record<string, unknown>): boolean {
    return note(this.legs, row['id'] as string, JSON.stringify(row), row['ended_at'] === null);
  }

  /** Notes the row of a call. False when nothing but its version and running seconds has changed. */
  addCall(row: Record<string, unknown>): boolean {
    const id = row['id'] as string;
    const text = JSON.stringify({
      ...row,
      version: 0,
      wait_seconds: 0,
      ring_seconds: 0,
      talk_seconds: 0,
      hold_seconds: 0,
    });
    return note(this.calls, id, text, row['ended_at'] === null);
  }
}

/** Whether the text is another one than before; what has ended is noted no more. */
function note(texts: Map<string, string>, id: string, text: string, isLive: boolean): boolean {
  const isNew = texts.get(id) !== text;
  if (isLive) texts.set(id, text);
  else texts.delete(id);
  return isNew;
}

/** The rows of a batch, without those that are in the database as they are. */
export function payloadOf(batch: Batch, now: number, company: Company, written: Written): Payload {
  const calls = [...batch.calls.values()];
  const isNew = (one: Leg | Segment): boolean => written.add(one);
  return {
    calls: calls.map((call) => callRow(call, now, company.ofCall(call))).filter((row) => written.addCall(row)),
    legs: calls
      .flatMap((call) => call.legs.filter((leg) => hasRow(leg) && isNew(leg)).map((leg) => legRow(call.id, leg)))
      .filter((row) => written.addLeg(row)),
    segments: calls.flatMap((call) =>
      call.segments.filter(isNew).map((segment) => segmentRow(call.id, segment, company.ofSegment(segment))),
    ),
    facts: batch.facts.map(({ callId, seq, at, fact }) => {
      const { type, ...data } = fact;
      return { call_id: callId, seq, at: moment(at), type, data };
    }),
    live: [
      ...[...batch.agents].map(([id, agent]): LiveRow => ({
        kind: 'agent',
        id,
        state: agent === null ? null : agentState(agent),
        version: null,
      })),
      ...[...batch.queues.values()].map((queue): LiveRow => ({
        kind: 'queue',
        id: queue.id,
        state: queueState(queue),
        version: null,
      })),
      ...calls.map((call): LiveRow => ({
        kind: 'call',
        id: call.id,
        state: call.phase === 'ended' ? null : call,
        version: call.version,
      })),
    ],
    states: batch.states.map((state) => ({
      agent_id: state.agentId,
      started_at: moment(state.startedAt),
      seq: state.seq,
      state: state.state,
      call_id: state.callId,
      ended_at: moment(state.endedAt),
      next_state: state.nextState,
      cause: state.reason?.cause ?? null,
      pause_id: state.reason?.pauseId ?? null,
      by_agent_id: state.reason?.byAgentId ?? null,
      note: state.reason?.note ?? null,
      next_cause: state.nextReason?.cause ?? null,
    })),
    sounds: calls.flatMap((call) => soundsOf(call, company)),
  };
}

function callRow(call: Call, now: number, departmentId: string | null): Record<string, unknown> {
  const record = recordOf(call, now);
  return {
    id: record.id,
    direction: record.direction,
    started_at: moment(record.startedAt),
    answered_at: moment(record.answeredAt),
    ended_at: moment(record.endedAt),
    number: record.number,
    caller_name: record.callerName,
    own_number: record.ownNumber,
    trunk_id: record.trunkId,
    customer_id: record.customerId,
    agent_id: record.agentId,
    queue_id: record.queueId,
    department_id: departmentId,
    wait_seconds: record.waitSeconds,
    ring_seconds: record.ringSeconds,
    talk_seconds: record.talkSeconds,
    hold_seconds: record.holdSeconds,
    outcome: record.outcome,
    hangup_side: record.hangupSide,
    cause: record.cause,
    is_reconciled: record.isReconciled,
    version: record.version,
  };
}

function legRow(callId: string, leg: Leg): Record<string, unknown> {
  return {
    call_id: callId,
    id: leg.id,
    role: leg.role,
    agent_id: leg.agentId,
    number: leg.number,
    started_at: moment(leg.startedAt),
    ringing_at: moment(leg.ringingAt),
    answered_at: moment(leg.answeredAt),
    ended_at: moment(leg.endedAt),
    outcome: legOutcome(leg),
    cause: leg.cause,
    sip_code: leg.sipCode,
    trunk_id: leg.trunkId ?? null,
  };
}

function segmentRow(callId: string, segment: Segment, departmentId: string | null): Record<string, unknown> {
  const { answeredAt, endedAt, holds } = segment;
  const holdMs = endedAt === null ? 0 : Math.round(holdMsOf(holds, endedAt));
  return {
    call_id: callId,
    seq: segment.seq,
    kind: segment.kind,
    is_main: segment.isMain,
    agent_id: segment.agentId,
    queue_id: segment.queueId,
    department_id: departmentId,
    offered_at: moment(segment.offeredAt),
    started_at: moment(segment.startedAt),
    answered_at: moment(answeredAt),
    ended_at: moment(endedAt),
    talk_ms: answeredAt === null || endedAt === null ? 0 : Math.round(endedAt - answeredAt) - holdMs,
    hold_ms: holdMs,
    holds: endedAt === null ? [] : holds,
    begun_by: segment.begunBy,
    ended_by: segment.endedBy,
  };
}

/** What has to survive a restart of an agent beyond their row. */
const keptOfAgent = [
  'chosen',
  'reason',
  'chosenAt',
  'pausedToday',
  'signedOutOf',
  'missedInRow',
  'callId',
  'legId',
  'onCall',
  'second',
  'owesWrapUp',
  'state',
  'since',
  'pausedSince',
  'idleSince',
  'wrapUpEndsAt',
  'wrapUpCallId',
  'lastTalkedAt',
  'noAnswerDelayUntil',
  'today',
  'permanentLeg',
  'permanentLegAfter',
  'sessionId',
] as const satisfies readonly (keyof Agent)[];
export type AgentState = Pick<Agent, (typeof keptOfAgent)[number]>;

/** An agent as they are stored. */
export const agentState = (agent: Agent): AgentState => ({
  ...partOf(agent, keptOfAgent),
  wrapUpCallId: agent.wrapUpCallId ?? null,
  lastTalkedAt: agent.lastTalkedAt ?? 0,
});

/** What has to survive a restart of a queue beyond its row. */
export type QueueState = Pick<Queue, 'lastAgentId' | 'today' | 'recentWaits'>;

const queueState = ({ lastAgentId, today, recentWaits }: Queue): QueueState => ({ lastAgentId, today, recentWaits });
