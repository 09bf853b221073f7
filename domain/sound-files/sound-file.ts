/**
 * What a sound file is, by its bytes alone: neither its name nor what its sender says of it counts. A reader asks for the bytes that it wants to see and
 * is given them, so that an hour of sound is read without being held; what it is given may be anything.
 */
import { readM4a } from './m4a.ts';
import { readMp3 } from './mp3.ts';
import { textAt } from './bytes.ts';
import type { Reading } from './reading.ts';
import { readWav } from './wav.ts';

/** Kinds that every browser plays. */
const soundKinds = ['wav', 'mp3', 'm4a'] as const;
export type SoundKind = (typeof soundKinds)[number];

export const mediaTypes = { wav: 'audio/wav', mp3: 'audio/mpeg', m4a: 'audio/mp4' } as const satisfies Record<
  SoundKind,
  string
>;
export type SoundType = (typeof mediaTypes)[SoundKind];
/** Also the end of a file's name. */
export const kindOfType = (type: SoundType): SoundKind => soundKinds.find((kind) => mediaTypes[kind] === type) ?? 'wav';

/** Where the samples of a WAV file lie that are numbers of 16 bits: of these a waveform can be drawn. */
interface Samples {
  readonly at: number;
  readonly bytes: number;
  readonly sampleRate: number;
}

/** Bytes of the file that was read, zeros, or others. */
export type Piece = { readonly at: number; readonly bytes: number } | { readonly zeros: number } | Uint8Array;

export interface SoundFile {
  readonly kind: SoundKind;
  readonly seconds: number;
  readonly channels: number;
  readonly samples: Samples | null;
  /** One behind the other they are a file of the same sound that says nothing else: recorders write whose number it was, and their name. */
  readonly pieces: readonly Piece[];
}

/** Sound that browsers do not play (AMR, ALAC, GSM), or nothing that can be read as sound: also what is cut off so that its length cannot be known. */
export type SoundFault = 'not-playable' | 'unreadable';

/** Reads a file of so many bytes. */
export function* readSoundFile(size: number): Reading<SoundFile | SoundFault> {
  const start = yield { at: 0, length: 16 };
  if (textAt(start, 0, 4) === 'RIFF' && textAt(start, 8, 4) === 'WAVE') return yield* readWav(size);
  if (textAt(start, 4, 4) === 'ftyp') return yield* readM4a(size);
  if (textAt(start, 0, 5) === '#!AMR') return 'not-playable';
  return yield* readMp3(size);
}
