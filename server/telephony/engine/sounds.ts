/** Where the sound of an ended call lies, and which of it belongs to which of its recordings. */
import { mainBridge, type Call, type Leg, type Span } from '@bahu/domain/callcontrol/call.ts';
import type { Segment } from '@bahu/domain/callcontrol/segments.ts';
import { newId } from '../../kernel/ids.ts';
import { asItWas } from '../bridge-times.ts';

/**
 * A file per agent's leg, and when each wrote; what is not kept is passed over. Moments are epoch milliseconds. The source of a recording's row.
 */
export interface SoundSource {
  endedAt: number;
  segments: { legId: string; spans: SoundSpan[] }[];
}
interface SoundSpan {
  from: number;
  to: number;
  isKept?: boolean;
}

interface Times {
  from: number;
  to: number;
}

/** What decides of the recordings of a call, beside the call. */
interface Kept {
  keepsConsultations(): boolean;
  /** When a leg really stood in bridges, as far as that is known. */
  timesOf(legId: string): readonly Span[];
}

/**
 * Rows of the recordings of a call that has ended: its message, the conversation with its party, and where the company keeps them each consultation
 * by itself.
 */
export function soundsOf(decided: Call, kept: Kept): Record<string, unknown>[] {
  if (decided.phase !== 'ended') return [];
  const legs = decided.legs.map((leg) => ({ ...leg, spans: asItWas(leg.spans, kept.timesOf(leg.id)) }));
  const call = { ...decided, legs };
  const message =
    call.outcome === 'voicemail'
      ? [
          {
            ...rowOf(call),
            kind: 'voicemail',
            source: '{}',
            started_at: moment(call.startedAt),
            expected_seconds: null,
          },
        ]
      : [];
  return [...message, ...conversationOf(call), ...(kept.keepsConsultations() ? consultationsOf(call) : [])];
}

const moment = (ms: number): string => new Date(ms).toISOString();
const rowOf = (call: Call): Record<string, unknown> => ({ id: newId(), call_id: call.id, segment_seq: null });
const recorded = (call: Call): Leg[] => call.legs.filter(({ recorder }) => recorder === 'armed');
const endOf = (call: Call, { to }: { to: number | null }): number => to ?? call.endedAt!;

function conversationOf(call: Call): Record<string, unknown>[] {
  const kept = keptTimes(call);
  const segments = recorded(call)
    .map((leg) => ({
      legId: leg.id,
      spans: leg.spans.flatMap((span) => conversationSpans(call, span, kept.get(leg.id) ?? [])),
    }))
    .filter(({ spans }) => spans.length > 0);
  // Nothing is missing of a call in which only those beside its own agent were recorded.
  const keptFrom = segments.flatMap(({ spans }) => spans.filter(({ isKept }) => isKept).map(({ from }) => from));
  if (call.recordingStartedAt === null || keptFrom.length === 0) return [];
  // A colleague may have been recorded, for themselves, before anything of the call itself was.
  const startedAt = Math.min(...keptFrom);
  // What is said when the call's party has left is no part of it.
  const endedAt = leftAt(call) ?? call.endedAt!;
  const source: SoundSource = { endedAt, segments };
  const seconds = (endedAt - startedAt) / 1000;
  return [
    {
      ...rowOf(call),
      kind: 'call',
      source: JSON.stringify(source),
      started_at: moment(startedAt),
      expected_seconds: seconds,
    },
  ];
}

/** When the party whom the call was about left those who talked on; null when they stayed to its end. */
const leftAt = (call: Call): number | null =>
  call.segments.find(({ isMain, kind }) => isMain && kind === 'consultation')?.startedAt ?? null;

/** A time in which a leg's recorder wrote, cut at the moments between which it is kept. */
const conversationSpans = (call: Call, span: Span, kept: readonly Times[]): SoundSpan[] =>
  cut(call, span, kept, (piece) => span.bridgeId === mainBridge(call) && isIn(piece, kept));

/**
 * Of each moment of the conversation, whose file has it: the recorded agent's whose call it was, else, while they are lost or in another call, that of one
 * who talked on with the customer. A consultation never enters the customer's file. Times by leg, in order, as long as they last.
 */
