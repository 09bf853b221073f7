/** The waveform of a recording: the loudest sample of each short stretch of time, for each channel. */
import type { Static } from 'typebox';
import type { Peaks } from '@bahu/contract/calls.ts';
import { sampleBytes, secondsOf } from './wav.ts';

export type Waveform = Static<typeof Peaks>;

/** As many points as a wide screen has, and no more of them a second than the eye can tell apart. */
const wantedPoints = 4000;
const maxPerSecond = 50;
const loudest = 32_768;

/** How finely a recording of so many seconds is drawn. */
export const pointsPerSecondFor = (seconds: number): number =>
  Math.min(maxPerSecond, Math.max(1, Math.floor(wantedPoints / Math.max(1, seconds))));

export interface PeakFormat {
  channels: number;
  sampleRate: number;
  pointsPerSecond: number;
}

/** Peaks of 16-bit little-endian samples, channels interleaved, that arrive in pieces of any size. Values are 0 to 1 with three decimals. */
export async function computePeaks(samples: AsyncIterable<Buffer>, format: PeakFormat): Promise<Waveform> {
  const { channels, sampleRate, pointsPerSecond } = format;
  const peaks: number[][] = Array.from({ length: channels }, () => []);
  const loud = new Int32Array(channels);
  const frame = channels * sampleBytes;
  let frames = 0;
  let rest = Buffer.alloc(0);
  /** The frame with which the point that is being gathered is complete. */
  let pointEnd = sampleRate / pointsPerSecond;
  const closePoint = (): void => {
    for (let channel = 0; channel < channels; channel++) {
      peaks[channel]!.push(Math.round((loud[channel]! / loudest) * 1000) / 1000);
      loud[channel] = 0;
    }
    pointEnd = ((peaks[0]!.length + 1) * sampleRate) / pointsPerSecond;
  };
  for await (const piece of samples) {
    const bytes = rest.length ? Buffer.concat([rest, piece]) : piece;
    const whole = bytes.length - (bytes.length % frame);
    for (let at = 0; at < whole; at += frame) {
      for (let channel = 0; channel < channels; channel++) {
        const value = Math.abs(bytes.readInt16LE(at + channel * sampleBytes));
        if (value > loud[channel]!) loud[channel] = value;
      }
      if (++frames >= pointEnd) closePoint();
    }
    rest = Buffer.from(bytes.subarray(whole));
  }
  if (frames > (peaks[0]!.length * sampleRate) / pointsPerSecond) closePoint();
  return { seconds: secondsOf(format, frames * frame), pointsPerSecond, peaks };
}
