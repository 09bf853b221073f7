import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromCell } from './cell.ts';
import { definitionErrors, formedDefault, mergedOptions } from './definition.ts';
import { fieldLimits, fieldTypes, type FieldDef, type FieldOption } from './field.ts';
import { criterionOf } from './filter.ts';
import { readFilters, writeFilters } from './filter-text.ts';
import { matches } from './match.ts';
import { absoluteFilters } from './relative.ts';
import { showValue, toWire } from './show.ts';
import { anyField, anyInput, anyText, hostileTexts, reading, showing, testFiles } from './test-fields.ts';
import { cleanText, fits, isRefused, parseValue, type Stored } from './value.ts';

const option = (id: string, code: string, zh: string, parentId: string | null = null): FieldOption => ({
  id,
  code,
  labels: { zh, en: code },
  color: '',
  parentId,
  isRetired: false,
});
const base: FieldDef = {
  id: 'f1',
  key: 'level',
  type: 'text',
  labels: { zh: '级别', en: 'Level' },
  options: [],
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: false },
  position: 0,
  width: 140,
  default: '',
};
const levels = [option('o1', 'vip', '贵宾'), option('o2', 'normal', '普通')];
const regions = [option('o1', 'gd', '广东'), option('o2', 'sz', '深圳', 'o1'), option('o3', 'bj', '北京')];
const field = (change: Partial<FieldDef>): FieldDef => ({ ...base, ...change });
const parse = (change: Partial<FieldDef>, input: unknown): unknown => {
  const parsed = parseValue(field(change), input, reading);
  return isRefused(parsed) ? { rule: parsed.rule } : parsed.value;
};

