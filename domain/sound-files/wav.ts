/** WAV: chunks behind a head of twelve bytes. A recorder that was killed has not written how long its samples are; they go on to the end of the file. */
import { letters, little16, little32, textAt } from './bytes.ts';
import type { Reading } from './reading.ts';
import type { SoundFault, SoundFile } from './sound-file.ts';

/** Chunks before the samples; programs write a handful. */
const mostChunks = 64;
const rates = { min: 4000, max: 192_000 } as const;

const pcm = 1;
/** What browsers play beside plain numbers: floating point, A-law, μ-law. */
const otherPlayed: readonly number[] = [3, 6, 7];
/** The encoding stands further behind. */
const extensible = 0xfffe;

interface Format {
  encoding: number;
  channels: number;
  sampleRate: number;
  /** Of one sample of all channels. */
  frameBytes: number;
  bits: number;
  /** As it was written, without what may follow. */
  written: Uint8Array;
}

/** Reads a file of so many bytes that begins with `RIFF` and `WAVE`. */
export function* readWav(size: number): Reading<SoundFile | SoundFault> {
  let format: Format | null = null;
  for (let at = 12, chunks = 0; at + 8 <= size && chunks < mostChunks; chunks += 1) {
    const head = yield { at, length: 8 };
    const [name, length] = [textAt(head, 0, 4), little32(head, 4)];
    if (name === 'data')
      return format ? soundOf(format, at + 8, Math.min(length || Infinity, size - at - 8)) : 'unreadable';
    if (name === 'fmt ') format = readFormat(yield { at: at + 8, length: 40 });
    at += 8 + length + (length % 2);
  }
  return 'unreadable';
}

function readFormat(chunk: Uint8Array): Format {
  const encoding = little16(chunk, 0);
  return {
    written: chunk.slice(0, encoding === extensible ? 40 : 16),
    encoding: encoding === extensible ? little16(chunk, 24) : encoding,
    channels: little16(chunk, 2),
    sampleRate: little32(chunk, 4),
    frameBytes: little16(chunk, 12),
    bits: little16(chunk, 14),
  };
}

function soundOf(format: Format, at: number, available: number): SoundFile | SoundFault {
  const { encoding, channels, sampleRate, frameBytes, bits } = format;
  if (encoding !== pcm && !otherPlayed.includes(encoding)) return 'not-playable';
  if (channels < 1 || channels > 2 || sampleRate < rates.min || sampleRate > rates.max) return 'unreadable';
  if (bits % 8 !== 0 || bits === 0 || bits > 64 || frameBytes !== (channels * bits) / 8) return 'unreadable';
  const bytes = Math.floor(available / frameBytes) * frameBytes;
  const samples = encoding === pcm && bits === 16 ? { at, bytes, sampleRate } : null;
  const pieces = [headOf(format.written, bytes), { at, bytes }, { zeros: bytes % 2 }];
  return { kind: 'wav', seconds: bytes / frameBytes / sampleRate, channels, samples, pieces };
}

/** What stands before so many bytes of samples when there is nothing else. */
function headOf(format: Uint8Array, bytes: number): Uint8Array {
  const behind = 20 + format.length;
  const head = new Uint8Array(behind + 8);
  const view = new DataView(head.buffer);
  head.set(letters('RIFF'), 0);
  view.setUint32(4, behind + bytes + (bytes % 2), true);
  head.set(letters('WAVEfmt '), 8);
  view.setUint32(16, format.length, true);
  head.set(format, 20);
  head.set(letters('data'), behind);
  view.setUint32(behind + 4, bytes, true);
  return head;
}
