import { fieldsOfCustomers } from '@bahu/domain/fields/customer-owner.ts';
import { fieldTypes, type FieldDef } from '@bahu/domain/fields/field.ts';
import { anyField, anyInput, reading, showing, testFiles } from '@bahu/domain/fields/test-fields.ts';
import { toWire } from '@bahu/domain/fields/show.ts';
import { isRefused, parseValue } from '@bahu/domain/fields/value.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../form/fields.ts';
import { asRequired, violationOf, rulesOf } from '../form/rules.ts';
import { fieldSections, formField } from './form-field.ts';
import { nobody } from '../remote/test-remote.ts';
import type { FieldWords } from './field-words.ts';
import { designedValues, formValue, sentFields, withDesigned, withoutDesigned } from './form-values.ts';

const words: FieldWords = {
  language: 'zh',
  moment: (at) => at,
  agentName: showing.agentName,
  people: nobody,
};
const option = (id: string, code: string, zh: string, parentId: string | null = null) =>
  ({ id, code, labels: { zh, en: code }, color: id === 'o1' ? 'red' : '', parentId, isRetired: id === 'o4' }) as const;
const base: FieldDef = {
  id: 'f1',
  key: 'level',
  type: 'text',
  labels: { zh: '级别', en: 'Level' },
  options: [option('o1', 'vip', '贵宾'), option('o2', 'gold', '金卡', 'o1'), option('o4', 'old', '旧版')],
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: true },
  position: 0,
  width: 140,
  default: '',
};
const fieldOf = (part: Partial<FieldDef>, saved: string | string[] | null = null): Field<{ x: unknown }> =>
  formField({ ...base, ...part }, 'x', saved, words);

describe('a definition as the field of a form', () => {
  it('[C6] has a control for every input type, called by its label in the language', () => {
    const kinds = fieldTypes.map((type) => fieldOf({ type }).kind);
    expect(Object.fromEntries(fieldTypes.map((type, index) => [type, kinds[index]]))).toEqual({
      text: 'text',
      'multi-line': 'textarea',
      number: 'text',
      money: 'text',
      date: 'date',
      'date-time': 'date-time',
      radio: 'radio',
      select: 'select',
      'multi-select': 'multi-select',
      cascade: 'cascade',
      phone: 'text',
      email: 'text',
      agent: 'remote',
      file: 'files',
    });
    expect(formField(base, 'x', null, { ...words, language: 'en' }).label).toBe('Level');
    // Whose agents are found by the server, and who can be given up again where nobody is needed.
    expect(fieldOf({ type: 'agent' })).toMatchObject({ remote: nobody, isClearable: true });
    const needed = fieldOf({ type: 'agent', required: { web: true, mobile: false, pop: false } });
    expect(needed).toMatchObject({ isRequired: true, isClearable: false });
  });

  it('[C6] offers the values of its list with their colours, and a retired one to the record alone that has it', () => {
    const offered = (saved: string | null) => {
      const made = fieldOf({ type: 'select' }, saved);
      return made.kind === 'select' ? made.options : [];
    };
    expect(offered(null)).toEqual([
      { value: 'vip', label: '贵宾', tone: 'alarm' },
      { value: 'gold', label: '金卡', tone: undefined },
    ]);
    expect(offered('old').map(({ label }) => label)).toEqual(['贵宾', '金卡', '旧版']);
    expect(offered('白金').at(-1)).toEqual({ value: '白金', label: '白金' });
  });

  it('[C6] nests a cascading list, and shows in plain text what is no day and no moment', () => {
    expect(fieldOf({ type: 'cascade' })).toMatchObject({
      options: [{ value: 'vip', label: '贵宾', children: [{ value: 'gold', label: '金卡' }] }],
    });
    expect(fieldOf({ type: 'date' }, '去年').kind).toBe('text');
    expect(fieldOf({ type: 'date-time' }, '2026-01-05').kind).toBe('text');
    expect(fieldOf({ type: 'date-time' }, '2026-01-05T08:30:00Z').kind).toBe('date-time');
  });

  it('[C6] stands in the form, under more, or nowhere, as its state says, and is required as the browser requires it', () => {
    const fields = (['all', 'more', 'form', 'list', 'hidden', 'off'] as const).map((state) => ({
      ...base,
      key: state,
      state,
      required: { web: state === 'form', mobile: true, pop: true },
    }));
    const [shown, more] = fieldSections<Record<string, unknown>>(fields, {}, words, '更多');
    expect([shown!.fields.map(({ name }) => name), more!.fields.map(({ name }) => name)]).toEqual([
      ['fields.all', 'fields.form'],
      ['fields.more'],
    ]);
    expect(shown!.fields.map(({ isRequired }) => isRequired)).toEqual([false, true]);
  });
});

