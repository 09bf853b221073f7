import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGreed, createUsage } from './priority.ts';

describe('[P2] what a tenant has used', () => {
  test('[P2] counts half after the half-life, and nothing for others', () => {
    let now = 0;
    const usage = createUsage(5000, () => now);
    usage.add('a', 800);
    expect([usage.of('a'), usage.of('b')]).toEqual([800, 0]);
    now = 5000;
    expect(usage.of('a')).toBe(400);
    usage.add('a', 100);
    now = 15_000;
    expect(usage.of('a')).toBe(125);
  });

  test('[P2] property: never more than the sum, never less with more use, and gone in the end', () => {
    const steps = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 10_000 }), amount: fc.integer({ min: 0, max: 1000 }) }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        let now = 0;
        const [one, twice] = [createUsage(5000, () => now), createUsage(5000, () => now)];
        let sum = 0;
        for (const { after, amount } of list) {
          now += after;
          sum += amount;
          one.add('a', amount);
          twice.add('a', amount * 2);
          expect(one.of('a')).toBeLessThanOrEqual(sum + 1e-6);
          expect(twice.of('a')).toBeGreaterThanOrEqual(one.of('a'));
        }
        now += 5000 * 40;
        expect(one.of('a')).toBeLessThan(1e-3);
      }),
    );
  });
});

test('[P2] who has become greedy stands back until it wants little, and another is not touched by that', () => {
  const used = new Map([
    ['a', 0],
    ['b', 600],
  ]);
  const isGreedy = createGreed({ of: (holder) => used.get(holder)! }, { above: 1000, below: 300 });
  const course = [500, 1000, 1001, 600, 301, 300, 600, 1001].map((amount) => {
    used.set('a', amount);
    return [isGreedy('a'), isGreedy('b')];
  });
  expect(course.map(([a]) => a)).toEqual([false, false, true, true, true, false, false, true]);
  expect(course.every(([, b]) => !b)).toBe(true);
});
