import { wireText } from '@bahu/domain/fields/wire.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { describe, expect, it } from 'vitest';
import { formField } from './fields/form-field.ts';
import { choicesOf, namesOf, peopleOf, type Person } from './people.ts';

const id = (n: number): string => `01900000-0000-7000-8000-00000000000${n}`;
const person = (n: number, name: string, isEnabled = true): Person => ({
  agentId: id(n),
  name,
  extension: `80${n}`,
  isEnabled,
});
const { isEnabled: _, ...named } = person(1, '周岚');
const colleague = { ...named, initials: 'zl', department: null, groups: [], can: [], canPickUp: false };
const self = person(2, '林晓雯');
const disabled = person(0, '许嘉宁', false);
const people = peopleOf({ colleagues: [colleague], others: [disabled, self] }, self);

const field: FieldDef = {
  id: 'f1',
  key: 'keeper',
  type: 'agent',
  labels: { zh: '负责人', en: 'Keeper' },
  options: [],
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: false },
  position: 0,
  width: 140,
  default: '',
};
const disabledWord = (name: string): string => `${name}（已停用）`;
const words = {
  language: 'zh' as const,
  moment: String,
  agentName: namesOf(people, '已删除的坐席'),
  agents: choicesOf(people, disabledWord),
};

describe('[C6] the people of the company', () => {
  it('are the colleagues, the reader and who is disabled, by extension; without a directory the reader', () => {
    expect(people).toEqual([disabled, person(1, '周岚'), self]);
    expect([peopleOf(undefined, self), peopleOf(undefined, null)]).toEqual([[self], []]);
  });

  it('are chosen from with the reader among them, and those who are disabled last and called so', () => {
    expect(choicesOf(people, disabledWord).map(({ label }) => label)).toEqual(['周岚', '林晓雯', '许嘉宁（已停用）']);
  });

  it.each([
    ['a colleague', id(1), '周岚'],
    ['oneself', id(2), '林晓雯'],
    ['who is disabled', id(0), '许嘉宁'],
    ['who is gone', id(9), '已删除的坐席'],
    ['a text from before', '王经理', '王经理'],
    ['nobody', null, ''],
  ])('are named in a field of agents: %s', (_who, value, shown) => {
    expect(wireText(field, value, words)).toBe(shown);
  });

  it('are offered by a field of agents as far as they are enabled, with whoever is chosen already by name', () => {
    const offered = (saved: string | null) => {
      const made = formField<{ x: unknown }>(field, 'x', saved, words);
      return made.kind === 'select' ? made.options.map(({ label }) => label) : [];
    };
    expect(offered(null)).toEqual(['周岚', '林晓雯']);
    expect([offered(id(0)).at(-1), offered(id(9)).at(-1)]).toEqual(['许嘉宁', '已删除的坐席']);
  });
});
