import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roomWithin, withinRoom } from './room.ts';
import { turnsOf } from './shares.ts';

describe('[C7] limits of agents', () => {
  test.each([
    [0, 0, Infinity],
    [0, 500, Infinity],
    [3, 0, 3],
    [3, 2, 1],
    [3, 3, 0],
    // The limit was lowered since.
    [3, 7, 0],
  ])('[C7] of %i, with %i had, leave room for %d', (most, had, room) => {
    expect(roomWithin(most, had)).toBe(room);
  });

  test.each([
    [Infinity, ['a', 'b', 'c'], 0],
    [3, ['a', 'b', 'c'], 0],
    [1, ['a'], 2],
    [0, [], 3],
  ])('[C7] with room for %d let the first through', (room, done, over) => {
    expect(withinRoom(['a', 'b', 'c'], room)).toEqual({ done, over });
  });
});

describe('[C7] [C4] shares', () => {
  test.each([
    [[], []],
    [[0], []],
    [[1], [0]],
    [[7], [0]],
    [
      [1, 1, 1],
      [0, 1, 2],
    ],
    [
      [2, 2],
      [0, 1],
    ],
    [
      [2, 1],
      [0, 1, 0],
    ],
    [
      [1, 0, 1],
      [0, 2],
    ],
    [
      [3, 1],
      [0, 1, 0, 0],
    ],
  ])('[C7] [C4] of %j take turns as %j', (shares, turns) => {
    expect(turnsOf(shares)).toEqual(turns);
  });

  test('[C7] [C4] give everybody their part at the end, and are off by less than one at any moment', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }), (shares) => {
        const turns = turnsOf(shares);
        const all = shares.reduce((sum, share) => sum + share, 0);
        const had = shares.map(() => 0);
        for (const [turn, place] of turns.entries()) {
          had[place]! += 1;
          for (const [i, share] of shares.entries())
            expect(Math.abs(had[i]! - ((turn + 1) * share) / all)).toBeLessThan(1);
        }
        for (const [i, share] of shares.entries()) expect(had[i]! * all).toBe(share * turns.length);
      }),
      { numRuns: 300 },
    );
  });
});
