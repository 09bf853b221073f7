/** Waveforms as files: written by the job that finishes a recording, read by the player. */
import { Value } from 'typebox/value';
import { Peaks } from '@bahu/contract/calls.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import type { Waveform } from './peaks.ts';

/** The waveform of a recording's row. @throws Refusal recording.missing or recording.not-ready. */
export async function readWaveform(
  files: Files,
  recording: { status: string; peaksPath: string | null } | undefined,
): Promise<Waveform> {
  if (!recording || recording.status === 'missing') throw new Refusal('recording.missing');
  if (recording.status === 'recording' || recording.status === 'pending' || recording.peaksPath === null)
    throw new Refusal('recording.not-ready');
  if ((await files.size(recording.peaksPath)) === null) throw new Refusal('recording.missing');
  const pieces: Buffer[] = [];
  for await (const piece of files.read(recording.peaksPath)) pieces.push(piece as Buffer);
  return Value.Parse(Peaks, JSON.parse(Buffer.concat(pieces).toString('utf8')));
}

/** Stores a waveform. */
export const writeWaveform = (files: Files, name: string, waveform: Waveform): Promise<number> =>
  files.put(name, Buffer.from(JSON.stringify(waveform)));
