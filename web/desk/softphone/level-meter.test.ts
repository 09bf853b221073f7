import { describe, expect, it } from 'vitest';
import { loudness } from './level-meter.ts';

describe('loudness', () => {
  it('reads silence as 0 and full scale as 1', () => {
    expect(loudness([0, 0, 0])).toBe(0);
    expect(loudness([1, -1, 1, -1])).toBe(1);
    expect(loudness([])).toBe(0);
  });

  it('rises by a third per 20 decibels', () => {
    expect(loudness([0.1, -0.1])).toBeCloseTo(2 / 3, 5);
    expect(loudness([0.01, -0.01])).toBeCloseTo(1 / 3, 5);
  });
});
