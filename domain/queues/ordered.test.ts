import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareKeys,
  countBefore,
  entriesOf,
  firstBehind,
  firstOf,
  nthOf,
  sizeOf,
  withEntry,
  withoutEntry,
  type Key,
  type Ordered,
} from './ordered.ts';

const small = fc.nat(4);
const anyKey = fc.record({ major: small, minor: small, place: small, id: fc.constantFrom('a', 'b') });
const anySteps = fc.array(fc.record({ key: anyKey, isAdded: fc.boolean() }), { maxLength: 200, size: 'max' });

const depthOf = (set: Ordered<Key>): number => (set === null ? 0 : 1 + Math.max(depthOf(set.left), depthOf(set.right)));

test('[U5] an ordered set answers as a sorted list does, and stays flat', () => {
  fc.assert(
    fc.property(anySteps, anyKey, (steps, probe) => {
      let [set, list]: [Ordered<Key>, Key[]] = [null, []];
      for (const { key, isAdded } of steps) {
        set = isAdded ? withEntry(set, key) : withoutEntry(set, key);
        list = list.filter((other) => compareKeys(other, key) !== 0);
        if (isAdded) list = [...list, key].toSorted(compareKeys);
      }
      const before = list.filter((other) => compareKeys(other, probe) < 0).length;
      expect([...entriesOf(set)]).toEqual(list);
      expect([sizeOf(set), firstOf(set), countBefore(set, probe)]).toEqual([list.length, list[0] ?? null, before]);
      expect(nthOf(set, before)).toEqual(list[before] ?? null);
      expect(firstBehind(set, probe)).toEqual(list.find((other) => compareKeys(other, probe) > 0) ?? null);
      expect(depthOf(set)).toBeLessThanOrEqual(Math.ceil(2.5 * Math.log2(list.length + 1)) + 1);
    }),
    { numRuns: 300 },
  );
});

test('[U5] a set that was given stays as it was', () => {
  const keys = Array.from({ length: 50 }, (_, i) => ({ major: i, minor: 0, place: 0, id: 'a' }));
  const set = keys.reduce<Ordered<Key>>(withEntry, null);
  const same = withoutEntry(set, { ...keys[0]!, id: 'b' });
  withoutEntry(set, keys[20]!);
  withEntry(set, { ...keys[0]!, id: 'b' });
  expect([same === set, [...entriesOf(set)]]).toEqual([true, keys]);
});
