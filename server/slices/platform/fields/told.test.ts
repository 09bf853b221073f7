import { describe, expect, test } from 'vitest';
import type { FieldOption } from '@bahu/domain/fields/field.ts';
import type { FieldRecord } from './store.ts';
import { told, toldChange } from './told.ts';

const option = (place: number, code: string, zh: string, change: Partial<FieldOption> = {}): FieldOption => ({
  id: `o${place}`,
  code,
  labels: { zh, en: `${code} option` },
  color: '',
  parentId: null,
  isRetired: false,
  ...change,
});
const field = (options: readonly FieldOption[], change: Partial<FieldRecord> = {}): FieldRecord => ({
  uuid: 'u1',
  owner: 'customers',
  slot: null,
  isIndexed: false,
  version: 1,
  id: 'f1',
  key: 'rank',
  type: 'cascade',
  labels: { zh: '等级', en: 'Rank' },
  options,
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: false },
  position: 0,
  width: 140,
  default: '',
  ...change,
});
const plain = (zh: string, en: string) => ({ zh, en, color: '', parent: null });

describe('what the audit log keeps', () => {
  const [a, b, c, d] = [option(1, 'a', '甲'), option(2, 'b', '乙'), option(3, 'c', '丙'), option(4, 'd', '丁')];
  const list = [a, b, c, d];

  test('[C6] [P4] of a field is all that people set, its list of values by their codes', () => {
    expect(told(field([a, { ...b, color: 'red', parentId: 'o1', isRetired: true }]))).toMatchObject({
      owner: 'customers',
      key: 'rank',
      options: {
        a: plain('甲', 'a option'),
        b: { ...plain('乙', 'b option'), color: 'red', parent: '甲', isRetired: true },
      },
    });
  });

  const [first, second, third] = [plain('甲', 'a option'), plain('乙', 'b option'), plain('丙', 'c option')];
  test.each<[string, FieldOption[], object, object]>([
    [
      'a label in one language',
      [{ ...a, labels: { zh: '甲', en: 'First' } }, b, c, d],
      { options: { a: first } },
      { options: { a: { ...first, en: 'First' } } },
    ],
    [
      'a colour and what it stands below',
      [a, { ...b, color: 'red', parentId: 'o1' }, c, d],
      { options: { b: second } },
      { options: { b: { ...second, color: 'red', parent: '甲' } } },
    ],
    [
      'one that is retired, without a word of any language',
      [a, b, d, { ...c, isRetired: true }],
      { options: { c: third } },
      { options: { c: { ...third, isRetired: true } } },
    ],
    ['one that is new', [...list, option(5, 'e', '戊')], { options: {} }, { options: { e: plain('戊', 'e option') } }],
    ['a code', [{ ...a, code: 'x' }, b, c, d], { options: { a: first } }, { options: { x: first } }],
    [
      'the order of those that are offered',
      [d, a, b, c],
      { optionOrder: ['a', 'b', 'c', 'd'] },
      { optionOrder: ['d', 'a', 'b', 'c'] },
    ],
    ['nothing', list, {}, {}],
  ])('[C6] [P4] of a change of the list is %s, and nothing that stays', (_, options, before, after) => {
    expect(toldChange(field(list), field(options))).toEqual({ before, after });
  });

  test('[C6] [P4] of a change beside the list is what differs', () => {
    expect(toldChange(field(list), field(list, { state: 'hidden', width: 200 }))).toEqual({
      before: { state: 'all', width: 140 },
      after: { state: 'hidden', width: 200 },
    });
  });
});
