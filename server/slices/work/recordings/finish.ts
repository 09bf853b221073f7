/** From what the media server wrote to what people play: one WAV per call with its waveform, made by a job after the call. */
import { rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import { minMessageSeconds } from '@bahu/domain/agents/box.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { fileName, type Files } from '../../../kernel/files.ts';
import { handleJob, jobKind, type JobCtx, type JobHandler } from '../../../kernel/jobs.ts';
import { computePeaks, pointsPerSecondFor, type Waveform } from './peaks.ts';
import {
  legSampleBytes,
  planTimeline,
  rawFormat,
  readTimeline,
  withoutBeginning,
  type LegFiles,
  type Segment,
} from './timeline.ts';
import { measureWav, secondsOf, wavHeader } from './wav.ts';
import { writeWaveform } from './waveform.ts';

export interface FinishOptions {
  files: Files;
  clock: Clock;
  /** Folder in which the media server writes the two sides of each leg. */
  rawFolder: string;
  /** Folder in which it writes messages as `voicemail-<call id>.wav`. */
  voicemailFolder: string;
  onReady: (tenantId: string, call: ReadyCall) => void;
}

/** A call whose recording can be played now, and whose it is. */
export interface ReadyCall {
  id: string;
  agentIds: (string | null)[];
  departmentId: string | null;
}

/** Enqueued by the engine with a call's last facts, one for all calls that end at the same time (bahu_engine_commit). */
const finishJob = jobKind(
  'recording.finish',
  Type.Object({ recordingIds: Type.Array(Type.String({ format: 'uuid' })) }),
);

export function createFinishJob(options: FinishOptions): JobHandler {
  return handleJob(finishJob, async ({ recordingIds }, ctx) => {
    const rows = await ctx.tenant((tx) =>
      tx.selectFrom('recordings').selectAll().where('id', 'in', recordingIds).execute(),
    );
    for (const row of rows) if (row.status === 'pending') await finish(options, ctx, row);
    // Recordings of one call come from the same files: none goes before all are made, and none stays, also where nothing of it is kept.
    for (const row of rows) for (const file of sourcesOf(options, row)) rmSync(file, { force: true });
  });
}

/** What the engine wrote of where the sound lies. */
interface Source {
  endedAt: number;
  segments: { legId: string; spans: Segment['spans'] }[];
}
type Row = {
  id: string;
  callId: string;
  kind: 'call' | 'voicemail' | 'consultation' | 'local';
  source: string;
  startedAt: Date;
};

async function finish(options: FinishOptions, ctx: JobCtx, row: Row): Promise<void> {
  const cutSeconds = await cutOf(ctx, row);
  const sound = await whenWritten(options, ctx, row, cutSeconds);
  if (sound?.dataBytes === 0) return forgetEmpty(options, ctx, row);
  if (!sound)
    return void (await ctx.tenant((tx) =>
      tx.updateTable('recordings').set({ status: 'missing' }).where('id', '=', row.id).execute(),
    ));
  if (!sound.isComplete)
    ctx.log.warn(
      { callId: row.callId, missingSeconds: sound.missingSeconds, source: row.source },
      'a recording lacks some of its sound',
    );
  const startedAt = new Date(row.startedAt.getTime() + cutSeconds * 1000);
  await store(options, ctx, { ...row, startedAt }, sound);
  options.onReady(ctx.tenantId, await ctx.tenant((tx) => readCall(tx, row.callId)));
}

/**
 * A recording as far as it is written. The facts of a call's end come before its phones are hung up, so the media server may still have to write the
 * last of them: it is given the time for that, a little while after the end and not longer.
 */
async function whenWritten(options: FinishOptions, ctx: JobCtx, row: Row, cutSeconds: number): Promise<Sound | null> {
  const { endedAt } = await ctx.tenant((tx) =>
    tx.selectFrom('calls').select('endedAt').where('id', '=', row.callId).executeTakeFirstOrThrow(),
  );
  const giveUpAt = (endedAt?.getTime() ?? 0) + writtenWithinMs;
  for (;;) {
    const sound =
      row.kind === 'voicemail'
        ? await planVoicemail(options, row.callId)
        : planCall(options, row.source, row.startedAt.getTime(), cutSeconds);
    if ((sound !== null && sound.missingSeconds <= writtenTolerance) || options.clock.now() >= giveUpAt) return sound;
    await sleep(lookAgainMs);
  }
}

/** Of a conversation that was over before its recording would begin none is kept, and of a message in which nothing is said. */
async function forgetEmpty(options: FinishOptions, ctx: JobCtx, { id, callId, kind }: Row): Promise<void> {
  await ctx.tenant(async (tx) => {
    await tx.deleteFrom('recordings').where('id', '=', id).execute();
    if (kind === 'voicemail') await publish(tx, 'message.empty', { callId });
  });
  options.onReady(ctx.tenantId, await ctx.tenant((tx) => readCall(tx, callId)));
}

/** Seconds that the queue of a conversation has cut from its beginning. */
async function cutOf(ctx: JobCtx, { kind, callId }: Row): Promise<number> {
  if (kind !== 'call') return 0;
  const queue = await ctx.tenant((tx) =>
    tx
      .selectFrom('calls as c')
      .innerJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'c.tenantId').onRef('q.id', '=', 'c.queueId'))
      .where('c.id', '=', callId)
      .select('q.recordingCutSeconds')
      .executeTakeFirst(),
  );
  return queue?.recordingCutSeconds ?? 0;
}

