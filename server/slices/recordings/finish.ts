/** From what the media engine wrote to what people play: one WAV per call with its waveform, made by a job after the call. */
import { rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Clock } from '../../kernel/clock.ts';
import type { Tx } from '../../kernel/db.ts';
import { fileName, type Files } from '../../kernel/files.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue, handleJob, jobKind, type JobCtx, type JobHandler } from '../../kernel/jobs.ts';
import { computePeaks, pointsPerSecondFor, type Waveform } from './peaks.ts';
import { planTimeline, rawFormat, readTimeline, type Segment } from './timeline.ts';
import { repairWav, secondsOf, wavHeader } from './wav.ts';
import { writeWaveform } from './waveform.ts';

/** The sound of a call that ended, as the engine reports it. Moments are epoch milliseconds. */
export interface EndedSound {
  ended: readonly { callId: string; startedAt: number; endedAt: number; segments: readonly { legId: string; spans: readonly { from: number; to: number }[] }[] }[];
  voicemails: readonly { callId: string; startedAt: number }[];
}

export interface FinishOptions {
  files: Files;
  clock: Clock;
  /** Folder in which the media engine writes a leg's sound as `<leg id>.raw`. */
  rawFolder: string;
  /** Folder in which it writes messages as `voicemail-<call id>.wav`. */
  voicemailFolder: string;
  onReady: (tenantId: string, callId: string) => void;
}

const finishJob = jobKind('recording.finish', Type.Object({ recordingId: Type.String({ format: 'uuid' }) }));

/** Rows and jobs for the sound of calls that end in this transaction; saying it twice changes nothing. */
export async function noteSound(tx: Tx, tenantId: string, sound: EndedSound): Promise<void> {
  for (const call of sound.ended) {
    const source = JSON.stringify({ endedAt: call.endedAt, segments: call.segments });
    await noteOne(tx, { tenantId, callId: call.callId, kind: 'call', source, startedAt: call.startedAt, expectedSeconds: (call.endedAt - call.startedAt) / 1000 });
  }
  for (const { callId, startedAt } of sound.voicemails) {
    await noteOne(tx, { tenantId, callId, kind: 'voicemail', source: '{}', startedAt, expectedSeconds: null });
  }
}

interface Note { tenantId: string; callId: string; kind: 'call' | 'voicemail'; source: string; startedAt: number; expectedSeconds: number | null }

async function noteOne(tx: Tx, note: Note): Promise<void> {
  const id = newId();
  const added = await tx.insertInto('recordings').values({ ...note, id, status: 'pending', startedAt: new Date(note.startedAt) })
    .onConflict((conflict) => conflict.columns(['tenantId', 'callId', 'kind']).doNothing()).returning('id').execute();
  if (added.length > 0) await enqueue(tx, finishJob, { recordingId: id });
}

export function createFinishJob(options: FinishOptions): JobHandler {
  return handleJob(finishJob, async ({ recordingId }, ctx) => {
    const row = await ctx.tenant((tx) => tx.selectFrom('recordings').selectAll().where('id', '=', recordingId).executeTakeFirst());
    if (!row || row.status === 'ready') return;
    const sound = row.kind === 'call' ? planCall(options, row.source, row.startedAt.getTime()) : await planVoicemail(options, row.callId);
    if (!sound) return void (await ctx.tenant((tx) => tx.updateTable('recordings').set({ status: 'missing' }).where('id', '=', recordingId).execute()));
    await store(options, ctx, row, sound);
    for (const file of sound.sources) rmSync(file, { force: true });
    options.onReady(ctx.tenantId, row.callId);
  });
}

/** Sound to be stored: its format, its length, a way to read it (twice: for the file and for the waveform), and where it came from. */
interface Sound { channels: number; sampleRate: number; dataBytes: number; isComplete: boolean; read: () => AsyncIterable<Buffer>; sources: string[] }

function planCall(options: FinishOptions, source: string, startedAt: number): Sound | null {
  const { endedAt, segments } = JSON.parse(source) as { endedAt: number; segments: EndedSound['ended'][number]['segments'] };
  const named = segments.map(({ legId, spans }): Segment => ({ file: path.join(options.rawFolder, `${legId}.raw`), spans }));
  const plan = planTimeline(named, startedAt, endedAt, (file) => Math.floor(sizeOf(file) / rawFormat.frameBytes));
  const sources = named.map(({ file }) => file);
  if (!plan.pieces.some((piece) => piece.file !== null)) return null;
  return { ...rawFormat, dataBytes: plan.frames * rawFormat.frameBytes, isComplete: plan.isComplete, read: () => readTimeline(plan), sources };
}

async function planVoicemail(options: FinishOptions, callId: string): Promise<Sound | null> {
  const file = path.join(options.voicemailFolder, `voicemail-${callId}.wav`);
  const format = sizeOf(file) > 0 ? await repairWav(file) : null;
  if (!format) return null;
  const read = async function* read(): AsyncGenerator<Buffer> {
    yield (await readFile(file)).subarray(format.dataOffset, format.dataOffset + format.dataBytes);
  };
  return { ...format, isComplete: true, read, sources: [file] };
}

async function store(options: FinishOptions, ctx: JobCtx, row: { id: string; callId: string; startedAt: Date }, sound: Sound): Promise<void> {
  const { files, clock } = options;
  const month = row.startedAt.toISOString().slice(0, 7);
  const wavName = fileName(ctx.tenantId, 'recordings', month, `${row.id}.wav`);
  const peaksName = fileName(ctx.tenantId, 'recordings', month, `${row.id}.peaks.json`);
  const bytes = await files.put(wavName, Readable.from(withHeader(sound)));
  const seconds = secondsOf(sound, sound.dataBytes);
  const waveform: Waveform = await computePeaks(sound.read(), { channels: sound.channels, sampleRate: sound.sampleRate, pointsPerSecond: pointsPerSecondFor(seconds) });
  await writeWaveform(files, peaksName, waveform);
  await ctx.tenant((tx) => tx.updateTable('recordings').set({
    status: sound.isComplete ? 'ready' : 'incomplete', path: wavName, peaksPath: peaksName, seconds, channels: sound.channels, bytes, readyAt: new Date(clock.now()),
  }).where('id', '=', row.id).execute());
}

async function* withHeader(sound: Sound): AsyncGenerator<Buffer> {
  yield wavHeader(sound.channels, sound.sampleRate, sound.dataBytes);
  yield* sound.read();
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
