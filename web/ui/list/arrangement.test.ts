import { describe, expect, it } from 'vitest';
import { arranged, chooserKeys, moved } from './arrangement.ts';
import type { Column } from './column.ts';

const column = (key: string, rest: Partial<Column<string>> = {}): Column<string> => ({
  key,
  title: key,
  cell: (row) => row,
  ...rest,
});
const columns = [
  column('name', { fixed: 'left' }),
  column('phone'),
  column('email', { isWideOnly: true }),
  column('note', { isOptional: true }),
  column('calls'),
  column('actions', { fixed: 'right' }),
];
const normal = { isWide: false, isBeside: false };
const wide = { isWide: true, isBeside: false };
const keys = (shown: readonly Column<string>[]) => shown.map(({ key }) => key);

describe('[C1] columns as their reader arranged them', () => {
  it('are the standard ones until somebody chooses, with more where there is room', () => {
    expect(keys(arranged(columns, null, normal))).toEqual(['name', 'phone', 'calls', 'actions']);
    expect(keys(arranged(columns, null, wide))).toEqual(['name', 'phone', 'email', 'calls', 'actions']);
  });

  it('leave out what has no room beside something docked', () => {
    const roomy = [column('name', { fixed: 'left' }), column('wait', { isRoomy: true }), column('talk')];
    expect(keys(arranged(roomy, null, { isWide: true, isBeside: true }))).toEqual(['name', 'talk']);
  });

  it('stand in the chosen order between the fixed ones, on any screen', () => {
    expect(keys(arranged(columns, ['note', 'calls', 'email'], normal))).toEqual([
      'name',
      'note',
      'calls',
      'email',
      'actions',
    ]);
  });

  it('forget keys that no longer exist, and never move a fixed one', () => {
    expect(keys(arranged(columns, ['gone', 'actions', 'phone'], normal))).toEqual(['name', 'phone', 'actions']);
  });

  it('are listed in the chooser with the hidden ones behind', () => {
    expect(chooserKeys(columns, ['calls', 'phone', 'gone'])).toEqual(['calls', 'phone', 'email', 'note']);
  });

  it('move to a place, at most to the ends', () => {
    expect(moved(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 'b', 9)).toEqual(['a', 'c', 'b']);
  });
});
