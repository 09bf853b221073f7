import { describe, expect, it } from 'vitest';
import { findChoices, treeChoices, type Choice } from './filters.ts';

const row = (id: string, name: string, parentId: string | null) => ({ id, name, parentId });
const departments = treeChoices([
  row('a', '客服中心', null),
  row('b', '销售部', null),
  row('a1', '一组', 'a'),
  row('a2', '二组', 'a'),
  row('a1x', '夜班', 'a1'),
  row('b1', '一组', 'b'),
]);
const shown = (options: readonly Choice[], text: string) =>
  findChoices(options, text).map(({ option, isHit }) => `${isHit ? '*' : ''}${String(option.value)}`);

describe('[U3] the departments of a filter', () => {
  it('[U3] stand in the order of the tree, each as deep as it is', () => {
    expect(departments.map(({ value, depth }) => `${String(value)}${depth}`)).toEqual([
      'a0',
      'a11',
      'a1x2',
      'a21',
      'b0',
      'b11',
    ]);
  });

  it('[U3] one whose parent is out of sight stands at the top', () => {
    expect(treeChoices([row('x', '二组', 'hidden'), row('y', '夜班', 'x')]).map(({ depth }) => depth)).toEqual([0, 1]);
  });

  it('[U3] are found by name, with what is above them to tell two of one name apart, and what is below them', () => {
    expect(shown(departments, '一组')).toEqual(['a', '*a1', 'a1x', 'b', '*b1']);
    expect(shown(departments, '夜班')).toEqual(['a', 'a1', '*a1x']);
    expect(shown(departments, '销售')).toEqual(['*b', 'b1']);
    expect(shown(departments, '没有')).toEqual([]);
    expect(shown(departments, '')).toHaveLength(6);
    expect(findChoices(departments, '夜班').at(-1)!.path).toEqual(['客服中心', '一组', '夜班']);
  });
});

it('[C1] choices without a tree are found by name or note, and nothing comes along', () => {
  const people = [
    { value: '1', label: '陈静', note: '801' },
    { value: '2', label: '周敏', note: '802' },
  ];
  expect(shown(people, '802')).toEqual(['*2']);
  expect(shown(people, '陈')).toEqual(['*1']);
});
