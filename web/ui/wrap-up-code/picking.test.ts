import type { OpenGroup } from '@bahu/contract/wrap-up-codes.ts';
import { describe, expect, test } from 'vitest';
import { codeWords, entriesOf, entryAt, pickingStart } from './picking.ts';

const code = (id: string, name: string, nameEn = '') => ({
  id,
  name,
  nameEn,
  nextAction: 'none' as const,
  afterMinutes: 0,
});
const groups: OpenGroup[] = [
  {
    id: 'g1',
    name: '咨询',
    nameEn: 'Enquiry',
    isRequired: false,
    codes: [code('c1', '产品价格', 'Prices'), code('c2', '发票合同')],
  },
  {
    id: 'g2',
    name: '售后',
    nameEn: '',
    isRequired: true,
    codes: [code('c3', '报修', 'Repair'), code('c4', '物流延误')],
  },
];
const shown = (picking = pickingStart, language = 'zh-CN', all = groups) =>
  entriesOf(all, picking, language).map(({ key, label, of }) => `${key}${label}${of && `@${of}`}`);

describe('[B] a wrap-up code', () => {
  test('is chosen by the digit of its group and its own', () => {
    expect(shown()).toEqual(['1咨询', '2售后']);
    const group = entryAt(entriesOf(groups, pickingStart, 'zh-CN'), '2')!;
    expect(group).toMatchObject({ id: 'g2', kind: 'group' });
    const inGroup = { groupId: group.id, text: '' };
    expect(shown(inGroup)).toEqual(['1报修', '2物流延误']);
    expect(entryAt(entriesOf(groups, inGroup, 'zh-CN'), '2')).toMatchObject({ id: 'c4', kind: 'code' });
  });

  test('of the only group is chosen by one digit', () => {
    expect(shown(pickingStart, 'zh-CN', groups.slice(1))).toEqual(['1报修', '2物流延误']);
  });

  test('is found by its initials, a part of its name in either language, or its group', () => {
    expect(shown({ groupId: null, text: 'wlyw' })).toEqual(['物流延误@售后']);
    expect(shown({ groupId: null, text: '合同' })).toEqual(['发票合同@咨询']);
    expect(shown({ groupId: null, text: 'REP' })).toEqual(['报修@售后']);
    expect(shown({ groupId: null, text: 'sh' })).toEqual(['报修@售后', '物流延误@售后']);
    expect(shown({ groupId: 'g1', text: 'bx' })).toEqual([]);
  });

  test('has no key while something is typed, and none beyond the ninth', () => {
    expect(entryAt(entriesOf(groups, { groupId: null, text: '1' }, 'zh-CN'), '1')).toBeUndefined();
    const many = [{ ...groups[0]!, codes: Array.from({ length: 11 }, (_, i) => code(`c${i}`, `码${i}`)) }];
    expect(entriesOf(many, pickingStart, 'zh-CN').map(({ key }) => key)).toEqual([...'123456789', '', '']);
    expect(entryAt(entriesOf(many, pickingStart, 'zh-CN'), '')).toBeUndefined();
  });

  test('is said in the language of the reader, where it has a name in it', () => {
    expect(shown(pickingStart, 'en')).toEqual(['1Enquiry', '2售后']);
    expect(codeWords({ name: '报修', nameEn: 'Repair', group: '售后', groupEn: '' }, 'en')).toBe('售后 / Repair');
  });
});
