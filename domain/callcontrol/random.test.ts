import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyHistory, live } from './test-random.ts';

test('[A2.5] [U6] [A2.10] whatever happens in whatever order, every call agrees with itself, everybody hears whom they should, and nothing is left at the end', () => {
  const types = new Set<string>();
  let calledBack = 0;
  let overPermanent = 0;
  // The same histories each time, so that a change is measured by what it changes; the deep test has new ones.
  fc.assert(
    fc.property(anyHistory, (history) =>
      live(history, (state, type) => {
        types.add(type);
        for (const { callback, phase, legs } of state.calls.values()) {
          if (callback && phase === 'talking') calledBack++;
          if (legs.some(({ state: of, permanent }) => of === 'up' && permanent)) overPermanent++;
        }
      }),
    ),
    { numRuns: 2000, seed: 20_261_128 },
  );
  expect(types.size).toBeGreaterThan(35);
  expect(calledBack).toBeGreaterThan(100);
  expect(overPermanent).toBeGreaterThan(500);
}, 120_000);
