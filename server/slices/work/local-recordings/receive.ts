/** The bytes of a recording that was announced: kept, looked at, and then a recording with its call, or nothing. */
import { Readable } from 'node:stream';
import { localRecordingLimits, type UploadedRecording } from '@bahu/contract/local-recordings.ts';
import { mediaTypes, readSoundFile, type Piece, type SoundFile } from '@bahu/domain/sound-files/sound-file.ts';
import { longestRun, type Reading } from '@bahu/domain/sound-files/reading.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Files } from '../../../kernel/files.ts';
import { limitedBody } from '../../../kernel/http/limited-body.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { refuseWhenFull } from '../../platform/tenants/index.ts';
import { addElsewhere, findOpenCall, isNotedElsewhere } from '../calls/index.ts';
import { addLocal, computePeaks, hasRecording, pointsPerSecondFor, writeWaveform } from '../recordings/index.ts';
import { clocksDifferMs } from './announce.ts';
import { drop, oneByOne, take, type Announced } from './store.ts';

export interface Received extends UploadedRecording {
  departmentId: string | null;
}
interface Host {
  files: Files;
  clock: Clock;
}

/** @throws Refusal not-found for what was not announced, local-recording.*, tenant.storage-full, input.invalid; then nothing is kept. */
export async function receive(ctx: Ctx, host: Host, id: string, content: Readable): Promise<Received> {
  const { files } = host;
  const announced = await ctx.tenant((tx) => take(tx, ctx.principal.userId, id));
  if (!announced) throw new Refusal('not-found');
  const { path } = announced;
  const peaksPath = `${path}.peaks.json`;
  try {
    const bytes = await files.put(path, limitedBody(content, announced.bytes, new Refusal('input.invalid')));
    if (bytes !== announced.bytes) throw new Refusal('input.invalid');
    const sound = await examine(files, path, bytes);
    await draw(files, { path, peaksPath }, sound);
    const kept = await files.put(path, Readable.from(contentOf(files, path, sound.pieces)));
    return await ctx.tenant((tx) => keep(tx, ctx, { announced, sound, bytes: kept, peaksPath, now: host.clock.now() }));
  } catch (error) {
    // Where nobody knows what became of the last transaction, the row does: with it the bytes go, now or within a day; without it they are a recording.
    const giveUp = async (tx: Tx): Promise<void> => {
      if ((await drop(tx, id)) || error instanceof Refusal)
        for (const name of [path, peaksPath]) await files.remove(name);
    };
    await ctx
      .tenant(giveUp)
      .catch((failure: unknown) => ctx.log.warn({ err: failure }, 'what is left of an upload goes later'));
    throw error;
  }
}

/** @throws Refusal local-recording.unreadable, not-playable, too-short, too-long. */
async function examine(files: Files, path: string, size: number): Promise<SoundFile> {
  const sound = await read(readSoundFile(size), (at, length) => bytesOf(files, path, size, at, length));
  if (typeof sound === 'string') throw new Refusal(`local-recording.${sound}`);
  if (sound.seconds < localRecordingLimits.minSeconds) throw new Refusal('local-recording.too-short');
  if (sound.seconds > localRecordingLimits.maxSeconds) throw new Refusal('local-recording.too-long');
  return sound;
}

async function read<Result>(
  reading: Reading<Result>,
  bytesAt: (at: number, length: number) => Promise<Uint8Array>,
): Promise<Result> {
  let step = reading.next();
  while (!step.done) step = reading.next(await bytesAt(step.value.at, step.value.length));
  return step.value;
}

async function bytesOf(files: Files, path: string, size: number, at: number, length: number): Promise<Buffer> {
  if (at >= size) return Buffer.alloc(0);
  const pieces: Buffer[] = [];
  for await (const piece of files.read(path, { from: at, to: Math.min(size, at + length) - 1 }))
    pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** What is kept in place of what was sent: no mask reaches what a file says of itself. */
async function* contentOf(files: Files, path: string, pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else if ('zeros' in piece)
      for (let left = piece.zeros; left > 0; left -= longestRun) yield Buffer.alloc(Math.min(left, longestRun));
    else if (piece.bytes > 0) yield* files.read(path, { from: piece.at, to: piece.at + piece.bytes - 1 });
  }
}