/** Milliseconds after a call's end in which its sound is written for sure, and between two looks; seconds that two clocks may differ by. */
const writtenWithinMs = 5000;
const lookAgainMs = 200;
const writtenTolerance = 0.3;

async function readCall(tx: Tx, id: string): Promise<ReadyCall> {
  const call = await tx
    .selectFrom('calls')
    .where('id', '=', id)
    .select(['agentId', 'departmentId'])
    .executeTakeFirstOrThrow();
  const legs = await tx.selectFrom('callLegs').where('callId', '=', id).select('agentId').execute();
  return { id, agentIds: [call.agentId, ...legs.map((leg) => leg.agentId)], departmentId: call.departmentId };
}

/** Sound to be stored: its format, its length, and a way to read it (twice: for the file and for the waveform). */
interface Sound {
  channels: number;
  sampleRate: number;
  dataBytes: number;
  missingSeconds: number;
  isComplete: boolean;
  read: () => AsyncIterable<Buffer>;
}

function planCall(options: FinishOptions, source: string, startedAt: number, cutSeconds: number): Sound | null {
  const { endedAt, segments } = JSON.parse(source) as Source;
  const legs = segments.map(({ legId, spans }): Segment => ({ files: legFiles(options.rawFolder, legId), spans }));
  const whole = planTimeline(legs, startedAt, endedAt, framesOf);
  if (!whole.pieces.some((piece) => piece.files !== null)) return null;
  const plan = withoutBeginning(whole, cutSeconds * rawFormat.sampleRate);
  return {
    ...rawFormat,
    dataBytes: plan.frames * rawFormat.frameBytes,
    missingSeconds: plan.missingSeconds,
    isComplete: plan.isComplete,
    read: () => readTimeline(plan),
  };
}

const voicemailFile = (options: FinishOptions, callId: string): string =>
  path.join(options.voicemailFolder, `voicemail-${callId}.wav`);

/** The files from which a recording was made. */
function sourcesOf(
  options: FinishOptions,
  { kind, source, callId }: Pick<Row, 'kind' | 'source' | 'callId'>,
): string[] {
  if (kind === 'voicemail') return [voicemailFile(options, callId)];
  return (JSON.parse(source) as Source).segments.flatMap(({ legId }) =>
    Object.values(legFiles(options.rawFolder, legId)),
  );
}

async function* noSound(): AsyncGenerator<Buffer> {}

async function planVoicemail(options: FinishOptions, callId: string): Promise<Sound | null> {
  const file = voicemailFile(options, callId);
  const measured = sizeOf(file) > 0 ? await measureWav(file) : null;
  if (!measured) return null;
  const { isWhole, ...format } = measured;
  // The end of what is said may not be written yet; silence behind it is not in the file.
  if (secondsOf(format, format.dataBytes) < minMessageSeconds)
    return { ...format, dataBytes: 0, missingSeconds: Infinity, isComplete: true, read: noSound };
  const read = async function* read(): AsyncGenerator<Buffer> {
    yield (await readFile(file)).subarray(format.dataOffset, format.dataOffset + format.dataBytes);
  };
  // One whose writer was killed: how much of what was said it lacks, nobody knows.
  return { ...format, missingSeconds: isWhole ? 0 : Infinity, isComplete: isWhole, read };
}

async function store(
  options: FinishOptions,
  ctx: JobCtx,
  row: Pick<Row, 'id' | 'callId' | 'kind' | 'startedAt'>,
  sound: Sound,
): Promise<void> {
  const { files, clock } = options;
  const month = row.startedAt.toISOString().slice(0, 7);
  const wavName = fileName(ctx.tenantId, 'recordings', month, `${row.id}.wav`);
  const peaksName = fileName(ctx.tenantId, 'recordings', month, `${row.id}.peaks.json`);
  const bytes = await files.put(wavName, Readable.from(withHeader(sound)));
  const seconds = secondsOf(sound, sound.dataBytes);
  const waveform: Waveform = await computePeaks(sound.read(), {
    channels: sound.channels,
    sampleRate: sound.sampleRate,
    pointsPerSecond: pointsPerSecondFor(seconds),
  });
  await writeWaveform(files, peaksName, waveform);
  const isKept = await ctx.tenant(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('recordings')
      .set({
        status: sound.isComplete ? 'ready' : 'incomplete',
        startedAt: row.startedAt,
        path: wavName,
        peaksPath: peaksName,
        seconds,
        channels: sound.channels,
        bytes,
        readyAt: new Date(clock.now()),
      })
      .where('id', '=', row.id)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    if (row.kind === 'voicemail') await publish(tx, 'message.recorded', { callId: row.callId, seconds });
    return true;
  });
  // Erased while it was made, with the person whose voice it is: no row names its files any more.
  if (!isKept) for (const name of [wavName, peaksName]) await files.remove(name);
}

async function* withHeader(sound: Sound): AsyncGenerator<Buffer> {
  yield wavHeader(sound.channels, sound.sampleRate, sound.dataBytes);
  yield* sound.read();
}

/** As the context `record` of the engine's dialplan names them (asterisk/configuration/dialplan.ts). */
const legFiles = (folder: string, legId: string): LegFiles => ({
  heard: path.join(folder, `${legId}-heard.raw`),
  sent: path.join(folder, `${legId}-sent.raw`),
});

const framesOf = ({ heard, sent }: LegFiles): number =>
  Math.floor(Math.max(sizeOf(heard), sizeOf(sent)) / legSampleBytes);

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
