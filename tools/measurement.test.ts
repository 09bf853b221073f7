import { expect, it } from 'vitest';
import { verdicts } from './measurement.ts';

it('says of each figure whether its target is met', () => {
  const figures = { p95Ms: 310, ratio: 1.1, calls: 20 };
  expect(verdicts({ figures, table: [], targets: { p95Ms: { most: 300 }, ratio: { least: 0.9 } } })).toEqual([
    'p95Ms 310 (at most 300: MISSED)',
    'ratio 1.1 (at least 0.9: met)',
    'calls 20',
  ]);
});
