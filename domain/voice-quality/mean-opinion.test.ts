/** Figures of the table: the simplified E-model by hand, e.g. R = 93.2 - 0.024 * 100 = 90.8 without loss at 100 ms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOpinion, qualityWord, rating } from './mean-opinion.ts';

const ways = fc.record({
  delayMs: fc.double({ min: 0, max: 5000, noNaN: true }),
  loss: fc.double({ min: 0, max: 1, noNaN: true }),
  isOpus: fc.boolean(),
});
const more = fc.double({ min: 0, max: 1000, noNaN: true });

describe('[A2.1] [U7] the rating of a way', () => {
  it.each([
    [0, 0, false, 93.2, 4.41],
    [100, 0, false, 90.8, 4.36],
    [177.3, 0, false, 88.94, 4.31],
    [300, 0, false, 72.5, 3.71],
    [500, 0, false, 45.7, 2.35],
    [50, 0.01, false, 83.36, 4.14],
    [50, 0.05, false, 60.33, 3.12],
    [50, 0.05, true, 73, 3.73],
    [50, 0.2, false, 28.67, 1.55],
    [0, 1, false, 6.84, 1],
  ])('at %d ms and a loss of %d (Opus: %s) is %d, a score of %d', (delayMs, loss, isOpus, r, mos) => {
    expect(rating({ delayMs, loss, isOpus })).toBeCloseTo(r, 1);
    expect(meanOpinion({ delayMs, loss, isOpus })).toBeCloseTo(mos, 1);
  });

  it('stays within the scale, whatever was counted', () => {
    fc.assert(fc.property(ways, (way) => meanOpinion(way) >= 1 && meanOpinion(way) <= 4.5));
    for (const loss of [-1, 2]) expect(meanOpinion({ delayMs: -5, loss, isOpus: true })).toBeGreaterThanOrEqual(1);
  });

  it('never rises with more delay or more loss', () => {
    fc.assert(
      fc.property(ways, more, (way, ms) => meanOpinion({ ...way, delayMs: way.delayMs + ms }) <= meanOpinion(way)),
    );
    fc.assert(
      fc.property(ways, more, (way, thousandths) => {
        const loss = Math.min(1, way.loss + thousandths / 1000);
        return meanOpinion({ ...way, loss }) <= meanOpinion(way);
      }),
    );
  });

  it('is no lower with Opus, which bears loss better', () => {
    fc.assert(
      fc.property(ways, (way) => meanOpinion({ ...way, isOpus: true }) >= meanOpinion({ ...way, isOpus: false })),
    );
  });
});

it.each([
  [4.5, 'good'],
  [3.8, 'good'],
  [3.79, 'fair'],
  [3.1, 'fair'],
  [3.09, 'poor'],
  [1, 'poor'],
])('[A2.1] a score of %d is %s', (mos, word) => expect(qualityWord(mos)).toBe(word));
