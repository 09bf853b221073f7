import { describe, expect, it } from 'vitest';
import { supervisorActs, type DirectoryColleague } from '@bahu/contract/desk.ts';
import type { Presence } from '@bahu/contract/realtime.ts';
import { actsNow, byGroup, isMeant, linesOf, named, outsideNumber, ringsWith } from './directory.ts';

const person = (
  name: string,
  initials: string,
  extension: string,
  given: Partial<DirectoryColleague> = {},
): DirectoryColleague => ({
  agentId: extension,
  name,
  initials,
  extension,
  department: null,
  groups: [],
  can: [],
  canPickUp: true,
  takesTransfers: false,
  ...given,
});
const xu = person('许嘉宁', 'xjn', '826', { department: '售后二组', groups: ['退换专员'] });
const zhou = person('周岚', 'zl', '803', { department: '售后二组' });
const lin = person('Lin Yu', 'linyu', '840', { groups: ['English desk', '退换专员'] });
const all = [zhou, xu, lin];
const presence = (
  agentId: string,
  state: Presence['agents'][number]['state'],
  callId: string | null = null,
): Presence['agents'][number] => ({
  agentId,
  state,
  pause: null,
  callId,
  extension: agentId,
  name: agentId,
  since: '2026-11-22T10:00:00.000Z',
});

describe('[A2.2] [A2.5] finding a colleague', () => {
  it.each([
    ['', ['803', '826', '840']],
    ['许', ['826']],
    ['嘉宁', ['826']],
    ['xj', ['826']],
    ['XJN', ['826']],
    ['jn', []],
    ['82', ['826']],
    ['26', []],
    ['售后', ['803', '826']],
    ['退换', ['826', '840']],
    ['english', ['840']],
    ['ｌｉｎ', ['840']],
    [' 周 ', ['803']],
    ['无此人', []],
  ])('by %j finds %j', (typed, found) => {
    expect(all.filter((colleague) => isMeant(colleague, typed)).map(({ extension }) => extension)).toEqual(found);
  });

  it('shows those first who can take a call, then by extension', () => {
    const lines = linesOf([xu, lin, zhou], [presence('840', 'ready'), presence('826', 'talking')], '');
    expect(lines.map(({ colleague }) => colleague.extension)).toEqual(['840', '803', '826']);
  });

  it('under each group that they are in', () => {
    const groups = byGroup(linesOf(all, [], '')).map(({ name, lines }) => [
      name,
      ...lines.map(({ colleague }) => colleague.extension),
    ]);
    expect(groups).toEqual([
      ['退换专员', '826', '840'],
      ['English desk', '840'],
    ]);
  });

  it('beside queues and menus by their names', () => {
    expect(
      named(
        [
          { name: '售后支持', number: '901' },
          { name: 'VIP', number: '902' },
        ],
        'vip',
      ),
    ).toEqual([{ name: 'VIP', number: '902' }]);
    expect(named([{ name: 'VIP', number: '902' }, { name: '主导航' }], '90')).toHaveLength(1);
  });
});

describe('[A2.5] a number outside', () => {
  it.each([
    ['13900000042', '13900000042'],
    [' 0755-8888 0000 ', '0755-8888 0000'],
    ['+86 (755) 88880000', '+86 (755) 88880000'],
    ['826', null],
    ['999', '999'],
    ['901', null],
    ['12', null],
    ['许 138', null],
    ['', null],
  ])('in %j is %j', (typed, number) => {
    expect(outsideNumber(typed, all)).toBe(number);
  });
});

describe('[U6] what a supervisor can do with a colleague', () => {
  const may = { ...xu, can: [...supervisorActs] };
  const table: [Presence['agents'][number] | undefined, string[]][] = [
    [undefined, []],
    [presence('826', 'offline'), []],
    [presence('826', 'ready'), ['state', 'remind']],
    [presence('826', 'away'), ['state', 'remind']],
    [presence('826', 'ringing', 'c'), ['state', 'remind']],
    [presence('826', 'wrap-up'), ['state', 'remind']],
    [presence('826', 'talking', 'c'), [...supervisorActs]],
    [presence('826', 'talking'), ['state', 'remind']],
  ];
  it.each(table)('who is %j is %j', (at, acts) => {
    expect(actsNow({ colleague: may, presence: at })).toEqual(acts);
  });
  it('is never more than they may', () => {
    expect(actsNow({ colleague: { ...xu, can: ['listen'] }, presence: presence('826', 'talking', 'c') })).toEqual([
      'listen',
    ]);
  });
});

describe('[A2.7] a call that rings at a colleague', () => {
  it('can be taken while it rings, by who may', () => {
    const seen = [presence('a', 'ringing', 'c'), presence('a', 'talking', 'c'), presence('a', 'ready'), undefined];
    const shown = (canPickUp: boolean) =>
      seen.map((at) => ringsWith({ colleague: { ...xu, canPickUp }, presence: at }));
    expect([shown(true), shown(false)]).toEqual([
      ['c', null, null, null],
      [null, null, null, null],
    ]);
  });
});
