import { expect, test } from 'vitest';
import { fromAlaw, fromUlaw, levelOf, sine, toAlaw, toUlaw } from './tone.ts';

const codecs = [
  ['A-law', toAlaw, fromAlaw],
  ['u-law', toUlaw, fromUlaw],
] as const;

test.each(codecs)(
  '%s keeps every sample within a thirtieth of it, and the smallest within a few steps',
  (_name, encode, decode) => {
    for (let sample = -32_000; sample <= 32_000; sample += 7) {
      const [back] = decode(Uint8Array.of(encode(sample)));
      expect(Math.abs(back! - sample)).toBeLessThanOrEqual((Math.abs(sample) + 250) / 30);
    }
  },
);

test.each(codecs)('every byte of %s means a sample that is written as that byte', (_name, encode, decode) => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const samples = decode(bytes);
  expect(new Set(samples).size).toBeGreaterThanOrEqual(255); // u-law has a zero of either sign
  for (const [at, byte] of bytes.entries()) if (samples[at] !== 0) expect(encode(samples[at]!)).toBe(byte);
});

test('a tone is measured at its own frequency and nowhere else', () => {
  expect(levelOf(sine(1000), 1000)).toBeCloseTo(-14.7, 0);
  expect(levelOf(sine(1000), 440)).toBeLessThan(-60);
});
