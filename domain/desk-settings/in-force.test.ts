import { expect, test } from 'vitest';
import { changedLocks, inForce, type SettingRules } from './in-force.ts';

const standard = { pops: true, prefix: '' };
type S = { pops: boolean; prefix: string };

test.each<[string, SettingRules<S>, Partial<S>, S]>([
  ['nobody has set anything', { defaults: {}, locks: [] }, {}, standard],
  ['the company has', { defaults: { prefix: '9' }, locks: [] }, {}, { pops: true, prefix: '9' }],
  [
    'the agent has too',
    { defaults: { prefix: '9' }, locks: [] },
    { prefix: '0', pops: false },
    { pops: false, prefix: '0' },
  ],
  [
    'the company has locked its own',
    { defaults: { prefix: '9' }, locks: ['prefix'] },
    { prefix: '0', pops: false },
    { pops: false, prefix: '9' },
  ],
  [
    'the company has locked the standard',
    { defaults: {}, locks: ['pops'] },
    { pops: false },
    { pops: true, prefix: '' },
  ],
])('[A4] what holds where %s', (_what, rules, own, expected) => {
  expect(inForce(standard, rules, own)).toEqual(expected);
});

test('[A4] a locked setting may be sent back as it was and not changed, taken out or put in', () => {
  const rules: SettingRules<S> = { defaults: {}, locks: ['prefix'] };
  expect(changedLocks(rules, { prefix: '1' }, { prefix: '1', pops: false })).toEqual([]);
  expect(changedLocks(rules, {}, { pops: false })).toEqual([]);
  for (const after of [{}, { prefix: '2' }]) expect(changedLocks(rules, { prefix: '1' }, after)).toEqual(['prefix']);
  expect(changedLocks(rules, {}, { prefix: '2' })).toEqual(['prefix']);
});

test('[A4] a locked setting of several parts is the same in whichever order they come, and another by any of them', () => {
  type Values = Readonly<Record<string, unknown>>;
  const changed = (one: Values, other: Values) => changedLocks<Values>({ locks: ['keys', 'tags'] }, one, other);
  const before = { keys: { answer: 'F2', end: 'F3' }, tags: ['a', 'b'] };
  expect(changed(before, { tags: ['a', 'b'], keys: { end: 'F3', answer: 'F2' } })).toEqual([]);
  expect(changed(before, { ...before, keys: { answer: 'F2', end: 'F4' } })).toEqual(['keys']);
  expect(changed(before, { ...before, keys: { answer: 'F2' } })).toEqual(['keys']);
  expect(changed(before, { ...before, tags: ['b', 'a'] })).toEqual(['tags']);
});
