import { expect, it } from 'vitest';
import { tonesOf } from './key-tone.ts';

it.each([
  ['1', [697, 1209]],
  ['5', [770, 1336]],
  ['9', [852, 1477]],
  ['*', [941, 1209]],
  ['0', [941, 1336]],
  ['#', [941, 1477]],
])('[A4.5] the key %s has the tones of every telephone', (key, tones) => expect(tonesOf(key)).toEqual(tones));

it('[A4.5] no two keys sound alike', () => {
  expect(new Set([...'0123456789*#'].map((key) => String(tonesOf(key)))).size).toBe(12);
});

it.each(['', '12', 'A', '+', ','])('[A4.5] %j is no key', (key) => expect(tonesOf(key)).toBeNull());
