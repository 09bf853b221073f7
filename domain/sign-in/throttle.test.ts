import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freeTries, lockMinutes, longestPauseSeconds, networkOf, pauseAfter, strangersPauseAfter, strangersTries, type Familiarity } from './throttle.ts';

describe('[A1.1] how long wrong passwords make an address wait', () => {
  test.each<[number, Familiarity, number]>([
    [0, 'strange', 0], [1, 'strange', 0], [7, 'strange', 0], [8, 'strange', 900], [9, 'strange', 900],
    [7, 'colleague', 0], [8, 'colleague', 900],
    [7, 'own', 0], [8, 'own', 1], [9, 'own', 2], [10, 'own', 4], [13, 'own', 32], [14, 'own', 60], [80, 'own', 60], [2000, 'own', 60],
  ])('[A1.1] after %i failures a %s address waits %i s', (failures, familiarity, seconds) => {
    expect(pauseAfter(failures, familiarity)).toBe(seconds);
  });

  test.each([[0, 0], [39, 0], [40, 900], [41, 900]])('[A1.1] after %i failures of strangers together they wait %i s', (failures, seconds) => {
    expect(strangersPauseAfter(failures)).toBe(seconds);
  });

  test('[A1.1] property: more failures never shorten the pause, and the owner’s own address is never locked', () => {
    fc.assert(fc.property(fc.nat(5000), fc.constantFrom<Familiarity>('own', 'colleague', 'strange'), (failures, familiarity) => {
      expect(pauseAfter(failures + 1, familiarity)).toBeGreaterThanOrEqual(pauseAfter(failures, familiarity));
      expect(pauseAfter(failures, 'own')).toBeLessThanOrEqual(longestPauseSeconds);
      expect(pauseAfter(failures, 'own')).toBeLessThanOrEqual(pauseAfter(failures, 'strange'));
    }));
    expect([freeTries, lockMinutes, strangersTries]).toEqual([8, 15, 40]);
  });

  test.each([
    ['192.0.2.7', '192.0.2.7'], ['::ffff:192.0.2.7', '192.0.2.7'], ['::FFFF:192.0.2.7', '192.0.2.7'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'], ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'], ['::1', '0:0:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'], ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001::1:2:3:4:5:6', '2001:0:1:2::/64'], ['::1:2:3:4:5:6:7', '0:1:2:3::/64'], ['1:2::3:4:5:6:7', '1:2:0:3::/64'], ['1::', '1:0:0:0::/64'], ['::', '0:0:0:0::/64'], ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['2001:db8::ffff:192.0.2.7', '2001:db8:0:0::/64'],
  ])('[A1.1] %s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
