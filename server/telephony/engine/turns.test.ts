import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** Who waits, of three tenants that had these numbers of events just now. */
const waiting = (events: Readonly<Record<string, number>>): string[] => {
  const turns = createTurns(
    () => Object.keys(events),
    () => 0,
  );
  for (const [tenantId, count] of Object.entries(events)) turns.took(tenantId, count);
  return Object.keys(events).filter((tenantId) => turns.wait(tenantId) !== null);
};

test.each<[string, Readonly<Record<string, number>>, string[]]>([
  ['floods beside one that works', { a: 300, b: 50, c: 0 }, ['a']],
  ['is alone, however much it has', { a: 3000, b: 0, c: 0 }, []],
  ['has little, though the others have less', { a: 150, b: 1, c: 0 }, []],
  ['has much, as another has', { a: 300, b: 150, c: 0 }, []],
  ['has more than twice what the next one has', { a: 301, b: 150, c: 1 }, ['a']],
])('[P2] who waits for a moment before the next batch: a tenant that %s', (_what, events, expected) => {
  expect(waiting(events)).toEqual(expected);
});

test('[P2] property: at most one waits, and never one that has less than another', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2000 }), { minLength: 1, maxLength: 6 }), (counts) => {
      const who = waiting(Object.fromEntries(counts.map((count, i) => [`t${i}`, count])));
      expect(who.length).toBeLessThanOrEqual(1);
      for (const id of who) expect(counts[Number(id.slice(1))]).toBe(Math.max(...counts));
    }),
  );
});

test('[P2] a flood is forgotten when it is over', () => {
  let now = 0;
  const turns = createTurns(
    () => ['a', 'b'],
    () => now,
  );
  turns.took('a', 1000);
  turns.took('b', 10);
  expect(turns.wait('a')).not.toBeNull();
  now = 3000;
  expect(turns.wait('a')).toBeNull();
});
