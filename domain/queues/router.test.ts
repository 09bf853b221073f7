import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commands, histories, live } from './test-router-history.ts';

test('[U5] whatever happens, the router decides as somebody who looks at everybody anew, and everybody is served in the end', () => {
  expect(Object.keys(commands).length).toBeGreaterThan(30);
  let decisions = 0;
  fc.assert(
    fc.property(histories(0), (history) => void (decisions += live(history))),
    { numRuns: 1000, seed: 20_261_129 },
  );
  expect(decisions).toBeGreaterThan(8000);
});