/** The waveform, where the sound is known sample by sample; else one without a channel. */
async function draw(
  files: Files,
  { path, peaksPath }: { path: string; peaksPath: string },
  { seconds, channels, samples }: SoundFile,
): Promise<void> {
  const pointsPerSecond = pointsPerSecondFor(seconds);
  if (!samples) return void (await writeWaveform(files, peaksPath, { seconds, pointsPerSecond, peaks: [] }));
  const { at, bytes, sampleRate } = samples;
  const content = files.read(path, { from: at, to: at + bytes - 1 });
  await writeWaveform(files, peaksPath, await computePeaks(content, { channels, sampleRate, pointsPerSecond }));
}

interface Whole {
  announced: Announced;
  sound: SoundFile;
  bytes: number;
  peaksPath: string;
  now: number;
}

/** @throws Refusal not-found when it was given up meanwhile, local-recording.has-recording, .known, .time, tenant.storage-full. */
async function keep(tx: Tx, ctx: Ctx, { announced, sound, bytes, peaksPath, now }: Whole): Promise<Received> {
  const { principal } = ctx;
  const { id, path } = announced;
  if (!(await drop(tx, id))) throw new Refusal('not-found');
  await oneByOne(tx, principal.userId);
  const { callId, startedAt, departmentId } =
    announced.callId === null
      ? await madeElsewhere(tx, ctx, announced, { seconds: sound.seconds, now })
      : await madeHere(tx, ctx, announced.callId);
  await addLocal(tx, {
    tenantId: principal.tenantId,
    id: newId(),
    callId,
    path,
    peaksPath,
    mediaType: mediaTypes[sound.kind],
    seconds: sound.seconds,
    channels: sound.channels,
    bytes,
    startedAt,
    readyAt: new Date(now),
  });
  await refuseWhenFull(tx, principal.tenantId, 0);
  await emit(tx, 'call.recording-uploaded', callId);
  await audit(tx, ctx, {
    action: 'recording.upload',
    recordType: 'call',
    recordId: callId,
    recordName: callNumber(callId),
    after: { seconds: Math.round(sound.seconds), elsewhere: announced.callId === null },
  });
  return { callId, seconds: sound.seconds, departmentId };
}

interface Kept {
  callId: string;
  startedAt: Date;
  departmentId: string | null;
}

async function madeElsewhere(
  tx: Tx,
  { principal: { tenantId, userId, departmentId } }: Ctx,
  { customerId, number, direction, startedAt }: Announced,
  { seconds, now }: { seconds: number; now: number },
): Promise<Kept> {
  if (number === null || direction === null || startedAt === null) throw new TypeError('announced without its call');
  if (startedAt.getTime() + seconds * 1000 > now + clocksDifferMs) throw new Refusal('local-recording.time');
  if (await isNotedElsewhere(tx, { agentId: userId, number, startedAt })) throw new Refusal('local-recording.known');
  const callId = newId();
  const call = {
    tenantId,
    id: callId,
    agentId: userId,
    departmentId,
    customerId,
    number,
    direction,
    startedAt,
    seconds,
  };
  await addElsewhere(tx, call);
  return { callId, startedAt, departmentId };
}

async function madeHere(tx: Tx, { principal }: Ctx, callId: string): Promise<Kept> {
  const call = await findOpenCall(tx, principal, callId);
  if (!call?.answeredAt) throw new Refusal('not-found');
  if (await hasRecording(tx, callId)) throw new Refusal('local-recording.has-recording');
  return { callId, startedAt: call.answeredAt, departmentId: call.departmentId };
}
