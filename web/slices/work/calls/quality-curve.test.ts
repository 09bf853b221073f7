import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VoiceSample } from '@bahu/domain/voice-quality/series.ts';
import { curveOf } from './quality-curve.ts';

const at = (seconds: number, mos = 4.4): VoiceSample => ({
  at: seconds,
  mos,
  rttMs: 20,
  jitterMs: 2,
  lossFrom: 0,
  lossTo: 0,
});

describe('[A2.1] the curve of a leg', () => {
  it('is one line through its samples, and begins with the stretch of the first', () => {
    const { paths, poor } = curveOf([at(15), at(20, 1), at(25)]);
    expect(paths).toEqual(['0,1 133.3,1 266.7,36 400,1']);
    expect(poor).toEqual([{ from: 133.3, to: 266.7 }]);
  });

  it('has a gap where samples are missing', () => {
    expect(curveOf([at(5), at(60), at(65)]).paths).toHaveLength(2);
  });

  it('has nothing without samples', () => expect(curveOf([]).paths).toEqual([]));

  it('stays within its box', () => {
    const samples = fc.array(fc.tuple(fc.nat(20_000), fc.integer({ min: 100, max: 450 })));
    fc.assert(
      fc.property(samples, (given) => {
        const { paths, width, height } = curveOf(
          given.map(([seconds, mos]) => at(seconds, mos / 100)).toSorted((a, b) => a.at - b.at),
        );
        for (const [x, y] of paths.flatMap((path) => path.split(' ').map((point) => point.split(',').map(Number)))) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(height);
        }
      }),
    );
  });
});
