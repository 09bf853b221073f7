/**
 * Where a call has been, one after the other: the menu, a queue, an agent, voicemail. What a call is at a moment decides in which of them it is, so no
 * verb writes them; they are found anew after every event. Records, reports and recordings are sums over them.
 */
import type { Event } from './event.ts';
import { isBridged, legOf, mainBridge, ownerParty, remoteParty, type Call, type Party } from './call.ts';

/**
 * `agent`: with the party whom the call is about. `external`: that party talks with a number outside and no agent. `consultation`: those who are not with
 * that party talk among themselves, beside the call or after the party has left.
 */
type SegmentKind = 'menu' | 'queue' | 'agent' | 'external' | 'consultation' | 'voicemail' | 'announcement';

/** A hold, epoch milliseconds; `to` is null while it lasts. */
export interface Hold {
  readonly from: number;
  readonly to: number | null;
}

export interface Segment {
  /** Counts from 1 within the call. */
  readonly seq: number;
  readonly kind: SegmentKind;
  /** The main ones follow each other without gap or overlap from the call's beginning to its end; the others are of agents who are in it beside its owner. */
  readonly isMain: boolean;
  /** Of a message, in whose box it is. */
  readonly agentId: string | null;
  readonly queueId: string | null;
  /** When the agent's phone was asked to ring, where that was before it began. */
  readonly offeredAt: number | null;
  readonly startedAt: number;
  /** When an agent or number began to talk; null before that, and where nobody talks. */
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  /** When the party of the call was on hold, or whoever was consulted waited; in order. */
  readonly holds: readonly Hold[];
  /** The event with which it began and ended. */
  readonly begunBy: Event['type'];
  readonly endedBy: Event['type'] | null;
}

/** What a call is in at a moment; the same `key` as before is the same segment. */
interface Stay {
  key: string;
  kind: SegmentKind;
  isMain: boolean;
  agentId: string | null;
  queueId: string | null;
  legId: string | null;
  isTalking: boolean;
  isHeld: boolean;
}

const stay = (kind: SegmentKind, change: Partial<Stay> = {}): Stay => {
  const whole = {
    kind,
    isMain: true,
    agentId: null,
    queueId: null,
    legId: null,
    isTalking: false,
    isHeld: false,
    ...change,
  };
  return { ...whole, key: keyOf(whole) };
};
const keyOf = ({ kind, isMain, agentId, queueId }: Pick<Segment, 'kind' | 'isMain' | 'agentId' | 'queueId'>): string =>
  `${isMain} ${kind} ${kind === 'queue' ? queueId : agentId}`;

function mainStay(call: Call): Stay {
  const { queueId, agentId } = call;
  switch (call.phase) {
    case 'queued':
      return stay('queue', { queueId });
    case 'parked':
      return stay('queue');
    case 'voicemail':
      return stay('voicemail', { agentId: call.message?.agentId ?? null, queueId });
    case 'goodbye':
      return stay('announcement', { queueId });
    case 'offered': {
      const offer = call.offers[0];
      return stay(offer?.agentId ? 'agent' : 'external', { agentId: offer?.agentId ?? null, legId: offer?.id ?? null });
    }
    case 'preparing':
    case 'dialing':
      return stay(agentId === null ? 'external' : 'agent', { agentId, legId: ownerParty(call)?.id ?? null });
    case 'talking': {
      if (call.isRemoteGone)
        return stay('consultation', {
          agentId,
          legId: ownerParty(call)?.id ?? null,
          isTalking: true,
          isHeld: ownerParty(call)?.state === 'away',
        });
      return stay(agentId === null ? 'external' : 'agent', {
        agentId,
        queueId,
        legId: ownerParty(call)?.id ?? null,
        isTalking: true,
        isHeld: isRemoteHeld(call),
      });
    }
    default:
      return stay('menu');
  }
}

/** Whether the party whom the call is about is on hold or in another call, or hears music while its agent is; where others talk with them they wait for nobody. */
function isRemoteHeld(call: Call): boolean {
  const remote = remoteParty(call);
  return (
    remote !== undefined &&
    (remote.heldBy !== null || remote.state === 'away' || (isOwnerElsewhere(call) && !isBridged(remote)))
  );
}

/** Also when the phone is lost while its agent is in another call: the wait here goes on. */
function isOwnerElsewhere(call: Call): boolean {
  const state = ownerParty(call)?.state;
  return state === 'away' || (state === 'lost' && isHeldIn(call.segments));
}
const isHeldIn = (segments: readonly Segment[]): boolean =>
  segments.some(({ isMain, endedAt, holds }) => isMain && endedAt === null && holds.at(-1)?.to === null);

/** Agents who are in a call that is another's, and numbers outside that are consulted. */
const besideOwner = (call: Call, { agentId, state, kind, room }: Party): boolean =>
  state !== 'early' &&
  (kind === 'agent'
    ? agentId !== call.agentId
    : kind === 'external' && call.phase === 'talking' && room !== mainBridge(call));

function staysOf(call: Call): Stay[] {
  if (call.phase === 'ended') return [];
  return [
    mainStay(call),
    ...call.parties.filter((party) => besideOwner(call, party)).map((party) => besideStay(call, party)),
  ];
}

