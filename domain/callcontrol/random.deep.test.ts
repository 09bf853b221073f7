import fc from 'fast-check';
import { test } from 'vitest';
import { anyHistory, live } from './test-random.ts';

test('[A2.5] [U6] [A2.10] ten thousand histories of a hundred events leave every call whole', () => {
  fc.assert(
    fc.property(anyHistory, (history) => live(history)),
    { numRuns: 10_000 },
  );
}, 3_600_000);
