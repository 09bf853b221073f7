import fc from 'fast-check';
import { test } from 'vitest';
import { histories, live } from './test-router-history.ts';

test('[U5] ten thousand histories of a hundred steps are decided as somebody decides who looks at everybody anew', () => {
  fc.assert(
    fc.property(histories(100), (history) => void live(history)),
    { numRuns: 10_000 },
  );
}, 3_600_000);
