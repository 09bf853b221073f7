import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  freeTries,
  lockAfter,
  lockMinutes,
  longestPauseSeconds,
  networkOf,
  ownTriesOfAttack,
  pauseOfTry,
  unknownPauseAfter,
  strangersTries,
  tryAtOwn,
  type OwnTries,
} from './throttle.ts';

describe('[A1.1] how long wrong passwords make an address wait', () => {
  test.each([
    [0, 0],
    [1, 0],
    [7, 0],
    [8, 900],
    [9, 900],
    [2000, 900],
  ])('[A1.1] after %i failures an address that is not the owner’s waits %i s', (failures, seconds) => {
    expect(lockAfter(failures)).toBe(seconds);
  });

  test.each<[string, OwnTries, object]>([
    [
      'the first is checked',
      { failures: 0, pauseSeconds: 0 },
      { failures: 1, pauseSeconds: 0, isChecked: true, isPaused: false },
    ],
    [
      'the seventh is the last that costs nothing',
      { failures: 6, pauseSeconds: 0 },
      { failures: 7, pauseSeconds: 0, isChecked: true, isPaused: false },
    ],
    [
      'the eighth begins the pause',
      { failures: 7, pauseSeconds: 0 },
      { failures: 8, pauseSeconds: 10, isChecked: true, isPaused: false },
    ],
    [
      'one during the pause is checked',
      { failures: 8, pauseSeconds: 10 },
      { failures: 9, pauseSeconds: 20, isChecked: true, isPaused: true },
    ],
    [
      'also the sixth at once',
      { failures: 12, pauseSeconds: 50 },
      { failures: 13, pauseSeconds: 60, isChecked: true, isPaused: true },
    ],
    [
      'but no more than that',
      { failures: 13, pauseSeconds: 60 },
      { failures: 13, pauseSeconds: 60, isChecked: false, isPaused: true },
    ],
    [
      'until there is room again',
      { failures: 13, pauseSeconds: 50.1 },
      { failures: 13, pauseSeconds: 50.1, isChecked: false, isPaused: true },
    ],
    [
      'not after a wrong code either',
      { failures: 8, pauseSeconds: 70 },
      { failures: 8, pauseSeconds: 70, isChecked: false, isPaused: true },
    ],
    [
      'one after the pause is not refused',
      { failures: 20, pauseSeconds: 0 },
      { failures: 21, pauseSeconds: 10, isChecked: true, isPaused: false },
    ],
  ])('[A1.1] of tries at the owner’s own address %s', (_what, before, after) => {
    expect(tryAtOwn(before)).toEqual({ ...after, isAttack: false });
  });

  test.each([
    [38, false],
    [39, true],
    [40, false],
    [79, true],
  ])(
    '[P4] wrong tries at an own address are an attack with the fortieth and each fortieth after it: after %i',
    (failures, isAttack) => {
      expect(tryAtOwn({ failures, pauseSeconds: 0 }).isAttack).toBe(isAttack);
      expect(ownTriesOfAttack).toBe(40);
    },
  );

  test.each([
    [0, 0],
    [39, 0],
    [40, 900],
    [41, 900],
  ])('[A1.1] after %i failures from unknown addresses together these wait %i s', (failures, seconds) => {
    expect(unknownPauseAfter(failures)).toBe(seconds);
  });

  test('[A1.1] property: whenever guesses come, an own address has few of them checked, and is free again after its longest pause', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 200 }), (gaps) => {
        let known: OwnTries = { failures: 0, pauseSeconds: 0 };
        let [checked, passed] = [0, 0];
        for (const gap of gaps) {
          passed += gap;
          const tried = tryAtOwn({ ...known, pauseSeconds: Math.max(0, known.pauseSeconds - gap) });
          if (tried.isChecked) checked++;
          expect(checked).toBeLessThanOrEqual(freeTries - 1 + (longestPauseSeconds + passed) / pauseOfTry);
          expect(
            tryAtOwn({ failures: tried.failures, pauseSeconds: Math.max(0, tried.pauseSeconds - longestPauseSeconds) })
              .isPaused,
          ).toBe(false);
          known = tried;
        }
      }),
    );
    expect([freeTries, lockMinutes, strangersTries]).toEqual([8, 15, 40]);
  });

  test('[A1.1] property: whoever guesses no faster than every ten seconds never keeps the owner out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: pauseOfTry, max: 200 }), { minLength: 1, maxLength: 200 }), (gaps) => {
        let known: OwnTries = { failures: 0, pauseSeconds: 0 };
        for (const gap of gaps) {
          known = tryAtOwn({ ...known, pauseSeconds: Math.max(0, known.pauseSeconds - gap) });
          expect(tryAtOwn(known).isChecked).toBe(true);
        }
      }),
    );
  });

  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001::1:2:3:4:5:6', '2001:0:1:2::/64'],
    ['::1:2:3:4:5:6:7', '0:1:2:3::/64'],
    ['1:2::3:4:5:6:7', '1:2:0:3::/64'],
    ['1::', '1:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['2001:db8::ffff:192.0.2.7', '2001:db8:0:0::/64'],
  ])('[A1.1] %s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
