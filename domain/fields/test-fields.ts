/** Random definitions, values and changes of definitions, for properties. */
import fc from 'fast-check';
import type { Attachment } from '../attachments/attachment.ts';
import { fieldStates, fieldTypes, hasOptions, optionColors, type FieldDef, type FieldOption } from './field.ts';
import { optionsBelow, pathOf } from './options.ts';
import type { CellReading } from './cell.ts';
import { plainly, type Showing } from './show.ts';

const agents = new Map([
  ['01900000-0000-7000-8000-00000000000a', '801'],
  ['01900000-0000-7000-8000-00000000000b', '802'],
]);
/** Files that a record may take, with names as people and attackers give them. */
export const testFiles: readonly Attachment[] = [
  '报价单.pdf',
  '=1+1.csv',
  '<b>x</b>.svg',
  '转 13900000042.png',
  "'a.txt",
].map((name, index) => ({
  id: `01900000-0000-7000-8000-0000000000f${index}`,
  name,
  type: 'application/pdf',
  size: index + 1,
}));
export const reading: CellReading = {
  home: { countryCode: '86', areaCode: '755' },
  utcOffsetMinutes: 480,
  isAgent: (id) => agents.has(id),
  fileOf: (id) => testFiles.find((file) => file.id === id),
  agentOf: (word) => [...agents].find(([, extension]) => extension === word)?.[0],
};
export const showing: Showing = {
  ...plainly,
  language: 'zh',
  utcOffsetMinutes: 480,
  agentName: (id) => agents.get(id) ?? null,
};

/** What people, spreadsheets and attackers write. */
export const hostileTexts = [
  '=HYPERLINK("http://x","y")',
  '@SUM(1)',
  '<script>alert(1)</script>',
  "'; drop table customers; --",
  '\u0000\u0001null',
  '\ud800half',
  '{{constructor}}',
  '__proto__',
  'constructor',
  '转',
  ' \u202E倒',
  '1e400',
  "'0755",
  '="00123"',
  "''=1",
  '#N/A',
  '_x0041_',
  '  two  blanks  ',
  '12,5',
  'a\r\nb\u2028c',
  '😀'.repeat(300),
];

export const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...hostileTexts));

const option = (index: number): fc.Arbitrary<FieldOption> =>
  fc.record({
    id: fc.constant(`o${index + 1}`),
    code: fc.constant(`code-${index + 1}`),
    labels: fc.constantFrom(
      { zh: `值${index + 1}`, en: `Value ${index + 1}` },
      { zh: `=1+${index}`, en: `@v${index}` },
    ),
    color: fc.constantFrom(...optionColors),
    parentId: index < 2 ? fc.constant(null) : fc.constantFrom(null, 'o1', 'o2'),
    isRetired: index === 0 ? fc.constant(false) : fc.boolean(),
  });

export const anyField: fc.Arbitrary<FieldDef> = fc.record({
  id: fc.constant('f1'),
  key: fc.constantFrom('level', 'amount', 'note-2'),
  type: fc.constantFrom(...fieldTypes),
  labels: fc.constant({ zh: '级别', en: 'Level' }),
  options: fc.tuple(...[0, 1, 2, 3, 4].map(option)),
  state: fc.constantFrom(...fieldStates),
  isSearchable: fc.constant(false),
  required: fc.constant({ web: false, mobile: false, pop: false }),
  position: fc.nat(20),
  width: fc.constant(140),
  default: fc.constant(''),
});

/** Something that the API could be sent for a field: mostly sound, sometimes anything. */
export function anyInput(field: FieldDef): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 4, arbitrary: soundInput(field) }, { weight: 1, arbitrary: fc.anything() }, anyText);
}

/** Something that a person would write. */
export function soundInput(field: FieldDef): fc.Arbitrary<unknown> {
  if (hasOptions(field.type)) return soundChoice(field);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = fc
    .tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([year, month, date]) => `${year}-${two(month)}-${two(date)}`);
  switch (field.type) {
    case 'number':
      return fc
        .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.nat(999_999))
        .map(([whole, decimals]) => `${whole}.${String(decimals).padStart(6, '0')}`);
    case 'money':
      return fc
        .tuple(
          fc.constantFrom('', '-', '¥', '￥'),
          fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }),
          fc.nat(99),
          fc.boolean(),
        )
        .map(([sign, yuan, cents, isWhole]) => `${sign}${yuan}${isWhole ? '' : `.${two(cents)}`}`);
    case 'date':
      return day;
    case 'date-time':
      return fc.tuple(day, fc.nat(23), fc.nat(59)).map(([date, h, m]) => `${date}T${two(h)}:${two(m)}:00+08:00`);
    case 'phone':
      return fc.constantFrom('13900000042', '0755-26000001', '13900000042转12', '+1 212 555 0100', '10086');
    case 'email':
      return fc.constantFrom('a@b.cn', '=1@x.com');
    case 'agent':
      return fc.constantFrom(...agents.keys());
    case 'file':
      return fc.subarray(
        testFiles.map(({ id }) => id),
        { minLength: 1 },
      );
    default:
      return anyText;
  }
}

function soundChoice(field: FieldDef): fc.Arbitrary<unknown> {
  const offered = field.options.filter(({ isRetired }) => !isRetired);
  const codes = offered.map(({ code }) => code);
  if (field.type === 'multi-select') return fc.subarray(codes, { minLength: 1 });
  if (field.type !== 'cascade') return fc.constantFrom(...codes);
  const codeOf = (id: string): string => field.options.find((one) => one.id === id)!.code;
  const paths = offered
    .filter(({ id }) => optionsBelow(field, null).some((top) => top.id === pathOf(field, id)[0]))
    .map(({ id }) => pathOf(field, id).map(codeOf));
  return fc.constantFrom(...paths);
}
