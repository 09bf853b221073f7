import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shareOf, sharesOf } from './share-of.ts';

it('[C4] [C7] parts of agents are asked for as they were given, and even ones are not asked for', () => {
  expect(sharesOf(['a', 'b'], { a: 3 })).toEqual({ shares: [3, 1] });
  expect(sharesOf(['a'], { a: 3 })).toEqual({});
  expect(sharesOf(['a', 'b'], shareOf(['a', 'b'], null))).toEqual({});
  const parts = fc.dictionary(fc.uuid(), fc.integer({ min: 1, max: 100 }), { minKeys: 2, maxKeys: 9 });
  fc.assert(
    fc.property(parts, (byAgent) => {
      const [agents, shares] = [Object.keys(byAgent), Object.values(byAgent)];
      expect(sharesOf(agents, shareOf(agents, shares))).toEqual({ shares });
    }),
  );
});