describe('a value', () => {
  test.each<[Partial<FieldDef>, unknown, unknown]>([
    [{}, '  张三\r\n丰 ', '张三 丰'],
    [{ type: 'multi-line' }, 'a\r\nb', 'a\nb'],
    [{}, 'x'.repeat(257), { rule: 'too-long' }],
    [{}, 7, { rule: 'type' }],
    [{}, '\u0000 ', null],
    [{ type: 'number' }, '０012.500', '12.5'],
    [{ type: 'number' }, '1,234,567.10', '1234567.1'],
    [{ type: 'number' }, '12,5', { rule: 'number' }],
    [{ type: 'number' }, '-0', '0'],
    [{ type: 'number' }, '1e3', { rule: 'number' }],
    [{ type: 'number' }, '9'.repeat(16), { rule: 'number' }],
    [{ type: 'money' }, '￥1,234.5', '1234.50'],
    [{ type: 'money' }, '-0.07', '-0.07'],
    [{ type: 'money' }, '0.100元', '0.10'],
    [{ type: 'money' }, '999999999999999.99', '999999999999999.99'],
    [{ type: 'money' }, '12.345', { rule: 'money' }],
    [{ type: 'money' }, '¥', { rule: 'money' }],
    [{ type: 'money' }, '12,5', { rule: 'money' }],
    [{ type: 'date' }, '2026年2月3日', '2026-02-03'],
    [{ type: 'date' }, '2026-02-29', { rule: 'date' }],
    [{ type: 'date-time' }, '2026-02-03T08:00:00+08:00', '2026-02-03T00:00:00Z'],
    [{ type: 'date-time' }, '2026-02-03T25:00:00Z', { rule: 'date-time' }],
    [{ type: 'phone' }, '0755-26000001转12', '+8675526000001;12'],
    [{ type: 'phone' }, 'abc', { rule: 'phone' }],
    [{ type: 'email' }, 'nobody', { rule: 'email' }],
    [{ type: 'agent' }, '01900000-0000-7000-8000-0000000000ff', { rule: 'agent' }],
    [{ type: 'select', options: levels }, 'vip', ['o1']],
    [{ type: 'radio', options: levels }, '普通', ['o2']],
    [{ type: 'select', options: levels }, 'constructor', { rule: 'option' }],
    [{ type: 'select', options: levels }, ['vip', 'normal'], { rule: 'option' }],
    [{ type: 'multi-select', options: levels }, ['normal', 'vip', 'vip'], ['o2', 'o1']],
    [{ type: 'cascade', options: regions }, ['gd', 'sz'], ['o1', 'o2']],
    [{ type: 'cascade', options: regions }, ['bj', 'sz'], { rule: 'option' }],
    [{ type: 'cascade', options: regions }, ['sz'], { rule: 'option' }],
    [{ type: 'file' }, [testFiles[1]!.id, testFiles[0]!.id, testFiles[1]!.id], { files: [testFiles[1], testFiles[0]] }],
    // As it was read, though nothing of it counts but the id.
    [{ type: 'file' }, [{ ...testFiles[0]!, name: 'x', size: 0 }], { files: [testFiles[0]] }],
    [{ type: 'file' }, [], null],
    [{ type: 'file' }, ['01900000-0000-7000-8000-0000000000ff'], { rule: 'file' }],
    [{ type: 'file' }, ['../../etc/passwd'], { rule: 'file' }],
    [{ type: 'file' }, testFiles[0]!.id, { rule: 'type' }],
    [{ type: 'file' }, [7], { rule: 'type' }],
    [{ type: 'file' }, [{ id: 7, name: 'x' }], { rule: 'type' }],
    [{ type: 'file' }, Array.from({ length: 11 }, (_, i) => `f${i}`), { rule: 'too-many-files' }],
    [{ type: 'text' }, [testFiles[0]!], { rule: 'type' }],
  ])('[C6] of %j given %j is stored as %j', (change, input, stored) => {
    expect(parse(change, input)).toEqual(stored);
  });

  test('[C6] of a retired option is kept by who has it and given to nobody else', () => {
    const retired = field({ type: 'select', options: [{ ...levels[0]!, isRetired: true }, levels[1]!] });
    expect(parseValue(retired, 'vip', reading)).toEqual({ rule: 'option' });
    expect(parseValue(retired, 'vip', reading, ['o1'])).toEqual({ value: ['o1'] });
    expect(showValue(retired, ['o1'], showing)).toBe('贵宾');
  });

  test('[C6] of files is kept by the record that has them, also where nobody else may take them', () => {
    const gone = { ...testFiles[0]!, id: '01900000-0000-7000-8000-0000000000ff' };
    expect(parseValue(field({ type: 'file' }), [gone.id, testFiles[1]!.id], reading, { files: [gone] })).toEqual({
      value: { files: [gone, testFiles[1]] },
    });
  });

  test('[C6] stored is what is shown, sent, filtered, exported and imported back, for every type and any text', () => {
    const given = anyField.chain((one) => fc.tuple(fc.constant(one), anyInput(one)));
    fc.assert(
      fc.property(given, ([one, input]) => {
        const parsed = parseValue(one, input, reading);
        if (isRefused(parsed) || parsed.value === null) return;
        const stored = parsed.value;
        // A database takes it, and gives the same back.
        const json = JSON.stringify(stored);
        expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(fits(one, stored, reading)).toBe(true);
        // A sheet cannot hold files, and says so.
        const read = one.type === 'file' ? { rule: 'file' } : { value: stored };
        expect(fromCell(one, showValue(one, stored, showing), reading)).toEqual(read);
        expect(parseValue(one, toWire(one, stored, showing), reading, stored)).toEqual({ value: stored });
        const wire = toWire(one, stored, showing);
        const words = typeof wire === 'string' ? [wire] : (wire ?? []).filter((word) => typeof word === 'string');
        const is = { key: one.key, operator: 'is' as const, values: one.type === 'cascade' ? words.slice(-1) : words };
        for (const filter of [is, { key: one.key, operator: 'filled' as const, values: [] }]) {
          const asked = readFilters(writeFilters([filter]));
          const criterion = asked && criterionOf(one, asked[0]!, reading);
          if (criterion) expect(matches(criterion, stored)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('[C6] is not lost whatever its field becomes: it fits and comes back the same, or it is shown as it was', () => {
    const given = fc
      .tuple(anyField, anyField)
      .chain(([before, after]) => fc.tuple(fc.constant(before), fc.constant(after), anyInput(before)));
    fc.assert(
      fc.property(given, ([before, after, input]) => {
        const parsed = parseValue(before, input, reading);
        if (isRefused(parsed) || parsed.value === null) return;
        // What an editor leaves out of the list is retired, and the type is another one.
        const changed = { ...after, options: mergedOptions(before.options, after.options.slice(2)) };
        expect(showValue(changed, parsed.value, showing).trim()).not.toBe('');
        const shownBefore = showValue(before, parsed.value, showing);
        const back = { ...before, options: mergedOptions(changed.options, before.options) };
        expect(showValue(back, parsed.value, showing)).toBe(shownBefore);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a change of type', () => {
  test.each<[Stored, Partial<FieldDef>, boolean, string]>([
    ['12', { type: 'number' }, true, '12'],
    ['about 12', { type: 'number' }, false, 'about 12'],
    ['2026-02-03', { type: 'date' }, true, '2026-02-03'],
    ['贵宾', { type: 'select', options: levels }, true, '贵宾'],
    ['常客', { type: 'select', options: levels }, false, '常客'],
    [['o1', 'o2'], { type: 'select', options: levels }, false, '贵宾；普通'],
    [['o1'], { type: 'multi-select', options: levels }, true, '贵宾'],
    [['o1'], { type: 'text', options: levels }, false, '贵宾'],
    [['o2'], { type: 'cascade', options: regions }, false, '深圳'],
    [{ agent: '01900000-0000-7000-8000-00000000000a' }, { type: 'text' }, false, '801'],
    [{ agent: '01900000-0000-7000-8000-00000000000a' }, { type: 'file' }, false, '801'],
    ['报价单.pdf', { type: 'file' }, false, '报价单.pdf'],
    [{ files: [testFiles[0]!] }, { type: 'file' }, true, '报价单.pdf'],
    [{ files: testFiles.slice(0, 2) }, { type: 'text' }, false, '报价单.pdf；=1+1.csv'],
    [{ files: [testFiles[0]!] }, { type: 'select', options: levels }, false, '报价单.pdf'],
    [{ files: [testFiles[0]!] }, { type: 'agent' }, false, '报价单.pdf'],
  ])('[C6] shows %j in a field of %j, fitting: %j, as %j', (stored, change, isFitting, shown) => {
    expect(fits(field(change), stored, reading)).toBe(isFitting);
    expect(showValue(field(change), stored, showing)).toBe(shown);
  });
});

describe('a filter', () => {
  test('[C6] written into an address is read as it was, whatever its values hold', () => {
    fc.assert(
      fc.property(
        fc.array(
          anyText.map((text) => cleanText(text, false)),
          { minLength: 1, maxLength: 5 },
        ),
        (values) => {
          const filters = [{ key: 'level', operator: 'is' as const, values: values.map((value) => value || 'x') }];
          const text = writeFilters(filters);
          expect(text.length > 2000 ? null : filters).toEqual(readFilters(text));
        },
      ),
    );
  });

  test.each(['level', 'level:is:%', 'level:drop:1', ':is:1', 'a:is:1:2', 'x'.repeat(2001)])(
    '[C6] that reads %j is none',
    (text) => expect(readFilters(text)).toBeNull(),
  );

  test.each<[Partial<FieldDef>, string, Stored | null, boolean | null]>([
    [{}, 'level:is:ABC', 'abc', true],
    [{}, 'level:starts:ab', 'ABC', true],
    [{}, 'level:empty:', null, true],
    [{}, 'level:filled:', null, false],
    [{}, 'level:from:1', '2', null],
    [{ type: 'number' }, 'level:from:9', '10', true],
    [{ type: 'number' }, 'level:to:-9', '-10', true],
    [{ type: 'number' }, 'level:from:9', 'about 10', false],
    [{ type: 'number' }, 'level:from:x', '10', null],
    [{ type: 'money' }, 'level:is:12.5', '12.50', true],
    [{ type: 'money' }, 'level:is:12.5', '12.5', true],
    [{ type: 'money' }, 'level:from:9.99', '10.00', true],
    [{ type: 'money' }, 'level:to:-0.01', '0.00', false],
    [{ type: 'number' }, 'level:is:7', '007', true],
    [{ type: 'number' }, 'level:is:12', '012', true],
    [{ type: 'number' }, 'level:from:9', '1,234', false],
    [{ type: 'date' }, 'level:from:2026-02-03', 'next week', false],
    [{ type: 'date-time' }, 'level:from:2026-02-03T00%3A00%3A00Z', 'tomorrow', false],
    [{ type: 'date' }, 'level:to:2026-02-03', '2026-02-03', true],
    [{ type: 'select', options: levels }, 'level:is:vip,normal', ['o2'], true],
    [{ type: 'multi-select', options: levels }, 'level:is:vip', ['o2', 'o1'], true],
    [{ type: 'select', options: levels }, 'level:is:vip', ['o1', 'o2'], false],
    [{ type: 'cascade', options: regions }, 'level:is:gd', ['o1', 'o2'], true],
    [{ type: 'cascade', options: regions }, 'level:is:bj', ['o1', 'o2'], false],
    [{ type: 'select', options: levels }, 'level:is:other', ['o1'], null],
    [{ type: 'file' }, 'level:filled:', { files: [testFiles[0]!] }, true],
    [{ type: 'file' }, 'level:empty:', { files: [testFiles[0]!] }, false],
    [{ type: 'file' }, 'level:is:%E6%8A%A5', { files: [testFiles[0]!] }, null],
  ])('[C6] of a field %j that reads %s finds %j: %j', (change, text, stored, found) => {
    const criterion = criterionOf(field(change), readFilters(text)![0]!, reading);
    expect(criterion && matches(criterion, stored)).toBe(found);
  });
});

describe('a filter by days counted from today', () => {
  // 2026-03-01 00:30 in Shenzhen, and still the last of February in Greenwich.
  const today = { now: Date.parse('2026-02-28T16:30:00Z'), utcOffsetMinutes: 480 };
  const asked = (type: FieldDef['type'], text: string) => {
    const found = absoluteFilters(readFilters(text)![0]!, type, today);
    return found && decodeURIComponent(writeFilters(found));
  };
  test.each<[FieldDef['type'], string, string | null]>([
    ['date', 'level:within:0,0', 'level:from:2026-03-01;level:to:2026-03-01'],
    ['date', 'level:within:-6,0', 'level:from:2026-02-23;level:to:2026-03-01'],
    ['date', 'level:within:,-1', 'level:to:2026-02-28'],
    ['date', 'level:within:7,', 'level:from:2026-03-08'],
    ['date-time', 'level:within:0,0', 'level:from:2026-02-28T16:00:00Z;level:to:2026-03-01T15:59:59Z'],
    ['date', 'level:from:2026-03-01', 'level:from:2026-03-01'],
    ['date', 'level:within:', null],
    ['date', 'level:within:1,0', null],
    ['date', 'level:within:x,0', null],
    ['date', 'level:within:0,0,0', null],
    ['date', 'level:within:0,99999', null],
    ['number', 'level:within:0,0', null],
  ])('[C6] [C1] of a %s, %s asks for %j', (type, text, expected) => {
    expect(asked(type, text)).toEqual(expected);
  });

  test('[C6] [C1] finds a day exactly when it lies between the two', () => {
    const near = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(near, near, near, (from, to, at) => {
        const stored = new Date(today.now + 480 * 60_000 + at * 86_400_000).toISOString().slice(0, 10);
        const found = absoluteFilters(
          { key: 'level', operator: 'within', values: [`${from}`, `${to}`] },
          'date',
          today,
        );
        const isFound = found?.every((one) => matches(criterionOf(field({ type: 'date' }), one, reading)!, stored));
        expect(isFound ?? false).toBe(from <= at && at <= to);
      }),
    );
  });
});

test.each<[string, boolean]>([
  ['+8675526000001;12', true],
  ['+8613900000042', true],
  ['+12125550100', true],
  ['10086', true],
  ['00123', false],
  ['0755', false],
])('[C6] %s of a text fits a field of numbers where it is one: %j', (stored, isFitting) =>
  expect(fits(field({ type: 'phone' }), stored, reading)).toBe(isFitting),
);

describe('a definition', () => {
  const errors = (change: Partial<FieldDef>, others: FieldDef[] = []) =>
    definitionErrors(field(change), others, ['name', '姓名', 'Name'], reading).map(
      ({ path, rule }) => `${path} ${rule}`,
    );
  const other = field({ id: 'f2', key: 'other', labels: { zh: '其他', en: 'Other' }, isSearchable: true });

  test.each<[Partial<FieldDef>, string[]]>([
    [{}, []],
    [{ key: 'Level 1' }, ['key key']],
    [{ key: '__proto__' }, ['key key']],
    [{ key: 'other' }, ['key key-taken']],
    [{ key: 'name' }, ['key key-taken']],
    [{ labels: { zh: '姓名', en: 'Level' } }, ['labels.zh label-taken']],
    [{ labels: { zh: '级\n别', en: '' } }, ['labels.zh label', 'labels.en label']],
    [{ width: 10 }, ['width width']],
    [{ type: 'select' }, ['options options-missing']],
    [{ type: 'select', options: [levels[0]!, { ...levels[1]!, code: 'vip' }] }, ['options.1.code option-taken']],
    [{ type: 'select', options: [option('o1', 'a', '甲;乙')] }, ['options.0.labels.zh option-label']],
    [
      { type: 'cascade', options: [option('o1', 'a', '甲'), option('o2', 'b', '乙', 'o9')] },
      ['options.1.parentId option-parent'],
    ],
    [{ type: 'multi-line', isSearchable: true }, ['isSearchable not-searchable']],
    [{ type: 'number', default: 'x' }, ['default default']],
    [{ type: 'text', default: ['x'] }, ['default default']],
    [{ type: 'select', options: levels, default: ['vip', 'normal'] }, ['default default']],
    [{ type: 'multi-select', options: levels, default: ['vip', 'gone'] }, ['default default']],
    [{ type: 'multi-select', options: levels, default: ['vip', 'normal'] }, []],
    [{ type: 'cascade', options: regions, default: ['gd', 'sz'] }, []],
    [{ type: 'cascade', options: regions, default: ['sz'] }, ['default default']],
    [{ type: 'file', default: testFiles[0]!.id }, ['default default']],
    [{ type: 'file', isSearchable: true }, ['isSearchable not-searchable']],
  ])('[C6] of %j has these errors: %j', (change, expected) => {
    expect(errors(change, [other])).toEqual(expected);
  });

  test.each<[FieldDef['type'], FieldDef['default'], FieldDef['default']]>([
    ['text', 'x', 'x'],
    ['text', ['x'], 'x'],
    ['select', ['vip', 'normal'], ['vip', 'normal']],
    ['multi-select', 'vip', ['vip']],
    ['multi-select', [], ''],
    ['cascade', ['gd', 'sz'], ['gd', 'sz']],
  ])('[C6] of type %s with the default %j has it as %j', (type, given, formed) =>
    expect(formedDefault(type, given)).toEqual(formed),
  );

  test('[C6] options in a circle are refused', () => {
    const round = [option('o1', 'a', '甲', 'o2'), option('o2', 'b', '乙', 'o1')];
    expect(errors({ type: 'cascade', options: round })).toContain('options.0.parentId option-parent');
  });

  test('[C6] no more fields have an index than there are places for', () => {
    const others = Array.from({ length: fieldLimits.searchable }, (_, i) =>
      field({ id: `f${i + 2}`, key: `k${i}`, labels: { zh: `字段${i}`, en: `Field ${i}` }, isSearchable: true }),
    );
    expect(errors({ isSearchable: true }, others)).toEqual(['isSearchable too-many-searchable']);
  });

  test('[C6] options that were left out are retired and ids are never given twice', () => {
    const sent = [{ ...option('new', 'gold', '金卡') }, { ...option('x', 'card', '卡', 'new') }];
    const merged = mergedOptions(levels, sent);
    expect(merged.map(({ id, isRetired, parentId }) => [id, isRetired, parentId])).toEqual([
      ['o3', false, null],
      ['o4', false, 'o3'],
      ['o1', true, null],
      ['o2', true, null],
    ]);
    expect(mergedOptions(merged, [option('o3', 'gold', '金卡')]).map(({ id }) => id)).toEqual(['o3', 'o4', 'o1', 'o2']);
  });

  test('[C6] no hostile text passes as a code, and none breaks a label or a value', () => {
    for (const text of hostileTexts) {
      expect(errors({ key: text })).not.toEqual([]);
      for (const type of fieldTypes)
        expect(() => parseValue(field({ type, options: levels }), text, reading)).not.toThrow();
    }
  });
});
