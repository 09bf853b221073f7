/**
 * Where a call has been, one after the other: the menu, a queue, an agent, voicemail. What a call is at a moment decides in which of them it is, so no
 * verb writes them; they are found anew after every event. Records, reports and recordings are sums over them.
 */
import type { Event } from './event.ts';
import { legOf, ownerParty, remoteParty, type Call, type Party } from './call.ts';

/** `external`: the party whom the call is about talks with a number outside and no agent. */
export type SegmentKind = 'menu' | 'queue' | 'agent' | 'external' | 'voicemail' | 'announcement';

export interface Segment {
  /** Counts from 1 within the call. */
  readonly seq: number;
  readonly kind: SegmentKind;
  /** The main ones follow each other without gap or overlap from the call's beginning to its end; the others are of agents who are in it beside its owner. */
  readonly isMain: boolean;
  readonly agentId: string | null;
  readonly queueId: string | null;
  /** When the agent's phone was asked to ring, where that was before it began. */
  readonly offeredAt: number | null;
  readonly startedAt: number;
  /** When an agent or number began to talk; null before that, and where nobody talks. */
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  /** Milliseconds on hold that are over, and since when the present hold lasts. */
  readonly holdMs: number;
  readonly heldSince: number | null;
  /** The event with which it began and ended. */
  readonly begunBy: Event['type'];
  readonly endedBy: Event['type'] | null;
}

/** What a call is in at a moment; the same `key` as before is the same segment. */
interface Stay { key: string; kind: SegmentKind; isMain: boolean; agentId: string | null; queueId: string | null; legId: string | null; isTalking: boolean; isHeld: boolean }

const stay = (kind: SegmentKind, change: Partial<Stay> = {}): Stay => {
  const whole = { kind, isMain: true, agentId: null, queueId: null, legId: null, isTalking: false, isHeld: false, ...change };
  return { ...whole, key: keyOf(whole) };
};
const keyOf = ({ kind, isMain, agentId, queueId }: Pick<Segment, 'kind' | 'isMain' | 'agentId' | 'queueId'>): string => `${isMain} ${kind} ${kind === 'queue' ? queueId : agentId}`;

function mainStay(call: Call): Stay {
  const { queueId, agentId } = call;
  switch (call.phase) {
    case 'queued': return stay('queue', { queueId });
    case 'parked': return stay('queue');
    case 'voicemail': return stay('voicemail', { queueId });
    case 'goodbye': return stay('announcement', { queueId });
    case 'offered': {
      const offer = call.offers[0];
      return stay(offer?.agentId ? 'agent' : 'external', { agentId: offer?.agentId ?? null, legId: offer?.id ?? null });
    }
    case 'preparing': case 'dialing': return stay(agentId === null ? 'external' : 'agent', { agentId, legId: ownerParty(call)?.id ?? null });
    case 'talking': {
      const isHeld = (remoteParty(call)?.heldBy ?? null) !== null;
      return stay(agentId === null ? 'external' : 'agent', { agentId, queueId, legId: ownerParty(call)?.id ?? null, isTalking: true, isHeld });
    }
    default: return stay('menu');
  }
}

/** Agents who are in a call that is another's. */
const besideOwner = (call: Call, { agentId, state, kind }: Party): boolean => kind === 'agent' && agentId !== call.agentId && state !== 'early';

function staysOf(call: Call): Stay[] {
  if (call.phase === 'ended') return [];
  const beside = call.parties.filter((party) => besideOwner(call, party)).map(({ id, agentId, heldBy }) => stay('agent', { isMain: false, agentId, legId: id, isTalking: true, isHeld: heldBy !== null }));
  return [mainStay(call), ...beside];
}

/** The segments of a call as they are after an event. */
export function segmentsAfter(call: Call, event: Event['type'], now: number): readonly Segment[] {
  const stays = new Map(staysOf(call).map((one) => [one.key, one]));
  const segments = call.segments.map((segment) => (segment.endedAt === null ? goOn(segment, stays.get(keyOf(segment)), event, now) : segment));
  const open = new Set(segments.filter(({ endedAt }) => endedAt === null).map(keyOf));
  for (const one of stays.values()) if (!open.has(one.key)) segments.push(begin(call, one, segments.length + 1, event, now));
  return segments.length === call.segments.length && segments.every((segment, i) => segment === call.segments[i]) ? call.segments : segments;
}

function goOn(segment: Segment, one: Stay | undefined, event: Event['type'], now: number): Segment {
  const holdMs = segment.holdMs + (segment.heldSince === null ? 0 : now - segment.heldSince);
  if (!one) return { ...segment, holdMs, heldSince: null, endedAt: now, endedBy: event };
  const answeredAt = segment.answeredAt ?? (one.isTalking ? now : null);
  if (answeredAt === segment.answeredAt && one.isHeld === (segment.heldSince !== null)) return segment;
  if (one.isHeld) return { ...segment, answeredAt, heldSince: segment.heldSince ?? now };
  return { ...segment, answeredAt, holdMs, heldSince: null };
}

function begin(call: Call, { kind, isMain, agentId, queueId, legId, isTalking, isHeld }: Stay, seq: number, event: Event['type'], now: number): Segment {
  const isFirst = seq === 1;
  return {
    seq, kind, isMain, agentId, queueId, offeredAt: agentId === null ? null : legOf(call, legId)?.startedAt ?? null, startedAt: isFirst ? call.startedAt : now,
    answeredAt: isTalking ? now : null, endedAt: null, holdMs: 0, heldSince: isHeld ? now : null, begunBy: event, endedBy: null,
  };
}

/** Milliseconds that a call's party has spent, in all main segments until now: together they are its length. */
export interface Times { menu: number; wait: number; ring: number; talk: number; hold: number; voicemail: number }

/** `ring`: until an agent or a number answered that was rung for nobody's queue; `menu` counts announcements too. Milliseconds. */
export function timesOf(segments: readonly Segment[], now: number): Times {
  const times: Times = { menu: 0, wait: 0, ring: 0, talk: 0, hold: 0, voicemail: 0 };
  for (const segment of segments) {
    if (!segment.isMain) continue;
    const end = segment.endedAt ?? now;
    const hold = segment.holdMs + (segment.heldSince === null ? 0 : end - segment.heldSince);
    switch (segment.kind) {
      case 'menu': case 'announcement': times.menu += end - segment.startedAt; break;
      case 'queue': times.wait += end - segment.startedAt; break;
      case 'voicemail': times.voicemail += end - segment.startedAt; break;
      default:
        times.ring += (segment.answeredAt ?? end) - segment.startedAt;
        times.talk += end - (segment.answeredAt ?? end) - hold;
        times.hold += hold;
    }
  }
  return times;
}

/** The agent of the latest main segment in which somebody talked, or null. */
export const lastAgent = (segments: readonly Segment[]): string | null =>
  segments.findLast(({ isMain, kind, answeredAt }) => isMain && kind === 'agent' && answeredAt !== null)?.agentId ?? null;
