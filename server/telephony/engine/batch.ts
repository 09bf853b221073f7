/** What a run of reductions wants written: the latest of each row, all facts, in one payload of `bahu_engine_commit`. */
import type { Agent } from '@bahu/domain/agents/agent.ts';
import type { Call, Leg } from '@bahu/domain/callcontrol/call.ts';
import type { RecordedFact } from '@bahu/domain/callcontrol/fact.ts';
import { legOutcome, recordOf } from '@bahu/domain/callcontrol/record.ts';
import type { Queue } from '@bahu/domain/queues/queue.ts';
import { newId } from '../../kernel/ids.ts';

export interface StateChange { agentId: string; at: number; seq: number; activity: Agent['activity']; callId: string | null }

export interface Batch {
  calls: Map<string, Call>;
  facts: RecordedFact[];
  /** Null for one who has left; the database has forgotten him already. */
  agents: Map<string, Agent | null>;
  queues: Map<string, Queue>;
  states: StateChange[];
}

/** A batch with nothing to write. */
export const emptyBatch = (): Batch => ({ calls: new Map(), facts: [], agents: new Map(), queues: new Map(), states: [] });
/** Whether there is nothing to write. */
export const isEmpty = (batch: Batch): boolean => batch.calls.size === 0 && batch.facts.length === 0 && batch.agents.size === 0 && batch.queues.size === 0;

/** Where the sound of an ended call lies: a file per agent's leg, and when each wrote. Moments are epoch milliseconds. The source of a recording's row. */
export interface SoundSource { endedAt: number; segments: { legId: string; spans: { from: number; to: number }[] }[] }

/** The payload as plain JSON; also what the journal keeps while the database is away. */
export interface Payload {
  calls: Record<string, unknown>[];
  legs: Record<string, unknown>[];
  facts: Record<string, unknown>[];
  agents: { id: string; state: unknown }[];
  queues: { id: string; state: unknown }[];
  states: Record<string, unknown>[];
  /** Rows of recordings that are to be finished. */
  sounds: Record<string, unknown>[];
}

const nothing: Payload = { calls: [], legs: [], facts: [], agents: [], queues: [], states: [], sounds: [] };

/** A payload call by call, and the rest of it row by row: together they write what the whole would. */
export function partsOf(payload: Payload): Payload[] {
  const ids = new Set([...payload.calls.map((row) => row['id']), ...[payload.legs, payload.facts, payload.sounds].flat().map((row) => row['call_id'])]);
  const ofCalls = [...ids].map((id): Payload => {
    const own = (rows: Record<string, unknown>[]): Record<string, unknown>[] => rows.filter((row) => row['call_id'] === id);
    return { ...nothing, calls: payload.calls.filter((row) => row['id'] === id), legs: own(payload.legs), facts: own(payload.facts), sounds: own(payload.sounds) };
  });
  return [
    ...ofCalls, ...payload.agents.map((row) => ({ ...nothing, agents: [row] })), ...payload.queues.map((row) => ({ ...nothing, queues: [row] })),
    ...payload.states.map((row) => ({ ...nothing, states: [row] })),
  ];
}

const moment = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** `written` remembers the leg objects that are in the database already: they are immutable, so the same object is the same row. */
export function payloadOf(batch: Batch, now: number, departmentOf: (call: Call) => string | null, written: WeakSet<Leg>): Payload {
  const calls = [...batch.calls.values()];
  return {
    calls: calls.map((call) => callRow(call, now, departmentOf(call))),
    legs: calls.flatMap((call) => call.legs.filter((leg) => !written.has(leg)).map((leg) => {
      written.add(leg);
      return legRow(call.id, leg);
    })),
    facts: batch.facts.map(({ callId, seq, at, fact }) => {
      const { type, ...data } = fact;
      return { call_id: callId, seq, at: moment(at), type, data };
    }),
    agents: [...batch.agents.values()].filter((agent) => agent !== null).map((agent) => ({ id: agent.id, state: agentState(agent) })),
    queues: [...batch.queues.values()].map((queue) => ({ id: queue.id, state: { waiting: queue.waiting, lastAgentId: queue.lastAgentId } })),
    states: batch.states.map((state) => ({ agent_id: state.agentId, at: moment(state.at), seq: state.seq, activity: state.activity, call_id: state.callId })),
    sounds: calls.flatMap(soundsOf),
  };
}

function callRow(call: Call, now: number, departmentId: string | null): Record<string, unknown> {
  const record = recordOf(call, now);
  return {
    id: record.id, direction: record.direction, started_at: moment(record.startedAt), answered_at: moment(record.answeredAt), ended_at: moment(record.endedAt), number: record.number,
    caller_name: record.callerName, line_number: record.lineNumber, trunk_id: record.trunkId, customer_id: record.customerId, agent_id: record.agentId, queue_id: record.queueId,
    department_id: departmentId, wait_seconds: record.waitSeconds, ring_seconds: record.ringSeconds, talk_seconds: record.talkSeconds, hold_seconds: record.holdSeconds,
    outcome: record.outcome, hangup_side: record.hangupSide, cause: record.cause, is_reconciled: record.isReconciled, version: record.version,
    live: call.phase === 'ended' ? null : call,
  };
}

function legRow(callId: string, leg: Leg): Record<string, unknown> {
  return {
    call_id: callId, id: leg.id, role: leg.role, agent_id: leg.agentId, number: leg.number, started_at: moment(leg.startedAt), ringing_at: moment(leg.ringingAt),
    answered_at: moment(leg.answeredAt), ended_at: moment(leg.endedAt), outcome: legOutcome(leg), cause: leg.cause, sip_code: leg.sipCode,
  };
}

/** What has to survive a restart of an agent beyond his row. */
export type AgentState = Pick<Agent, 'chosen' | 'callId' | 'legId' | 'onCall' | 'activity' | 'since' | 'idleSince' | 'wrapUpEndsAt' | 'restsUntil' | 'today' | 'sessionId'>;

const agentState = (agent: Agent): AgentState => ({
  chosen: agent.chosen, callId: agent.callId, legId: agent.legId, onCall: agent.onCall, activity: agent.activity, since: agent.since, idleSince: agent.idleSince,
  wrapUpEndsAt: agent.wrapUpEndsAt, restsUntil: agent.restsUntil, today: agent.today, sessionId: agent.sessionId,
});

function soundsOf(call: Call): Record<string, unknown>[] {
  if (call.phase !== 'ended') return [];
  const row = { call_id: call.id, expected_seconds: null };
  const message = call.outcome === 'voicemail' ? [{ ...row, id: newId(), kind: 'voicemail', source: '{}', started_at: moment(call.startedAt) }] : [];
  const segments = call.legs.filter((leg) => leg.recorder === 'armed' && leg.spans.length > 0)
    .map((leg) => ({ legId: leg.id, spans: leg.spans.map((span) => ({ from: span.from, to: span.to ?? call.endedAt! })) }));
  if (call.recordingStartedAt === null || segments.length === 0) return message;
  const source: SoundSource = { endedAt: call.endedAt!, segments };
  const seconds = (call.endedAt! - call.recordingStartedAt) / 1000;
  return [...message, { ...row, id: newId(), kind: 'call', source: JSON.stringify(source), started_at: moment(call.recordingStartedAt), expected_seconds: seconds }];
}
