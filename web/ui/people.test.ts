import type { FoundPerson } from '@bahu/contract/search.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { wireText } from '@bahu/domain/fields/wire.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TFunction } from 'i18next';
import { startTexts } from '../text/i18n.ts';
import { idsIn, isPersonId, isPersonKey, nameOf, optionOf, type KnownPerson } from './people.ts';

const id = (n: number): string => `01900000-0000-7000-8000-00000000000${n}`;
const person = (n: number, name: string, isEnabled = true): FoundPerson => ({
  id: id(n),
  name,
  extension: `80${n}`,
  departmentName: null,
  isEnabled,
});
let t: TFunction;
beforeAll(async () => {
  ({ t } = await startTexts('zh-CN'));
});

describe('[C6] the people of the company', () => {
  it('are choices by name and extension, and who is disabled is called so', () => {
    expect(optionOf(t, person(1, '周岚'))).toEqual({ value: id(1), label: '周岚', note: '801' });
    expect(optionOf(t, person(2, '许嘉宁', false)).label).toBe('许嘉宁（已停用）');
  });

  it.each<[string, KnownPerson | undefined, string]>([
    ['who is found', { person: person(1, '周岚'), isWhole: false }, '周岚'],
    ['who is disabled', { person: person(2, '许嘉宁', false), isWhole: true }, '许嘉宁'],
    ['who is gone', { person: null, isWhole: true }, '已删除的坐席'],
    ['who is out of sight', { person: null, isWhole: false }, '坐席'],
    ['who is still asked for', undefined, '…'],
  ])('are named: %s', (_who, known, shown) => {
    expect(nameOf(t, known)).toBe(shown);
  });

  it('are asked for by ids and extensions, and by nothing else that stands in a record', () => {
    expect(idsIn([id(1), [id(2), 'vip'], null, undefined, '王经理', '802', [id(1)]])).toEqual([id(1), id(2)]);
    expect(['802', id(3).toUpperCase()].every(isPersonKey)).toBe(true);
    expect(['154****0042', '', `${id(3)},802`, '13800138000', '802 '].filter(isPersonKey)).toEqual([]);
    expect(isPersonId('802')).toBe(false);
  });

  it.each([
    ['somebody', id(1), '周岚'],
    ['a text from before', '王经理', '王经理'],
    ['nobody', null, ''],
  ])('are named in a field of agents: %s', (_who, value, shown) => {
    const field = { type: 'agent', options: [] } as unknown as FieldDef;
    const agentName = (text: string) =>
      isPersonId(text) ? nameOf(t, { person: person(1, '周岚'), isWhole: true }) : null;
    expect(wireText(field, value, { language: 'zh', moment: String, agentName })).toBe(shown);
  });
});
