import type { BoardAgent } from '@bahu/contract/realtime.ts';
import { describe, expect, test } from 'vitest';
import { countsOf, foundLines, lineOf, orderedLines } from './board-lines.ts';
import { arranged, rowOf, stepFrom } from './card-rows.ts';
import { testAgent } from './test-agents.ts';

const can = ['listen', 'hang-up', 'state'] as const;
const departments = [
  { id: 'all', name: '总部', parentId: null },
  { id: 'service', name: '客服', parentId: 'all' },
  { id: 'night', name: '夜班', parentId: 'service' },
  { id: 'sales', name: '销售', parentId: 'all' },
];
const person = (agentId: string, change: Partial<BoardAgent> = {}, initials = '', groupIds: string[] = []) =>
  lineOf(testAgent({ agentId, ...change }), { agentId, initials, groupIds, can: [...can] });

describe('[U6] what can be done with an agent', () => {
  const call = { callId: 'c', direction: 'inbound', number: '1', name: null, queueId: null } as const;
  test.each<[string, Partial<BoardAgent>, string[]]>([
    ['talks', { state: 'talking', call: { ...call, isOpen: true, mos: null } }, ['listen', 'hang-up', 'state']],
    ['is being rung', { state: 'ringing', call: { ...call, isOpen: false, mos: null } }, ['state']],
    ['is ready', { state: 'ready' }, ['state']],
    ['is signed out', { state: 'offline' }, []],
    [
      'is signed out and talks',
      { state: 'offline', call: { ...call, isOpen: true, mos: null } },
      ['listen', 'hang-up'],
    ],
  ])('[U6] who %s', (_who, change, acts) => {
    expect(person('a', change).acts).toEqual(acts);
  });

  test('[U6] nothing with somebody of whom nothing is known', () => {
    expect(lineOf(testAgent({ agentId: 'a' }), undefined).acts).toEqual([]);
  });
});

describe('[U6] who is found', () => {
  const lines = [
    person('1', { name: '林晓雨', extension: '802', departmentId: 'night', queueIds: ['q'] }, 'lxy', ['g']),
    person('2', { name: '陈志远', extension: '813', departmentId: 'service', state: 'talking' }, 'czy'),
    person('3', { name: 'Anna', extension: '828', departmentId: 'sales', queueIds: ['q', 'r'] }, 'anna'),
    person('4', { name: '周岚', extension: '849', departmentId: null, state: 'busy' }, 'zl', ['g', 'h']),
  ];
  const idsOf = (search: Parameters<typeof foundLines>[1]): string =>
    foundLines(lines, search, departments)
      .map(({ agent }) => agent.agentId)
      .join('');
  test.each([
    [{}, '1234'],
    [{ search: ' LXY ' }, '1'],
    [{ search: '晓雨' }, '1'],
    [{ search: '82' }, '3'],
    [{ search: '2' }, ''],
    [{ search: 'nn' }, '3'],
    [{ department: 'all' }, '123'],
    [{ department: 'service' }, '12'],
    [{ department: 'sales' }, '3'],
    [{ group: 'g' }, '14'],
    [{ queue: 'q' }, '13'],
    [{ queue: 'q', group: 'g' }, '1'],
    // A state is counted, and chosen afterwards.
    [{ state: 'talking' as const }, '1234'],
  ])('[U6] by %j: %s', (search, ids) => {
    expect(idsOf(search)).toBe(ids);
  });

  test('[U6] are counted by state, and put in order within it', () => {
    expect(countsOf(lines)).toEqual({ talking: 1, ringing: 0, 'wrap-up': 0, ready: 2, away: 1, offline: 0 });
    expect(orderedLines(lines, 'ready').map(({ agent }) => agent.agentId)).toEqual(['1', '3']);
    expect(orderedLines(lines, undefined).map(({ agent }) => agent.agentId)).toEqual(['2', '1', '3', '4']);
  });
});

describe('[U6] cards and rows', () => {
  const lines = ['a', 'b', 'c', 'd', 'e'].map((id) => person(id));
  const away = ['x', 'y'].map((id) => person(id, { state: 'away' }));
  const rows = arranged([...lines, ...away], true, 3);

  test('[U6] stand side by side, whoever is away below', () => {
    expect(rows.map((row) => (row.kind === 'cards' ? row.lines.length : row.kind))).toEqual([
      3,
      2,
      'head',
      'row',
      'row',
    ]);
    expect(arranged(away, true, 3).map(({ kind }) => kind)).toEqual(['row', 'row']);
    expect(arranged(lines, false, 3).map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'row'));
    expect([rowOf(rows, 'e'), rowOf(rows, 'y'), rowOf(rows, 'z')]).toEqual([1, 4, -1]);
  });

  test.each([
    ['a', 'ArrowRight', 'b'],
    ['c', 'ArrowRight', 'd'],
    ['a', 'ArrowLeft', null],
    ['a', 'ArrowDown', 'd'],
    ['c', 'ArrowDown', 'e'],
    ['e', 'ArrowDown', 'x'],
    ['x', 'ArrowUp', 'd'],
    ['y', 'ArrowDown', null],
    ['e', 'Home', 'a'],
    ['a', 'End', 'y'],
    ['a', 'l', null],
  ])('[U6] from %s by %s to %s', (from, key, to) => {
    expect(stepFrom(rows, from, key)).toBe(to);
  });
});
