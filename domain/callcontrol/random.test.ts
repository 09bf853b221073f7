import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyHistory, kinds, live } from './test-random.ts';

test('[A2.5] [U6] [A2.10] whatever happens in whatever order, every call agrees with itself, everybody hears whom they should, and nothing is left at the end', () => {
  expect(kinds).toBeGreaterThan(25);
  fc.assert(fc.property(anyHistory, live), { numRuns: 2000 });
}, 120_000);
