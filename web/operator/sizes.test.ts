import { expect, it } from 'vitest';
import { fromGigabytes, toGigabytes } from './sizes.ts';

it('gigabytes come back as they were typed', () => {
  for (const value of [0, 0.5, 1, 50, 1024.25]) expect(toGigabytes(fromGigabytes(value))).toBe(value);
});
