import { expect, test } from 'vitest';
import { contrastOf, isReadableBrand } from './contrast.ts';

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#767676', '#FFFFFF', 4.54],
  ['#0E5A66', '#FFFFFF', 7.86],
])('the contrast of %s and %s is %f, whichever comes first', (one, other, contrast) => {
  expect(contrastOf(one, other)).toBeCloseTo(contrast, 1);
  expect(contrastOf(other, one)).toBe(contrastOf(one, other));
});

test.each([
  ['#0E5A66', true],
  ['#c4282d', true],
  ['#777777', false],
  ['#767676', true],
  ['#5EC2CF', false],
  ['#ffff00', false],
] as const)('[P3] %s as a brand colour: %s', (colour, isReadable) => {
  expect(isReadableBrand(colour)).toBe(isReadable);
});
