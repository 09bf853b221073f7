import { describe, expect, test } from 'vitest';
import {
  columnOf,
  isRemark,
  proposeHead,
  proposeSheet,
  readRange,
  spreadMerged,
  type SheetRow,
  type WantedField,
} from './head-row.ts';

const fields: WantedField[] = [
  { key: 'name', names: ['姓名', '客户姓名', 'Name'], isRequired: true },
  { key: 'phone', names: ['电话', '手机', 'Phone'], isRequired: true },
  { key: 'company', names: ['公司'], isRequired: false },
  { key: 'note', names: ['备注', '说明'], isRequired: false },
];
const sheet = (...rows: string[]): SheetRow[] => rows.map((row, i) => ({ line: i + 1, cells: row.split(',') }));

describe('[C4] the head of a sheet', () => {
  test.each([
    ['is the first row', 0, sheet('姓名,电话', '甲,1')],
    ['stands below a title', 1, sheet('2026年11月客户名单,,', '姓名,电话,公司', '甲,1,x')],
    [
      'stands below instructions that name a field',
      3,
      sheet('客户导入', '说明', '姓名 必须填写', '姓名,电话,备注', '甲,1,'),
    ],
    ['is the lower of two that belong together', 1, sheet('基本信息,,联系方式', '姓名,公司,手机', '甲,x,1')],
    ['is named in English', 1, sheet('List', 'Name,Phone', 'Ann,1')],
    ['is the first where nothing is known', 0, sheet('甲,乙,丙', '1,2,3')],
    ['is below a title where nothing is known', 1, sheet('名单,,', 'a,b,c', '1,2,3')],
    ['is the only row', 0, sheet('姓名')],
    ['is no row with a number', 0, sheet('甲,乙,丙', '王五,公司,13900000131')],
    ['is no row with one word of a field among others', 0, sheet('甲,乙,丙', '王五,公司,x')],
    ['is no row with a number, whatever else it names', 0, sheet('甲,乙,丙,丁', '王五,公司,备注,13900000131')],
    ['is the one that names a required field', 1, sheet('公司,备注,', '姓名,x,y')],
    ['names two fields at least', 1, sheet('甲,乙', '公司,备注', 'x,y')],
    ['is below a title between spaces where nothing is known', 1, sheet('名单, , ', 'a,b,c', '1,2,3')],
    ['is filled in more than half where nothing is known', 1, sheet('名单,2026,,', 'a,b,c,d')],
    ['is the first of two that name as much', 0, sheet('姓名,电话', '姓名,电话')],
  ])('%s', (_what, index, rows) => {
    expect(proposeHead(rows, fields).index).toBe(index);
  });

  test('[C4] is none where there is no row', () => {
    expect(proposeHead([], fields)).toEqual({ index: -1, score: 0 });
  });
});

test.each([
  ['必填,11 位手机号，必填,选填', true],
  ['required,required,optional', true],
  ['请填写全名,格式 0755-26540001,', false],
  ['例如 张三,例如 138,', true],
  ['甲,15400000001,必填', false],
  ['甲,乙,丙', false],
  ['必填,,', true],
  ['必填, , ', true],
  [' , ,', false],
  [',,', false],
  ['说明,甲,乙,丙', false],
])('[C4] whether %j is a remark on the columns: %s', (row, expected) => {
  expect(isRemark({ line: 2, cells: row.split(',') })).toBe(expected);
});

test('[C4] the sheet to begin with is the one whose head names most, and never an empty one', () => {
  const [instructions, customers, empty] = [
    sheet('填写说明', '姓名必填'),
    sheet('姓名,电话', '甲,1'),
    sheet('姓名,电话'),
  ];
  expect(proposeSheet([instructions, customers], fields)).toBe(1);
  expect(proposeSheet([empty, customers], fields)).toBe(1);
  expect(proposeSheet([sheet('a,b', '1,2'), sheet('c,d', '3,4')], fields)).toBe(0);
  expect(proposeSheet([[], sheet('c', '3')], fields)).toBe(1);
  expect(proposeSheet([[], []], fields)).toBe(0);
});

describe('[C4] merged cells', () => {
  test('[C4] are read by their reference', () => {
    expect(readRange('B2:AA10')).toEqual({ ref: 'B2:AA10', fromLine: 2, toLine: 10, fromColumn: 1, toColumn: 26 });
    expect(readRange('XFD1048576:XFD1048577')).toMatchObject({
      fromLine: 1_048_576,
      toLine: 1_048_577,
      fromColumn: 16_383,
    });
    expect(['A1', '', 'A1:', '1:2', 'A:B', 'xA1:B2', 'A1:B2x', '$A$1:$B$2'].map(readRange)).toEqual(
      Array(8).fill(null),
    );
    expect(['A', 'Z', 'AA', 'XFD'].map(columnOf)).toEqual([0, 25, 26, 16383]);
  });

  test('[C4] fill no cell that has a text of its own, nor one beyond their lines, and their column is reached', () => {
    const rows = [['标题'], ['姓名', '', '', '电话'], ['', '甲'], ['乙'], ['']].map((cells, i) => ({
      line: i + 1,
      cells,
    }));
    expect(spreadMerged(rows, [readRange('A2:A4')!, readRange('D2:D4')!]).map(({ cells }) => cells)).toEqual([
      ['标题'],
      ['姓名', '', '', '电话'],
      ['姓名', '甲', '', '电话'],
      ['乙', '', '', '电话'],
      [''],
    ]);
  });

  test('[C4] over two lines of a head stand in both, over columns in the first alone', () => {
    const rows = [
      { line: 1, cells: ['姓名', '联系方式', ''] },
      { line: 2, cells: ['', '手机', '邮箱'] },
      { line: 3, cells: ['甲', '1', ''] },
    ];
    const spread = spreadMerged(rows, [readRange('A1:A2')!, readRange('B1:C1')!, readRange('D1:D2')!]);
    expect(spread.map(({ cells }) => cells)).toEqual([
      ['姓名', '联系方式', ''],
      ['姓名', '手机', '邮箱', ''],
      ['甲', '1', ''],
    ]);
  });
});
