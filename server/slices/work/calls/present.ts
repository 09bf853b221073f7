/** Call rows as the contract shows them to a reader. */
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { spreads, unpacked, wordOf, type PackedSample } from '@bahu/domain/voice-quality/series.ts';
import type { CallDetail, CallRow, CodeOfCall } from '@bahu/contract/calls.ts';
import type { LegQuality } from '@bahu/contract/voice-quality.ts';
import { mayChange, numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { regionFor } from '../../../kernel/regions.ts';
import { isIdKey } from './fact-names.ts';
import type { CallRecord, findRecording, listConsultations, listEvents, listLegs } from './store.ts';

type Leg = Awaited<ReturnType<typeof listLegs>>[number];
type Event = Awaited<ReturnType<typeof listEvents>>[number];
type Consultation = Awaited<ReturnType<typeof listConsultations>>[number];
type Recording = NonNullable<Awaited<ReturnType<typeof findRecording>>>;

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export function presentCall(reader: Principal, call: CallRecord): CallRow {
  const {
    recordingStatus,
    recordingKind,
    callerName: _callerName,
    sortKey: _sortKey,
    mayPlay,
    mayDownload,
    mayRemove: _mayRemove,
    mos,
    isPoor,
    ...row
  } = call;
  const recording = recordingState(recordingStatus);
  const isPlayable = recording === 'ready' || recording === 'incomplete';
  return {
    ...row,
    startedAt: call.startedAt.toISOString(),
    answeredAt: iso(call.answeredAt),
    endedAt: iso(call.endedAt),
    customerName: call.customerName && textFor(reader, call.customerName),
    codes: call.codes.map((code) => codeFor(reader, code)),
    number: numberFor(reader, call.number),
    region: regionFor(reader, call.number),
    ownNumber: numberFor({ masksNumbers: false }, call.ownNumber),
    recording,
    isVoicemail: recordingKind === 'voicemail',
    isLocalRecording: recordingKind === 'local',
    quality: mos === null ? null : { mos, isPoor },
    can: [
      ...(isPlayable && mayPlay && reader.permissions.has('recording.play') ? (['play'] as const) : []),
      ...(isPlayable && mayDownload && reader.permissions.has('recording.download') ? (['download'] as const) : []),
      ...(reader.permissions.has('call.place') ? (['call'] as const) : []),
      ...recordingActs(reader, call),
    ],
  };
}

/** A call of one's own without a recording can be given one; what was brought along can be taken away again. */
function recordingActs(reader: Principal, call: CallRecord): ('upload' | 'remove-recording')[] {
  if (!mayChange(reader) || !reader.permissions.has('recording.upload')) return [];
  if (call.recordingKind === 'local') return call.mayRemove ? ['remove-recording'] : [];
  const isOpen = call.agentId === reader.userId && call.direction !== 'internal' && call.answeredAt && call.endedAt;
  return isOpen && recordingState(call.recordingStatus) === 'none' ? ['upload'] : [];
}

/** The names are texts of the company, in which a number may stand. */
const codeFor = (reader: Principal, { name, nameEn, group, groupEn, ...code }: CodeOfCall): CodeOfCall => ({
  ...code,
  name: textFor(reader, name),
  nameEn: textFor(reader, nameEn),
  group: textFor(reader, group),
  groupEn: textFor(reader, groupEn),
});

function recordingState(status: CallRecord['recordingStatus']): CallRow['recording'] {
  if (status === null || status === 'missing') return 'none';
  return status === 'recording' ? 'pending' : status;
}

/** A call with all that is known of it; holds are epoch milliseconds. */
interface Detail {
  call: CallRecord;
  legs: Leg[];
  events: Event[];
  recording: Recording | undefined;
  holds: { from: number; to: number }[];
  consultations: Consultation[];
}

export function presentDetail(
  reader: Principal,
  { call, legs, events, recording, holds, consultations }: Detail,
): CallDetail {
  return {
    call: presentCall(reader, call),
    legs: legs.map(({ series, ...leg }) => ({
      ...leg,
      quality: series && presentQuality(series),
      number: numberFor(reader, leg.number),
      startedAt: leg.startedAt.toISOString(),
      ringingAt: iso(leg.ringingAt),
      answeredAt: iso(leg.answeredAt),
      endedAt: iso(leg.endedAt),
    })),
    route: events.map((event) => ({
      seq: event.seq,
      type: event.type,
      at: event.at.toISOString(),
      data: presentData(reader, event.data),
    })),
    recording: recording && isPlayable(recording) ? presentRecording(recording, holds) : null,
    consultations: consultations.map(({ seq, agentName, startedAt, seconds, status }) => ({
      seq,
      agentName,
      startedAt: startedAt.toISOString(),
      seconds: seconds ?? 0,
      isComplete: status === 'ready',
      isReady: status === 'ready' || status === 'incomplete',
    })),
  };
}

function presentQuality(series: readonly PackedSample[]): LegQuality | null {
  const samples = series.map(unpacked).toSorted((a, b) => a.at - b.at);
  const [word, all] = [wordOf(samples), spreads(samples)];
  return word && all && { word, ...all, samples };
}

const isPlayable = (recording: Recording): boolean => recording.status === 'ready' || recording.status === 'incomplete';

/**
 * Only plain values cross the wire, and numbers of others as the reader may see them, wherever they stand. Why a queue has chosen an agent stands beside
 * whom it has chosen.
 */
function presentData(
  reader: Principal,
  { why, ...data }: Record<string, unknown>,
): CallDetail['route'][number]['data'] {
  const plain = Object.entries({ ...(why as Record<string, unknown> | undefined), ...data }).filter(
    (entry): entry is [string, string | number | boolean | null] =>
      entry[1] === null || ['string', 'number', 'boolean'].includes(typeof entry[1]),
  );
  return Object.fromEntries(
    plain.map(([key, value]) => [key, typeof value === 'string' ? dataFor(reader, key, value) : value]),
  );
}

function dataFor(reader: Principal, key: string, value: string): string {
  if (key === 'number') return numberFor(reader, value);
  if (key === 'line') return nationalForm(value);
  if (isIdKey(key)) return value;
  return textFor(reader, value);
}

function presentRecording(recording: Recording, holds: Detail['holds']): NonNullable<CallDetail['recording']> {
  const seconds = recording.seconds ?? 0;
  const offset = (at: number): number => Math.min(seconds, Math.max(0, (at - recording.startedAt.getTime()) / 1000));
  const shown = holds
    .map(({ from, to }) => ({ from: offset(from), to: offset(to) }))
    .filter(({ from, to }) => to > from);
  return {
    seconds,
    channels: recording.channels ?? 1,
    startedAt: recording.startedAt.toISOString(),
    isComplete: recording.status === 'ready',
    holds: shown,
  };
}
