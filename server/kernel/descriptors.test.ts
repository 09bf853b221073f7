import { expect, test } from 'vitest';
import { allowedDescriptors, descriptorTroubles, neededDescriptors } from './descriptors.ts';

test.each([
  [
    'Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 4096                 files\n',
    1024,
  ],
  ['Max open files            unlimited            unlimited            files\n', Infinity],
  ['', null],
])('reads the limit of open files out of %j', (limits, allowed) => {
  expect(allowedDescriptors(limits)).toBe(allowed);
});

test('[P5] too few descriptors for the calls that the installation may carry are told with both numbers, enough are not', () => {
  const needed = neededDescriptors(200);
  expect(descriptorTroubles(200, needed - 1)).toMatchObject([
    { code: 'descriptors.few', params: { allowed: needed - 1, needed } },
  ]);
  expect([descriptorTroubles(200, needed), descriptorTroubles(200, null)]).toEqual([[], []]);
});

test('this process knows its own limit', () => {
  expect(allowedDescriptors()).toBeGreaterThan(100);
});
