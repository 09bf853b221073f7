import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { describe, expect, it } from 'vitest';
import {
  askedOf,
  between,
  dayOf,
  fieldFilters,
  isOneOf,
  knownSearch,
  nearDaysOf,
  ofDays,
  withAsked,
} from './field-filters.ts';
import { nobody } from '../remote/test-remote.ts';

const field = (change: Partial<FieldDef>): FieldDef => ({
  id: 'f1',
  key: 'level',
  type: 'text',
  labels: { zh: '级别', en: 'Level' },
  options: [],
  state: 'all',
  isSearchable: true,
  required: { web: false, mobile: false, pop: false },
  position: 0,
  width: 140,
  default: '',
  ...change,
});
const filters = 'level:is:vip,normal;amount:from:9;amount:to:12';

describe('filters of designed fields in the address', () => {
  it('[C1] [C6] are replaced field by field, and are gone with the last one', () => {
    expect(askedOf(filters, 'amount')).toEqual(between('amount', '9', '12'));
    expect(withAsked(filters, 'amount', between('amount', '', '20'))).toBe('level:is:vip,normal;amount:to:20');
    expect(withAsked(filters, 'level', [])).toBe('amount:from:9;amount:to:12');
    expect(withAsked('level:is:vip', 'level', isOneOf('level', []))).toBeUndefined();
    expect(withAsked('nonsense', 'level', isOneOf('level', ['a,b;c:d%']))).toBe('level:is:a%2Cb%3Bc%3Ad%25');
  });

  it('[C1] [C6] never outgrow what the server takes', () => {
    const many = Array.from({ length: 40 }, (_, i) => `value-${i}`);
    expect(askedOf(withAsked(undefined, 'level', isOneOf('level', many)), 'level')[0]!.values).toHaveLength(20);
    const long = isOneOf(
      'level',
      Array.from({ length: 20 }, () => '长'.repeat(200)),
    );
    expect(withAsked('amount:from:9', 'level', long)).toBe('amount:from:9');
  });

  it('[C1] [C6] know days counted from today by name, and days of the reader by the calendar', () => {
    expect(nearDaysOf([{ key: 'due', operator: 'within', values: ['-6', '0'] }])).toBe('lastWeek');
    expect(nearDaysOf([{ key: 'due', operator: 'within', values: ['-5', '0'] }])).toBeUndefined();
    const day = ofDays({ key: 'due', type: 'date' }, '2026-03-01', '');
    expect(day).toEqual([{ key: 'due', operator: 'from', values: ['2026-03-01'] }]);
    const moments = ofDays({ key: 'due', type: 'date-time' }, '2026-03-01', '2026-03-02');
    expect(moments.map(({ values }) => dayOf(values[0]!))).toEqual(['2026-03-01', '2026-03-02']);
    const [from, to] = moments.map(({ values }) => Date.parse(values[0]!));
    expect(to! - from!).toBe(2 * 86_400_000 - 1000);
  });
});

describe('the filters that a list offers', () => {
  const words = { language: 'zh', moment: (at: string) => at, agentName: () => null, people: nobody } as const;
  const offered = (fields: FieldDef[], masksNumbers: boolean) =>
    fieldFilters('fields', fields, words, masksNumbers).map(({ label }) => label);

  it('[C1] [C6] are by fields that are searchable and seen, and by nothing that hides a number from the reader', () => {
    const amount = field({ key: 'amount', type: 'number', labels: { zh: '金额', en: 'Amount' } });
    const due = field({ key: 'due', type: 'date', labels: { zh: '到期', en: 'Due' } });
    const tags = field({ key: 'tags', type: 'multi-select', isSearchable: false, labels: { zh: '标签', en: 'Tags' } });
    const plain = field({ key: 'plain', isSearchable: false });
    const hidden = field({ key: 'hidden', state: 'hidden' });
    const papers = field({ key: 'papers', type: 'file', isSearchable: false, labels: { zh: '资料', en: 'Papers' } });
    expect(offered([papers], true)).toEqual(['资料']);
    expect(offered([amount, due, tags, plain, hidden], false)).toEqual(['金额', '到期', '标签']);
    expect(offered([amount, due, tags, plain, hidden], true)).toEqual(['到期', '标签']);
  });

  it('[C1] [C6] are dropped from the address when their field cannot be asked any more', () => {
    const search = { stage: 'won', fields: 'level:is:vip;gone:is:x;due:within:0,0', sort: 'field.level.desc' };
    const due = field({ key: 'due', type: 'date' });
    expect(knownSearch(search, [field({}), due], false)).toEqual({
      stage: 'won',
      fields: 'level:is:vip;due:within:0,0',
      sort: 'field.level.desc',
    });
    expect(knownSearch(search, [field({ type: 'number' })], false)).toEqual({
      stage: 'won',
      fields: 'level:is:vip',
      sort: 'field.level.desc',
    });
    expect(knownSearch(search, [field({}), due], true)).toEqual({ stage: 'won', fields: 'due:within:0,0' });
    expect(knownSearch({ sort: 'name' }, [], true)).toEqual({ sort: 'name' });
  });
});
