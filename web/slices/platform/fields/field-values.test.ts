import type { Field } from '@bahu/contract/fields.ts';
import { canBeSearchable, fieldTypes } from '@bahu/domain/fields/field.ts';
import { anyField, reading, testFiles } from '@bahu/domain/fields/test-fields.ts';
import { isRefused, parseValue } from '@bahu/domain/fields/value.ts';
import type { TFunction } from 'i18next';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../lib/api.ts';
import { violationOf, rulesOf } from '../../../ui/form/rules.ts';
import { blankValues, bodyOf, changeOf, definitionFailures, questionOf, schemaOf, valuesOf } from './field-values.ts';
import { lineOfOption } from './option-lines.ts';
import { sampleOf } from './samples.ts';

const field: Field = {
  id: '01900000-0000-7000-8000-000000000001',
  owner: 'customers',
  fieldId: 'f1',
  key: 'level',
  type: 'select',
  labels: { zh: '级别', en: 'Level' },
  options: [
    { id: 'o1', code: 'vip', labels: { zh: '贵宾', en: 'VIP' }, color: 'red', parentId: null, isRetired: false },
  ],
  state: 'all',
  isSearchable: true,
  required: { web: true, mobile: false, pop: false },
  position: 3,
  width: 120,
  default: '',
  isIndexed: true,
  version: 4,
};
const saved = valuesOf(field);

describe('a definition in the form of the designer', () => {
  it('[C6] is sent as it was when nothing was changed, and of a change only what it is about', () => {
    const { key, type, labels, options, state, isSearchable, required, width } = field;
    expect(bodyOf(saved)).toEqual({ key, type, labels, options, state, isSearchable, required, width, default: '' });
    expect(changeOf({ ...saved, en: '', mobile: true }, { en: '', mobile: true })).toEqual({
      labels: { zh: '级别', en: '级别' },
      required: { web: true, mobile: true, pop: false },
    });
    expect(changeOf({ ...saved, type: 'multi-line' }, { type: 'multi-line' })).toEqual({
      type: 'multi-line',
      isSearchable: false,
      default: '',
    });
    // Files are no text that could stand there from the beginning.
    expect(changeOf({ ...saved, type: 'file', default: 'vip' }, { type: 'file' })).toEqual({
      type: 'file',
      isSearchable: false,
      default: '',
    });
    expect(fieldTypes.filter((one) => bodyOf({ ...saved, type: one }).isSearchable)).toEqual(
      fieldTypes.filter(canBeSearchable),
    );
  });

  it('[C6] has a default of several values where values are lists, and sends the one that its type has', () => {
    const tags = valuesOf({ ...field, type: 'multi-select', default: ['vip'] });
    expect([tags.default, tags.defaults, bodyOf(tags).default]).toEqual(['', ['vip'], ['vip']]);
    expect(changeOf({ ...tags, defaults: [] }, { defaults: [] })).toEqual({ default: [] });
    expect(changeOf({ ...tags, type: 'select' }, { type: 'select' })).toMatchObject({ type: 'select', default: '' });
    const one = valuesOf({ ...field, default: 'vip' });
    expect([one.default, one.defaults, bodyOf(one).default]).toEqual(['vip', [], 'vip']);
  });

  it('[C6] begins with a free code, and needs a Chinese name alone', () => {
    expect(blankValues([{ key: 'field-1' }, { key: 'field-3' }]).key).toBe('field-2');
    const rules = (name: string) => violationOf(rulesOf(schemaOf(true), name), '');
    expect([rules('zh')?.rule, rules('en'), rules('key')?.rule]).toEqual(['required', null, 'required']);
    expect(violationOf(rulesOf(schemaOf(false), 'width'), 601)).toEqual({ rule: 'maximum', limit: 600 });
  });

  it('[C6] has each error of the server at its field, those of the list at their cells', () => {
    const t = ((key: string) => key) as unknown as TFunction;
    const fieldError = (path: string, rule: string) => ({ path, rule });
    const error = new ApiError('input.invalid', {
      fields: [
        fieldError('labels.en', 'label-taken'),
        fieldError('options.2.code', 'option-taken'),
        fieldError('options.0.labels.zh', 'option-label'),
        fieldError('key', 'key-taken'),
      ],
    });
    expect(definitionFailures(t, error)).toEqual({
      en: 'fieldDesign.definition.label-taken',
      'options.2.code': 'fieldDesign.definition.option-taken',
      'options.0.zh': 'fieldDesign.definition.option-label',
      key: 'fieldDesign.definition.key-taken',
    });
    expect(definitionFailures(t, new Error('x'))).toEqual({});
  });

  it('[C6] asks the server only about changes that values could stop fitting', () => {
    expect(questionOf(field, { ...saved, zh: '等级', width: 200 })).toBeNull();
    expect(questionOf(field, { ...saved, type: 'number' })).toEqual({ type: 'number' });
    const [option] = field.options;
    const retired = [{ ...option!, isRetired: true }];
    expect(questionOf(field, { ...saved, options: retired.map(lineOfOption) })).toEqual({ options: retired });
  });
});

it('[C6] an invented value of any definition is one that the field would take', () => {
  const now = Date.parse('2026-11-29T01:02:03Z');
  fc.assert(
    fc.property(anyField, fc.constantFrom('zh' as const, 'en' as const), (one, language) => {
      const value = sampleOf(one, language, { now, agent: '01900000-0000-7000-8000-00000000000a' });
      const taking = { ...reading, fileOf: (id: string) => testFiles.find((file) => file.id !== id) };
      expect(isRefused(parseValue(one, value, taking))).toBe(false);
    }),
  );
});
