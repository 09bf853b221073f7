import { expect, it } from 'vitest';
import { percent } from './percent.ts';

it.each([
  [0, 0, '—'],
  [0, 7, '0.0%'],
  [1, 3, '33.3%'],
  [2, 3, '66.7%'],
  [7, 7, '100.0%'],
])('[R6] %i of %i are %s', (part, whole, expected) => {
  expect(percent(part, whole)).toBe(expected);
});