function keptTimes(call: Call): Map<string, Times[]> {
  const heard = customerTimes(call);
  const owned = call.segments
    .filter(({ isMain, kind }) => isMain && kind === 'agent')
    .map(({ agentId, startedAt, endedAt }) => ({ agentId, from: startedAt, to: endOf(call, { to: endedAt }) }));
  const there = recorded(call).flatMap(({ id, agentId, spans }) =>
    spans
      .filter(({ bridgeId }) => bridgeId === mainBridge(call))
      .map((span) => ({ id, agentId, from: span.from, to: endOf(call, span) })),
  );
  const cuts = [...new Set([...heard, ...owned, ...there].flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const kept = new Map<string, Times[]>();
  for (const [i, to] of cuts.slice(1).entries()) {
    const piece = { from: cuts[i]!, to };
    const owner = owned.find((one) => isIn(piece, [one]))?.agentId ?? null;
    // Whose calls are not recorded, their customers' words are not kept from another's file either.
    if (!isIn(piece, heard) || !recorded(call).some(({ agentId }) => agentId !== null && agentId === owner)) continue;
    const those = there.filter((one) => isIn(piece, [one]));
    const source = those.find(({ agentId }) => agentId === owner) ?? those[0];
    if (source) kept.set(source.id, withPiece(kept.get(source.id) ?? [], piece));
  }
  return kept;
}

function withPiece(times: readonly Times[], piece: Times): Times[] {
  const last = times.at(-1);
  return last?.to === piece.from ? [...times.slice(0, -1), { from: last.from, to: piece.to }] : [...times, piece];
}

/** When the customer was in the conversation, neither on hold nor gone; of a call inside the company, always. */
function customerTimes(call: Call): Times[] {
  const spans = customerLeg(call)?.spans.filter(({ bridgeId }) => bridgeId === mainBridge(call)) ?? [
    { from: call.startedAt, to: null },
  ];
  return spans.map((span) => ({ from: span.from, to: endOf(call, span) }));
}

/** A number outside that is consulted has such a leg, too, but never the first of a call with a customer. */
const customerLeg = (call: Call): Leg | undefined =>
  call.direction === 'internal' ? undefined : call.legs.find(({ role }) => role === 'customer');

const isIn = (piece: Times, times: readonly Times[]): boolean =>
  times.some(({ from, to }) => from <= piece.from && piece.to <= to);

function cut(call: Call, span: Span, times: readonly Times[], isKept: (piece: Times) => boolean): SoundSpan[] {
  const end = endOf(call, span);
  const cuts = times
    .flatMap(({ from, to }) => [from, to])
    .filter((at) => at > span.from && at < end)
    .sort((a, b) => a - b);
  return [span.from, ...cuts].map((from, i) => {
    const piece = { from, to: cuts[i] ?? end };
    return { ...piece, isKept: isKept(piece) };
  });
}

function consultationsOf(call: Call): Record<string, unknown>[] {
  const all = call.segments.filter(({ kind }) => kind === 'consultation');
  const beside = all.filter(({ isMain }) => !isMain);
  // Of two who talk on when the customer has left, one stands beside the other: that is one conversation.
  const own = all.filter(
    (one) => !one.isMain || !beside.some((other) => other.startedAt < one.endedAt! && one.startedAt < other.endedAt!),
  );
  return own.map((segment) => consultationOf(call, segment)).filter((row) => row !== null);
}

/** What was said with whoever was consulted, from the file of the one who asked, else from their own; null where neither was recorded. */
function consultationOf(call: Call, segment: Segment): Record<string, unknown> | null {
  const their = call.legs.filter((leg) =>
    segment.agentId === null ? leg.role === 'customer' && leg !== customerLeg(call) : leg.agentId === segment.agentId,
  );
  const times = their
    .flatMap((leg) => apartTimes(call, leg))
    .map(({ from, to, bridgeId }) => ({
      from: Math.max(from, segment.startedAt),
      to: Math.min(to, segment.endedAt!),
      bridgeId,
    }))
    .filter(({ from, to }) => from < to);
  const legs = recorded(call)
    .map((leg) => ({
      leg,
      spans: leg.spans.flatMap((span) =>
        cut(call, span, times, (piece) =>
          isIn(
            piece,
            times.filter(({ bridgeId }) => bridgeId === span.bridgeId),
          ),
        ),
      ),
    }))
    .filter(({ spans }) => spans.some(({ isKept }) => isKept));
  const { leg, spans } = legs.find((one) => one.leg.agentId !== segment.agentId) ?? legs[0] ?? {};
  if (!leg || !spans) return null;
  const kept = spans.filter(({ isKept }) => isKept);
  const [startedAt, endedAt] = [kept[0]!.from, kept.at(-1)!.to];
  const source: SoundSource = { endedAt, segments: [{ legId: leg.id, spans }] };
  return {
    ...rowOf(call),
    segment_seq: segment.seq,
    kind: 'consultation',
    source: JSON.stringify(source),
    started_at: moment(startedAt),
    expected_seconds: (endedAt - startedAt) / 1000,
  };
}

/** When a leg stood where the party whom the call is about was not: in a bridge of its own, or in theirs after they had left. */
function apartTimes(call: Call, leg: Leg): (Times & { bridgeId: string })[] {
  const left = leftAt(call) ?? Infinity;
  return leg.spans
    .map((span) => ({
      from: span.bridgeId === mainBridge(call) ? Math.max(span.from, left) : span.from,
      to: endOf(call, span),
      bridgeId: span.bridgeId,
    }))
    .filter(({ from, to }) => from < to);
}