function besideStay(call: Call, { id, agentId, heldBy, room, state }: Party): Stay {
  const isWithRemote = !call.isRemoteGone && room === mainBridge(call);
  const isHeld = heldBy !== null || state === 'away' || (isWithRemote && isRemoteHeld(call));
  return stay(isWithRemote ? 'agent' : 'consultation', { isMain: false, agentId, legId: id, isTalking: true, isHeld });
}

/** The segments of a call as they are after an event. */
export function segmentsAfter(call: Call, event: Event['type'], now: number): readonly Segment[] {
  const stays = new Map(staysOf(call).map((one) => [one.key, one]));
  const segments = call.segments.map((segment) =>
    segment.endedAt === null ? goOn(segment, stays.get(keyOf(segment)), event, now) : segment,
  );
  const open = new Set(segments.filter(({ endedAt }) => endedAt === null).map(keyOf));
  for (const one of stays.values())
    if (!open.has(one.key)) segments.push(begin(call, one, segments.length + 1, event, now));
  return segments.length === call.segments.length && segments.every((segment, i) => segment === call.segments[i])
    ? call.segments
    : segments;
}

function goOn(segment: Segment, one: Stay | undefined, event: Event['type'], now: number): Segment {
  if (!one) return { ...segment, holds: holdsAfter(segment.holds, false, now), endedAt: now, endedBy: event };
  const answeredAt = segment.answeredAt ?? (one.isTalking ? now : null);
  const holds = holdsAfter(segment.holds, one.isHeld, now);
  return answeredAt === segment.answeredAt && holds === segment.holds ? segment : { ...segment, answeredAt, holds };
}

function holdsAfter(holds: Segment['holds'], isHeld: boolean, now: number): Segment['holds'] {
  const open = holds.at(-1);
  if ((open?.to === null) === isHeld) return holds;
  return isHeld ? [...holds, { from: now, to: null }] : [...holds.slice(0, -1), { from: open!.from, to: now }];
}

/** Milliseconds on hold until `end`, epoch milliseconds. */
export const holdMsOf = (holds: readonly Hold[], end: number): number =>
  holds.reduce((sum, { from, to }) => sum + (to ?? end) - from, 0);

function begin(
  call: Call,
  { kind, isMain, agentId, queueId, legId, isTalking, isHeld }: Stay,
  seq: number,
  event: Event['type'],
  now: number,
): Segment {
  const isFirst = seq === 1;
  return {
    seq,
    kind,
    isMain,
    agentId,
    queueId,
    offeredAt: agentId === null ? null : (legOf(call, legId)?.startedAt ?? null),
    startedAt: isFirst ? call.startedAt : now,
    answeredAt: isTalking ? now : null,
    endedAt: null,
    holds: isHeld ? [{ from: now, to: null }] : [],
    begunBy: event,
    endedBy: null,
  };
}

/** Milliseconds that a call's party has spent, in all main segments until now: together they are its length. */
export interface Times {
  menu: number;
  wait: number;
  ring: number;
  talk: number;
  hold: number;
  voicemail: number;
  consultation: number;
}

/**
 * `ring`: until an agent or a number answered that was rung for nobody's queue; `menu` counts announcements too; `consultation` is what is said when the
 * party whom the call was about has left. Milliseconds.
 */
export function timesOf(segments: readonly Segment[], now: number): Times {
  const times: Times = { menu: 0, wait: 0, ring: 0, talk: 0, hold: 0, voicemail: 0, consultation: 0 };
  for (const segment of segments) {
    if (!segment.isMain) continue;
    const end = segment.endedAt ?? now;
    const hold = holdMsOf(segment.holds, end);
    switch (segment.kind) {
      case 'menu':
      case 'announcement':
        times.menu += end - segment.startedAt;
        break;
      case 'queue':
        times.wait += end - segment.startedAt;
        break;
      case 'voicemail':
      case 'consultation':
        times[segment.kind] += end - segment.startedAt;
        break;
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
  segments.findLast(({ isMain, kind, answeredAt }) => isMain && kind === 'agent' && answeredAt !== null)?.agentId ??
  null;

/** The agent who has the call, or had it when its party left; null while nobody has it. */
export const servingAgent = ({
  agentId,
  isRemoteGone = false,
  segments = [],
}: Pick<Call, 'agentId'> & Partial<Pick<Call, 'isRemoteGone' | 'segments'>>): string | null =>
  isRemoteGone ? (lastAgent(segments) ?? agentId) : agentId;

/** Whether nobody has moved in the call. */
export const standsAs = (before: Call, call: Call): boolean =>
  before.parties === call.parties && before.bridges === call.bridges && before.phase === call.phase;

/** Whether nothing has changed that decides in which segments the call is. */
export const isStayOf = (before: Call, call: Call): boolean =>
  standsAs(before, call) &&
  before.offers === call.offers &&
  before.agentId === call.agentId &&
  before.queueId === call.queueId &&
  before.remoteId === call.remoteId &&
  before.isRemoteGone === call.isRemoteGone;
