/**
 * MP3: frames one behind the other, which are walked through to the end. What a file claims of its own length (Xing, VBRI, tags) does not count. It
 * stands between tags, and no frame of it is of another rate than the first.
 */
import { big32, textAt } from './bytes.ts';
import { longestRun, type Reading } from './reading.ts';
import type { SoundFault, SoundFile } from './sound-file.ts';

const bitRates = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const sampleRates = [44_100, 48_000, 32_000] as const;

/** Fewer frames may stand by chance in a file that is none. */
const fewestFrames = 10;
/** Tags and filling behind the last frame. */
const mostBehind = 64 * 1024;
const mostTags = 4;

interface Frame {
  sampleRate: number;
  samples: number;
  bytes: number;
  channels: 1 | 2;
}

/** Reads a file of so many bytes, whatever it begins with. */
export function* readMp3(size: number): Reading<SoundFile | SoundFault> {
  const begin = yield* beginOf(size);
  let at = begin;
  let [frames, rate, channels, samples]: [number, number, 1 | 2, number] = [0, 0, 1, 0];
  let run: Uint8Array = new Uint8Array();
  let runAt = at;
  while (at + 4 <= size) {
    if (at < runAt || at + 4 > runAt + run.length) {
      run = yield { at, length: longestRun };
      runAt = at;
    }
    const frame = readFrame(big32(run, at - runAt));
    // The last one may be cut off; what is behind it are tags.
    if (!frame || (rate !== 0 && frame.sampleRate !== rate) || at + frame.bytes > size) break;
    frames += 1;
    rate = frame.sampleRate;
    channels = frame.channels > channels ? frame.channels : channels;
    samples += frame.samples;
    at += frame.bytes;
  }
  if (frames < fewestFrames || size - at > mostBehind) return 'unreadable';
  return { kind: 'mp3', seconds: samples / rate, channels, samples: null, pieces: [{ at: begin, bytes: at - begin }] };
}

/** Behind the tags that stand before the first frame. */
function* beginOf(size: number): Reading<number> {
  let at = 0;
  for (let tags = 0; tags < mostTags; tags += 1) {
    const head = yield { at, length: 10 };
    if (textAt(head, 0, 3) !== 'ID3' || at + 10 > size) return at;
    const length = [6, 7, 8, 9].reduce((sum, byte) => sum * 128 + ((head[byte] ?? 0) & 0x7f), 0);
    const hasFoot = ((head[5] ?? 0) & 0x10) !== 0;
    at += 10 + length + (hasFoot ? 10 : 0);
  }
  return at;
}

/** The head of a frame of layer III; null for anything else. */
function readFrame(head: number): Frame | null {
  const [sync, version, layer] = [head >>> 21, (head >>> 19) & 3, (head >>> 17) & 3];
  const [rateIndex, frequency, padding, mode] = [
    (head >>> 12) & 15,
    (head >>> 10) & 3,
    (head >>> 9) & 1,
    (head >>> 6) & 3,
  ];
  if (sync !== 0x7ff || version === 1 || layer !== 1) return null;
  const isFirst = version === 3;
  const bitRate = bitRates[isFirst ? 1 : 2][rateIndex];
  const base = sampleRates[frequency];
  if (!bitRate || !base) return null;
  const sampleRate = base / (isFirst ? 1 : version === 2 ? 2 : 4);
  const samples = isFirst ? 1152 : 576;
  return {
    sampleRate,
    samples,
    bytes: Math.floor((samples / 8) * ((bitRate * 1000) / sampleRate)) + padding,
    channels: mode === 3 ? 1 : 2,
  };
}
