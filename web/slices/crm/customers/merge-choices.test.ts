import { expect, test } from 'vitest';
import { olderFirst, proposedTake } from './merge-choices.ts';

test.each([
  ['甲', '乙', []],
  ['', '乙', ['company']],
  ['甲', '', []],
])('[C7] of %j and %j what the older one has is proposed, the other where it has nothing', (stays, goes, take) => {
  expect(proposedTake([{ key: 'company', label: '公司', stays, goes }])).toEqual(take);
});

test('[C7] the older one stays, whichever was opened', () => {
  const [older, newer] = [
    { id: 'b', createdAt: '2026-01-01T00:00:00.000Z' },
    { id: 'a', createdAt: '2026-02-01T00:00:00.000Z' },
  ];
  expect(olderFirst(older, newer)).toEqual([older, newer]);
  expect(olderFirst(newer, older)).toEqual([older, newer]);
  const twin = { id: 'c', createdAt: older.createdAt };
  expect(olderFirst(twin, older)).toEqual([older, twin]);
});
