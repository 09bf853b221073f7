/** The curve of a leg's quality in a box of fixed size: left to right the time of its samples, bottom to top the score. */
import { poorStretches, sampleSeconds, type VoiceSample } from '@bahu/domain/voice-quality/series.ts';

export interface Curve {
  readonly width: number;
  readonly height: number;
  /** Points of a polyline each: where samples are missing, another one begins. */
  readonly paths: readonly string[];
  /** From where to where it was poor. */
  readonly poor: readonly { readonly from: number; readonly to: number }[];
}

const width = 400;
const height = 36;
const [lowest, highest] = [1, 4.5];
const yOf = (mos: number): number => round(height - ((mos - lowest) / (highest - lowest)) * height);
const round = (value: number): number => Math.round(value * 10) / 10;

/** Where good and fair begin. */
export const goodAt = yOf(3.8);
export const fairAt = yOf(3.1);

export function curveOf(samples: readonly VoiceSample[]): Curve {
  const first = Math.max(0, (samples[0]?.at ?? 0) - sampleSeconds);
  const length = Math.max(sampleSeconds, (samples.at(-1)?.at ?? 0) - first);
  const xOf = (at: number): number => round(((at - first) / length) * width);
  const paths: string[][] = [];
  for (const [i, { at, mos }] of samples.entries()) {
    const before = samples[i - 1];
    const y = yOf(mos);
    if (!before || at - before.at > sampleSeconds * 2) paths.push([`${xOf(Math.max(first, at - sampleSeconds))},${y}`]);
    paths.at(-1)!.push(`${xOf(at)},${y}`);
  }
  return {
    width,
    height,
    paths: paths.map((points) => points.join(' ')),
    poor: poorStretches(samples).map(({ from, to }) => ({ from: xOf(Math.max(first, from)), to: xOf(to) })),
  };
}
