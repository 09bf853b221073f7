import { expect, test } from 'vitest';
import { conflictsIn, settled, valueText, withBases, type Bases } from './conflicts.ts';

interface V {
  name: string;
  lines: readonly { id: string }[];
}
const saved: V = { name: '甲', lines: [] };

test.each<[string, Partial<V>, V, string[]]>([
  ['nothing is changed here', {}, { name: '乙', lines: [] }, []],
  ['nobody else saved anything', { name: '丙' }, saved, []],
  ['another field was saved', { name: '丙' }, { name: '甲', lines: [{ id: '1' }] }, []],
  ['the same field was saved', { name: '丙' }, { name: '乙', lines: [] }, ['name']],
  ['both fields were', { name: '丙', lines: [{ id: '2' }] }, { name: '乙', lines: [{ id: '1' }] }, ['name', 'lines']],
])('[C2] a conflict is what both sides changed: %s', (_case, changes, now, expected) => {
  const bases = withBases<V>({}, saved, Object.keys(changes) as (keyof V)[]);
  expect(conflictsIn(bases, now, changes)).toEqual(expected);
});

test('[C2] what a field held is what it held when it was changed first', () => {
  const bases = withBases<V>(withBases<V>({}, saved, ['name']), { ...saved, name: '乙' }, ['name', 'lines']);
  expect(conflictsIn(bases, { ...saved, name: '乙' }, { name: '丙' })).toEqual(['name']);
});

test('[C2] one that was settled is none, until somebody saves it otherwise again', () => {
  const now = { ...saved, name: '乙' };
  const bases: Bases<V> = settled(withBases<V>({}, saved, ['name']), now, 'name');
  expect(conflictsIn(bases, now, { name: '丙' })).toEqual([]);
  expect(conflictsIn(bases, { ...saved, name: '丁' }, { name: '丙' })).toEqual(['name']);
});

test.each([
  ['', ''],
  [null, ''],
  ['甲公司', '甲公司'],
  [7, '7'],
  [[{ id: '1' }], null],
])('[C2] %j stands in a line as %j', (value, text) => {
  expect(valueText({ kind: 'text', name: 'name', label: '' }, value)).toBe(text);
});

test('[C2] a choice stands there by its label', () => {
  const field = { kind: 'select', name: 'name', label: '', options: [{ value: 'won', label: '已成交' }] } as const;
  expect([valueText(field, 'won'), valueText(field, 'gone')]).toEqual(['已成交', null]);
});
