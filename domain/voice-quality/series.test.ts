import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measured } from './measure.ts';
import {
  causeOf,
  packed,
  poorStretches,
  sampleOf,
  spreads,
  unpacked,
  wordOf,
  type Cause,
  type VoiceSample,
} from './series.ts';

const good: VoiceSample = { at: 5, mos: 4.3, rttMs: 30, jitterMs: 3, lossFrom: 0, lossTo: 0 };
const at = (seconds: number, change: Partial<VoiceSample> = {}): VoiceSample => ({ ...good, at: seconds, ...change });
const bad = (seconds: number, mos = 2): VoiceSample => at(seconds, { mos, lossFrom: 0.2 });

const anySample = fc.record({
  at: fc.nat(20_000),
  mos: fc.integer({ min: 100, max: 450 }).map((hundredths) => hundredths / 100),
  rttMs: fc.nat(60_000),
  jitterMs: fc.nat(10_000),
  lossFrom: fc.nat(1000).map((thousandths) => thousandths / 1000),
  lossTo: fc.nat(1000).map((thousandths) => thousandths / 1000),
});

describe('[A2.1] a sample', () => {
  const measured: Measured = {
    rttMs: 30.4,
    incoming: { loss: 0.1, jitterMs: 4 },
    outgoing: { loss: 0.0333, jitterMs: 12.4 },
    bufferMs: null,
    isOpus: false,
  };

  it('says which way packets were lost, whoever counted them', () => {
    expect(sampleOf(5.2, measured, 'server')).toMatchObject({
      at: 5,
      rttMs: 30,
      jitterMs: 12,
      lossFrom: 0.1,
      lossTo: 0.033,
    });
    expect(sampleOf(5.2, measured, 'party')).toMatchObject({ lossFrom: 0.033, lossTo: 0.1 });
  });

  it('is kept in whole numbers and comes back as it was', () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        expect(packed(sample).every(Number.isInteger)).toBe(true);
        expect(unpacked(packed(sample))).toEqual(sample);
      }),
    );
  });

  it.each<[Cause, Partial<VoiceSample>]>([
    ['loss-from', { lossFrom: 0.2, lossTo: 0.05 }],
    ['loss-to', { lossTo: 0.2, jitterMs: 60 }],
    ['jitter', { jitterMs: 200, lossTo: 0.01 }],
    ['delay', { rttMs: 900, jitterMs: 40 }],
  ])('is poor by %s', (cause, change) => expect(causeOf(at(5, change))).toBe(cause));
});

describe('[A2.1] a series', () => {
  it('says the best, the mean and the worst of each figure', () => {
    expect(spreads([])).toBeNull();
    const all = spreads([at(5), at(10, { mos: 3.3, rttMs: 90 })])!;
    expect(all.mos).toEqual({ best: 4.3, mean: 3.8, worst: 3.3 });
    expect(all.rttMs).toEqual({ best: 30, mean: 60, worst: 90 });
  });

  it('has its mean between its best and its worst', () => {
    fc.assert(
      fc.property(fc.array(anySample, { minLength: 1 }), (samples) => {
        const { mos, rttMs } = spreads(samples)!;
        expect(mos.worst).toBeLessThanOrEqual(mos.mean + 0.001);
        expect(mos.best).toBeGreaterThanOrEqual(mos.mean - 0.001);
        expect(rttMs.worst).toBeGreaterThanOrEqual(rttMs.best);
      }),
    );
  });

  it.each([
    ['nothing was measured', [], null],
    ['all was well', [at(5), at(10)], 'good'],
    ['one sample was poor', [at(5), bad(10), at(15), at(20), at(25)], 'good'],
    ['there is one and it was poor', [bad(5)], 'fair'],
    ['it was poor twice', [at(5), bad(10), at(15), bad(20), ...Array.from({ length: 99 }, () => at(25))], 'poor'],
  ] as const)('where %s has its word', (_what, samples, word) => expect(wordOf(samples)).toBe(word));

  it('names each stretch in which it was poor once, with what spoiled it most', () => {
    const worse = at(25, { mos: 1.4, rttMs: 3000 });
    expect(poorStretches([at(5), bad(10), at(15), bad(20), worse, bad(30)])).toEqual([
      { from: 5, to: 10, cause: 'loss-from' },
      { from: 15, to: 30, cause: 'delay' },
    ]);
    expect(poorStretches([at(5)])).toEqual([]);
    expect(poorStretches([bad(2)])).toEqual([{ from: 0, to: 2, cause: 'loss-from' }]);
  });
});
