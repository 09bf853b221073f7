import { describe, expect, it } from 'vitest';
import { dropped, nudged, type Node } from './moves.ts';

/** 总部(销售(一组, 二组), 售后), 外包 */
const node = (id: string, parentId: string | null, position: number): Node => ({ id, parentId, position, name: id });
const nodes = [
  node('总部', null, 0),
  node('销售', '总部', 0),
  node('一组', '销售', 0),
  node('二组', '销售', 1),
  node('售后', '总部', 1),
  node('外包', null, 1),
];

describe('[U3] [C1] moving a node of a tree by keys', () => {
  it('goes up and down among its siblings and stops at the ends', () => {
    expect(nudged(nodes, '二组', 'up')).toEqual({ parentId: '销售', position: 0 });
    expect(nudged(nodes, '二组', 'down')).toBeNull();
    expect(nudged(nodes, '总部', 'down')).toEqual({ parentId: null, position: 1 });
    expect(nudged(nodes, '总部', 'up')).toBeNull();
  });

  it('goes below the one before it, at the end, and out again behind its parent', () => {
    expect(nudged(nodes, '售后', 'in')).toEqual({ parentId: '销售', position: 2 });
    expect(nudged(nodes, '外包', 'in')).toEqual({ parentId: '总部', position: 2 });
    expect(nudged(nodes, '总部', 'in')).toBeNull();
    expect(nudged(nodes, '一组', 'out')).toEqual({ parentId: '总部', position: 1 });
    expect(nudged(nodes, '总部', 'out')).toBeNull();
  });
});

describe('[U3] [C1] dropping a node of a tree', () => {
  it('inside another puts it at the end of its children', () => {
    expect(dropped(nodes, '外包', '销售', 'inside')).toEqual({ parentId: '销售', position: 2 });
  });

  it('before or after another puts it among its siblings, counted without itself', () => {
    expect(dropped(nodes, '外包', '总部', 'before')).toEqual({ parentId: null, position: 0 });
    expect(dropped(nodes, '一组', '二组', 'after')).toEqual({ parentId: '销售', position: 1 });
    expect(dropped(nodes, '售后', '销售', 'before')).toEqual({ parentId: '总部', position: 0 });
  });

  it('does nothing on itself, below itself, or where it stands already', () => {
    expect(dropped(nodes, '总部', '总部', 'inside')).toBeNull();
    expect(dropped(nodes, '总部', '一组', 'after')).toBeNull();
    expect(dropped(nodes, '二组', '一组', 'after')).toBeNull();
    expect(dropped(nodes, '二组', '销售', 'inside')).toBeNull();
  });
});
