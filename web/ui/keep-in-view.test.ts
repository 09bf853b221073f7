import { expect, it } from 'vitest';
import { scrollFor } from './keep-in-view.ts';

it.each([
  ['in view', 60, 0, 0],
  ['the first, at the top', 0, 0, 0],
  ['the last that fits', 270, 0, 0],
  ['below what is seen', 300, 0, 30],
  ['partly below', 285, 0, 15],
  ['above what is seen', 30, 90, 30],
  ['partly above', 75, 90, 75],
])('[C1] a list of 300 pixels scrolls as far as it must for a line that is %s', (_where, offsetTop, scrollTop, to) => {
  expect(scrollFor({ offsetTop, offsetHeight: 30 }, { scrollTop, clientHeight: 300 })).toBe(to);
});
