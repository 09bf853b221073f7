/** The quality of a leg over its time: samples, what they come to, and where it was poor. */
import { qualityWord, type QualityWord } from './mean-opinion.ts';
import { mosOf, type Measured } from './measure.ts';

/** Seconds between two samples, about. */
export const sampleSeconds = 5;

export interface VoiceSample {
  /** Seconds since the call began. */
  readonly at: number;
  readonly mos: number;
  readonly rttMs: number;
  /** Of the worse direction. */
  readonly jitterMs: number;
  /** Share of packets lost on the way from the party to us, and from us to the party, 0 to 1. */
  readonly lossFrom: number;
  readonly lossTo: number;
}

/** A sample of a stretch that ended at `at`. `by` has measured: the party's own device, or our media server at the other end. */
export function sampleOf(at: number, measured: Measured, by: 'party' | 'server'): VoiceSample {
  const { incoming, outgoing } = measured;
  const [from, to] = by === 'server' ? [incoming, outgoing] : [outgoing, incoming];
  return {
    at: Math.max(0, Math.round(at)),
    mos: mosOf(measured),
    rttMs: Math.round(measured.rttMs),
    jitterMs: Math.round(Math.max(from.jitterMs, to.jitterMs)),
    lossFrom: thousandths(from.loss),
    lossTo: thousandths(to.loss),
  };
}
const thousandths = (share: number): number => Math.round(share * 1000) / 1000;

/** As it is kept: hundredths of MOS and thousandths of packets, all whole numbers, in the order of `VoiceSample`. */
export type PackedSample = readonly [number, number, number, number, number, number];

/** Whole numbers of a sample. */
export const packed = ({ at, mos, rttMs, jitterMs, lossFrom, lossTo }: VoiceSample): PackedSample => [
  at,
  Math.round(mos * 100),
  rttMs,
  jitterMs,
  Math.round(lossFrom * 1000),
  Math.round(lossTo * 1000),
];
/** The sample of its whole numbers. */
export const unpacked = ([at, mos, rttMs, jitterMs, lossFrom, lossTo]: PackedSample): VoiceSample => ({
  at,
  mos: mos / 100,
  rttMs,
  jitterMs,
  lossFrom: lossFrom / 1000,
  lossTo: lossTo / 1000,
});

/** The best, the mean and the worst of one figure. */
export interface Spread {
  readonly best: number;
  readonly mean: number;
  readonly worst: number;
}
type Figure = 'mos' | 'rttMs' | 'jitterMs' | 'lossFrom' | 'lossTo';

/** What a series comes to, figure by figure; null of an empty one. Of MOS more is better, of the others less. */
export function spreads(samples: readonly VoiceSample[]): Record<Figure, Spread> | null {
  if (samples.length === 0) return null;
  const of = (figure: Figure): Spread => {
    const values = samples.map((sample) => sample[figure]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const mean = Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 1000) / 1000;
    return figure === 'mos' ? { best: most, mean, worst: least } : { best: least, mean, worst: most };
  };
  return {
    mos: of('mos'),
    rttMs: of('rttMs'),
    jitterMs: of('jitterMs'),
    lossFrom: of('lossFrom'),
    lossTo: of('lossTo'),
  };
}

/** So many poor samples are no accident: with them a leg, and its call, had poor sound. */
const poorLeast = 2;

/** Whether a sample is poor by word. */
export const isPoorSample = ({ mos }: VoiceSample): boolean => qualityWord(mos) === 'poor';

/** In one word: poor where it was poor for a while and never for less, else by its mean. */
export function wordOf(samples: readonly VoiceSample[]): QualityWord | null {
  const all = spreads(samples);
  if (!all) return null;
  if (samples.filter(isPoorSample).length >= poorLeast) return 'poor';
  return qualityWord(all.mos.mean) === 'good' ? 'good' : 'fair';
}

/** What spoils a sample. */
export type Cause = 'loss-from' | 'loss-to' | 'jitter' | 'delay';
/** Shares and milliseconds that take about as much of the score: beyond each, one hears it. */
const heardFrom = { loss: 0.02, jitterMs: 40, rttMs: 300 } as const;

/** What spoiled a sample most. */
export function causeOf({ lossFrom, lossTo, jitterMs, rttMs }: VoiceSample): Cause {
  const weights: readonly (readonly [Cause, number])[] = [
    ['loss-from', lossFrom / heardFrom.loss],
    ['loss-to', lossTo / heardFrom.loss],
    ['jitter', jitterMs / heardFrom.jitterMs],
    ['delay', rttMs / heardFrom.rttMs],
  ];
  return weights.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

export interface PoorStretch {
  /** Seconds since the call began. */
  readonly from: number;
  readonly to: number;
  /** Of its worst sample. */
  readonly cause: Cause;
}

/** Where it was poor: samples that follow each other are one stretch. */
export function poorStretches(samples: readonly VoiceSample[]): PoorStretch[] {
  const stretches: { from: number; to: number; worst: VoiceSample }[] = [];
  for (const sample of samples) {
    if (!isPoorSample(sample)) continue;
    const last = stretches.at(-1);
    const from = Math.max(0, sample.at - sampleSeconds);
    if (!last || from > last.to + sampleSeconds / 2) stretches.push({ from, to: sample.at, worst: sample });
    else {
      last.to = sample.at;
      if (sample.mos < last.worst.mos) last.worst = sample;
    }
  }
  return stretches.map(({ from, to, worst }) => ({ from, to, cause: causeOf(worst) }));
}
