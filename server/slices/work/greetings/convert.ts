/** A WAV file as people record or upload it becomes what the media server plays on every line: 8 kHz, 16 bits, one channel. Pure. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readWavHeader, secondsOf, wavHeader, type WavFormat } from '../recordings/index.ts';

const telephoneRate = 8000;
/** Rates that devices record with. */
const rates = { min: 8000, max: 96_000 } as const;
/** Zero crossings of the filter on either side: what lies above the telephone's band is gone. */
const crossings = 12;
/** Samples that are made at a stretch: the jobs of others have their turn between two. */
const stretch = 2000;

export interface WavSound extends WavFormat {
  seconds: number;
}

/** What the file holds, by its own size and not by what its header claims; null for one that is no such sound. */
export function readSound(file: Buffer): WavSound | null {
  const format = readWavHeader(file.subarray(0, 4096));
  if (!format || format.channels > 2 || format.sampleRate < rates.min || format.sampleRate > rates.max) return null;
  const frame = format.channels * 2;
  const there = Math.min(format.dataBytes, file.length - format.dataOffset);
  const dataBytes = Math.floor(there / frame) * frame;
  return dataBytes > 0 ? { ...format, dataBytes, seconds: secondsOf(format, dataBytes) } : null;
}

/** The whole file for the telephone. */
export async function toTelephone(file: Buffer, sound: WavSound): Promise<Buffer> {
  const samples = await resample(mono(file, sound), sound.sampleRate);
  const data = Buffer.alloc(samples.length * 2);
  for (const [i, value] of samples.entries())
    data.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(value))), i * 2);
  return Buffer.concat([wavHeader(1, telephoneRate, data.length), data]);
}

function mono(file: Buffer, { channels, dataOffset, dataBytes }: WavSound): Float32Array {
  const frames = dataBytes / (channels * 2);
  const samples = new Float32Array(frames);
  for (let i = 0; i < frames; i += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += file.readInt16LE(dataOffset + (i * channels + channel) * 2);
    samples[i] = sum / channels;
  }
  return samples;
}

/** By a windowed sinc, cut off at half the telephone's rate. */
async function resample(samples: Float32Array, rate: number): Promise<Float32Array> {
  if (rate === telephoneRate) return samples;
  const step = rate / telephoneRate;
  const reach = crossings * step;
  const out = new Float32Array(Math.floor(samples.length / step));
  for (let i = 0; i < out.length; i += 1) {
    if (i % stretch === 0) await nextTurn();
    const at = i * step;
    let [sum, weights] = [0, 0];
    for (
      let j = Math.max(0, Math.ceil(at - reach));
      j <= Math.min(samples.length - 1, Math.floor(at + reach));
      j += 1
    ) {
      const x = (j - at) / step;
      const weight =
        (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * (0.5 + 0.5 * Math.cos((Math.PI * x) / crossings));
      sum += samples[j]! * weight;
      weights += weight;
    }
    out[i] = weights === 0 ? 0 : sum / weights;
  }
  return out;
}
