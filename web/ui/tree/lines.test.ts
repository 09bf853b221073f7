import { describe, expect, it } from 'vitest';
import { linesOf, nextNamed } from './lines.ts';

/** 总部(销售(一组, 二组), 售后), 外包 */
const node = (id: string, parentId: string | null) => ({ id, parentId });
const nodes = [
  node('总部', null),
  node('销售', '总部'),
  node('一组', '销售'),
  node('二组', '销售'),
  node('售后', '总部'),
  node('外包', null),
];

describe('[U3] the rows of the tree', () => {
  const names = (folded: string[]) => linesOf(nodes, new Set(folded)).map(({ node: { id }, level }) => `${level}${id}`);
  it('leave out what lies in a folded branch', () => {
    expect(names([])).toEqual(['1总部', '2销售', '3一组', '3二组', '2售后', '1外包']);
    expect(names(['销售'])).toEqual(['1总部', '2销售', '2售后', '1外包']);
  });

  it('stand at the root when their parent is out of sight', () => {
    expect(linesOf([node('二组', '销售')], new Set()).map(({ level, place, among }) => [level, place, among])).toEqual([
      [1, 1, 1],
    ]);
  });
});

describe('[U3] letters typed into the tree', () => {
  const names = ['East', 'South', 'Sales', 'north'];
  it('find the next name that begins with them, around the end and in either case', () => {
    expect(nextNamed(names, 0, 's')).toBe(1);
    expect(nextNamed(names, 2, 's')).toBe(2);
    expect(nextNamed(names, 3, 's')).toBe(1);
    expect(nextNamed(names, 1, 'sa')).toBe(2);
    expect(nextNamed(names, 0, 'NO')).toBe(3);
  });

  it('find nothing where no name begins with them, so that the key goes on to the page', () => {
    expect(nextNamed(names, 0, '?')).toBe(-1);
    expect(nextNamed([], 0, 's')).toBe(-1);
  });
});
