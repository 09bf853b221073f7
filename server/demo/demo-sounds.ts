/** What is said in the recordings of the demo company: the spoken prompts of its simulated network, where those have been made. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Tx } from '../kernel/db.ts';
import { fileName, type Files } from '../kernel/files.ts';
import { newId } from '../kernel/ids.ts';
import { computePeaks, pointsPerSecondFor } from '../slices/work/recordings/peaks.ts';
import { readWavHeader, secondsOf, wavHeader } from '../slices/work/recordings/wav.ts';
import { writeWaveform } from '../slices/work/recordings/waveform.ts';

export interface SpeakingCompany {
  tenantId: string;
  /** Agents by extension, departments by key. */
  users: Readonly<Record<string, string>>;
  departments: Readonly<Record<string, string>>;
  files: Files;
  /** Spoken prompts of the language that callers speak, as files. */
  promptFolder: string;
  /** Epoch milliseconds. */
  now: number;
}

interface Speech {
  sound: Buffer;
  seconds: number;
}
const format = { channels: 1, sampleRate: 8000 };

/** These prompts, one after the other. */
export function speech({ promptFolder }: SpeakingCompany, words: readonly string[]): Speech {
  const sound = Buffer.concat(words.map((word) => samplesOf(path.join(promptFolder, `${word}.wav`))));
  return { sound, seconds: secondsOf(format, sound.length) };
}

/** The recording of a call, as the jobs keep it. */
export async function keepSound(
  tx: Tx,
  { tenantId, files }: SpeakingCompany,
  {
    callId,
    kind,
    startedAt,
    sound,
    seconds,
  }: Speech & { callId: string; kind: 'voicemail' | 'local'; startedAt: Date },
): Promise<void> {
  const [id, month] = [newId(), startedAt.toISOString().slice(0, 7)];
  const wavName = fileName(tenantId, 'recordings', month, `${id}.wav`);
  const peaksName = fileName(tenantId, 'recordings', month, `${id}.peaks.json`);
  const bytes = await files.put(wavName, Buffer.concat([wavHeader(1, format.sampleRate, sound.length), sound]));
  const peaks = { ...format, pointsPerSecond: pointsPerSecondFor(seconds) };
  await writeWaveform(files, peaksName, await computePeaks(Readable.from([sound]), peaks));
  await tx
    .insertInto('recordings')
    .values({
      tenantId,
      id,
      callId,
      kind,
      status: 'ready',
      source: '{}',
      path: wavName,
      peaksPath: peaksName,
      seconds,
      channels: 1,
      bytes,
      startedAt,
      readyAt: startedAt,
    })
    .execute();
}

/** Of a prompt that has not been made, a hum of two seconds. */
function samplesOf(file: string): Buffer {
  const bytes = existsSync(file) ? readFileSync(file) : null;
  const header = bytes && readWavHeader(bytes);
  if (bytes && header) return bytes.subarray(header.dataOffset, header.dataOffset + header.dataBytes);
  const hum = Buffer.alloc(2 * format.sampleRate * 2);
  for (let i = 0; i < 2 * format.sampleRate; i += 1)
    hum.writeInt16LE(Math.round(6000 * Math.sin((2 * Math.PI * 220 * i) / format.sampleRate)), i * 2);
  return hum;
}
