import { describe, expect, it } from 'vitest';
import { treeOf } from './fields.ts';

describe('[U3] a tree to choose from', () => {
  it('nests rows below their parents in the order given', () => {
    const rows = [
      { id: 'a', name: '总部', parentId: null },
      { id: 'b', name: '销售', parentId: 'a' },
      { id: 'c', name: '售后', parentId: 'a' },
    ];
    expect(treeOf(rows)).toEqual([
      {
        value: 'a',
        label: '总部',
        children: [
          { value: 'b', label: '销售' },
          { value: 'c', label: '售后' },
        ],
      },
    ]);
  });

  it('puts a row at the root whose parent the reader does not see', () => {
    expect(treeOf([{ id: 'b', name: '销售', parentId: 'hidden' }])).toEqual([{ value: 'b', label: '销售' }]);
    expect(treeOf([])).toEqual([]);
  });
});
