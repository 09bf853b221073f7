import { expect, it } from 'vitest';
import { bytesText, fromGigabytes, toGigabytes } from './sizes.ts';

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KB'],
  [1_600_000, '1.5 MB'],
  [53_687_091_200, '50 GB'],
  [1.5e12, '1.4 TB'],
  [1e15, '909 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

it('gigabytes come back as they were typed', () => {
  for (const value of [0, 0.5, 1, 50, 1024.25]) expect(toGigabytes(fromGigabytes(value))).toBe(value);
});
