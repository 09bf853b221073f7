/**
 * WAV files as Asterisk writes them: 16-bit PCM. A file whose writer was killed, or still writes, says in its header that it holds nothing; the sizes
 * follow from the file's own size.
 */
import { open } from 'node:fs/promises';

export interface WavFormat {
  channels: number;
  /** Samples a second of each channel. */
  sampleRate: number;
  /** Where the samples begin and how many bytes of them the header claims. */
  dataOffset: number;
  dataBytes: number;
}

/** Bytes of one sample of one channel. */
export const sampleBytes = 2;
/** Header that we write ourselves; Asterisk's is the same size. */
const headerBytes = 44;
/** Chunks before the samples are few and small; what does not fit here is no file of ours. */
const longestHeader = 4096;
const pcm = 1;

/** Reads the header at the start of a file. Null when it is no 16-bit PCM WAV. */
export function readWavHeader(start: Buffer): WavFormat | null {
  if (start.length < 12 || start.toString('latin1', 0, 4) !== 'RIFF' || start.toString('latin1', 8, 12) !== 'WAVE')
    return null;
  let format: { channels: number; sampleRate: number } | null = null;
  for (let at = 12; at + 8 <= start.length;) {
    const name = start.toString('latin1', at, at + 4);
    const size = start.readUInt32LE(at + 4);
    if (name === 'data') return format && { ...format, dataOffset: at + 8, dataBytes: size };
    if (name === 'fmt ' && at + 24 <= start.length) format = readFormat(start.subarray(at + 8));
    at += 8 + size + (size % 2);
  }
  return null;
}

function readFormat(chunk: Buffer): { channels: number; sampleRate: number } | null {
  const [kind, channels, sampleRate, bits] = [
    chunk.readUInt16LE(0),
    chunk.readUInt16LE(2),
    chunk.readUInt32LE(4),
    chunk.readUInt16LE(14),
  ];
  return kind === pcm && bits === sampleBytes * 8 && channels > 0 && sampleRate > 0 ? { channels, sampleRate } : null;
}

/** The header of a file with that many bytes of samples. */
export function wavHeader(channels: number, sampleRate: number, dataBytes: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(headerBytes - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(pcm, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * sampleBytes, 28);
  header.writeUInt16LE(channels * sampleBytes, 32);
  header.writeUInt16LE(sampleBytes * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** Seconds that a number of bytes of samples lasts. */
export const secondsOf = (format: Pick<WavFormat, 'channels' | 'sampleRate'>, dataBytes: number): number =>
  dataBytes / (format.sampleRate * format.channels * sampleBytes);

/**
 * The format of a file on disk with the bytes of whole samples that it has in truth; null when it is no WAV. `isWhole`: its header says the same, as it
 * does when its writer has come to the end.
 */
export async function measureWav(path: string): Promise<(WavFormat & { isWhole: boolean }) | null> {
  const file = await open(path, 'r');
  try {
    const start = Buffer.alloc(longestHeader);
    const { bytesRead } = await file.read(start, 0, longestHeader, 0);
    const format = readWavHeader(start.subarray(0, bytesRead));
    if (!format) return null;
    const { size } = await file.stat();
    const frame = format.channels * sampleBytes;
    const dataBytes = Math.floor((size - format.dataOffset) / frame) * frame;
    return { ...format, dataBytes, isWhole: dataBytes === format.dataBytes && start.readUInt32LE(4) === size - 8 };
  } finally {
    await file.close();
  }
}