describe('values of designed fields in a form', () => {
  it('[C6] that are not touched are not sent, and those that are stored come back from the form as they were', () => {
    const given = anyField.chain((field) => fc.tuple(fc.constant(field), anyInput(field)));
    fc.assert(
      fc.property(given, ([field, input]) => {
        const parsed = parseValue(field, input, reading);
        if (isRefused(parsed) || parsed.value === null) return;
        const held = formValue(field, toWire(field, parsed.value, showing), words);
        expect(parseValue(field, held, reading, parsed.value)).toEqual(parsed);
        const schema = withDesigned({ properties: {} }, [{ ...field, state: 'all' }]);
        expect(violationOf(rulesOf(schema, `fields.${field.key}`), held)).toBeNull();
      }),
    );
    expect(sentFields({ name: '陈' })).toBeUndefined();
    expect(sentFields({ name: '陈', 'fields.level': ['vip'], 'fields.note-2': null })).toEqual({
      level: ['vip'],
      'note-2': null,
    });
    expect(withoutDesigned({ name: '陈', 'fields.level': 'x' })).toEqual({ name: '陈' });
  });

  it('[C6] that are left of a list are said in its words, and an agent by name', () => {
    const left = { ...base, type: 'text' as const };
    expect(formValue(left, ['vip', 'gold'], words)).toBe('贵宾；金卡');
    expect(formValue(left, ['01900000-0000-7000-8000-00000000000a'], words)).toBe(
      showing.agentName('01900000-0000-7000-8000-00000000000a'),
    );
    expect(formValue({ ...base, type: 'select' }, ['vip', 'gold'], words)).toBe('贵宾；金卡');
  });

  it('[C1] of a tree that is built in are one id or none', () => {
    const category = fieldsOfCustomers.builtIn.find(({ key }) => key === 'categoryId')!;
    expect([formValue(category, null, words), formValue(category, 'c', words)]).toEqual([null, 'c']);
  });

  it('[C6] that are files are held as they are, sent by their ids, and said by name where the field is another one', () => {
    const file = { ...base, type: 'file' as const };
    const [paper] = testFiles;
    expect([formValue(file, [paper!], words), formValue(file, null, words), formValue(file, undefined, words)]).toEqual(
      [[paper], [], []],
    );
    expect(formValue(file, '以前的文字', words)).toBe('以前的文字');
    for (const type of ['text', 'multi-select', 'select', 'agent'] as const)
      expect(formValue({ ...base, type }, [paper!], words), type).toBe(paper!.name);
    expect(sentFields({ 'fields.level': [paper!], 'fields.none': [] })).toEqual({ level: [paper!.id], none: [] });
  });

  it('[C6] begin with their default in a new record, and are missing where the browser requires them', () => {
    const field: FieldDef = { ...base, type: 'multi-select', default: 'vip' };
    expect(designedValues([field], null, words)).toEqual({ 'fields.level': ['vip'] });
    expect(designedValues([field], {}, words)).toEqual({ 'fields.level': [] });
    expect(
      designedValues(
        [
          { ...field, type: 'radio' },
          { ...base, key: 'hint', state: 'hidden' },
        ],
        {},
        words,
      ),
    ).toEqual({
      'fields.level': null,
    });
    for (const [type, empty, filled] of [
      ['multi-select', [], ['vip']],
      ['select', null, 'vip'],
      ['text', '', 'x'],
      ['agent', null, '01900000-0000-7000-8000-00000000000a'],
      ['file', [], [testFiles[0]]],
    ] as const) {
      const rules = rulesOf(withDesigned({ properties: {} }, [{ ...field, type }]), 'fields.level');
      const violations = [empty, filled].map((value) => violationOf(asRequired(rules, true), value));
      expect(violations).toEqual([{ rule: 'required' }, null]);
      expect(violationOf(asRequired(rules, false), empty)).toBeNull();
    }
  });
});
