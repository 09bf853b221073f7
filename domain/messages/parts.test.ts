import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeOf, type MessageSize } from './parts.ts';

const [gsm, ucs] = ['gsm7', 'ucs2'] as const;
test.each<[string, string, MessageSize['encoding'], number, number, number]>([
  ['nothing', '', gsm, 0, 0, 160],
  ['one letter', 'a', gsm, 1, 1, 160],
  ['160 letters', 'a'.repeat(160), gsm, 160, 1, 160],
  ['161 letters', 'a'.repeat(161), gsm, 161, 2, 153],
  ['306 letters', 'a'.repeat(306), gsm, 306, 2, 153],
  ['307 letters', 'a'.repeat(307), gsm, 307, 3, 153],
  ['the alphabet of GSM beyond ASCII', '@£é Δ\n', gsm, 6, 1, 160],
  ['80 signs with an escape', '€'.repeat(80), gsm, 160, 1, 160],
  ['81 signs with an escape', '€'.repeat(81), gsm, 162, 2, 153],
  ['an escape that does not fit into the first part', `${'a'.repeat(152)}€${'a'.repeat(152)}`, gsm, 306, 3, 153],
  ['a letter that GSM does not have', 'ç', ucs, 1, 1, 70],
  ['a backtick', '`', ucs, 1, 1, 70],
  ['70 Chinese characters', '您'.repeat(70), ucs, 70, 1, 70],
  ['71 Chinese characters', '您'.repeat(71), ucs, 71, 2, 67],
  ['134 Chinese characters', '您'.repeat(134), ucs, 134, 2, 67],
  ['135 Chinese characters', '您'.repeat(135), ucs, 135, 3, 67],
  ['35 pictures', '😀'.repeat(35), ucs, 70, 1, 70],
  ['a picture that does not fit into the first part', `${'您'.repeat(66)}😀${'您'.repeat(66)}`, ucs, 134, 3, 67],
])('[A4.8] %s', (_what, text, encoding, length, parts, perPart) => {
  expect(sizeOf(text)).toEqual({ encoding, length, parts, perPart });
});

test('[A4.8] a longer text never takes fewer parts, and its parts have room for all of it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '€', '您', '😀', '\n'), maxLength: 400 });
  fc.assert(
    fc.property(text, text, (one, more) => {
      const [short, long] = [sizeOf(one), sizeOf(one + more)];
      expect(long.parts).toBeGreaterThanOrEqual(short.parts);
      expect(long.parts * long.perPart).toBeGreaterThanOrEqual(long.length);
    }),
  );
});
