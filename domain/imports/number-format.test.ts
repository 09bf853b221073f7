/** What a spreadsheet program shows for a stored number, by its style (ECMA-376 part 1, 18.8.30 and 18.8.31). */
import { describe, expect, test } from 'vitest';
import { isoOfDays, plainNumber, shownNumber, styleOf, type NumberStyle } from './number-format.ts';

const [plain, date, percent] = [{ kind: 'plain' }, { kind: 'date' }, { kind: 'percent' }] as const;

describe('[C4] the style of a cell', () => {
  test.each<[number, NumberStyle]>([
    [0, plain],
    [1, plain],
    [4, plain],
    [9, percent],
    [10, percent],
    [11, plain],
    [13, plain],
    [14, date],
    [22, date],
    [23, plain],
    [27, date],
    [36, date],
    [37, plain],
    [45, date],
    [47, date],
    [48, plain],
    [49, plain],
    [50, date],
    [58, date],
    [59, plain],
  ])('built in as number %i is %o', (id, style) => {
    expect(styleOf(id, undefined)).toEqual(style);
  });

  test.each<[string, NumberStyle]>([
    ['General', plain],
    ['0', plain],
    ['0.00', plain],
    ['#,##0.00', plain],
    ['@', plain],
    ['0.00E+00', plain],
    ['', plain],
    ['00', { kind: 'zeros', width: 2 }],
    ['00000000000', { kind: 'zeros', width: 11 }],
    ['00;-00', { kind: 'zeros', width: 2 }],
    ['00.0', plain],
    ['0%', percent],
    ['0.00%;[Red]-0.00%', percent],
    ['0"%"', plain],
    ['yyyy-mm-dd', date],
    ['m/d', date],
    ['DD.MM.YY', date],
    ['h:mm', date],
    ['[h]:mm', date],
    ['[mm]:ss', date],
    ['[s]', date],
    ['[$-804]yyyy"年"m"月"d"日"', date],
    ['上午/下午h"时"', date],
    ['d', date],
    ['0"day"', plain],
    ['0\\d', plain],
    ['#,##0_d', plain],
    ['*y0', plain],
    ['0;"days"', plain],
  ])('%j is %o', (code, style) => {
    expect(styleOf(164, code)).toEqual(style);
  });

  test.each([
    '[Red]0',
    '[White]0',
    '[Magenta]0',
    '[$¥-804]#,##0',
    '[$¥-zh-CN]#,##0.00',
    '[$$-en-US]#,##0.00',
    '[DBNum1][$-804]General',
    '[DBNum2][$-zh-CN]General',
    '[>=100]0',
    '[Blue][<5]0;0',
  ])('%j is no date, whatever its brackets say of colour, currency or digits', (code) => {
    expect(styleOf(164, code)).toEqual(plain);
  });
});

test.each([
  ['00', '00'],
  ['-7', '-7'],
  ['12345678901234567', '12345678901234567'],
  ['440301199001011234', '440301199001011234'],
  ['', ''],
  [' ', ' '],
  ['1e400', '1e400'],
  ['12a', '12a'],
  ['a1', 'a1'],
  ['1.10', '1.1'],
  ['-1E-7', '-0.0000001'],
  ['1.25E-7', '0.000000125'],
  ['-1.5e21', '-1500000000000000000000'],
  ['1.23456789012345E25', '12345678901234500000000000'],
])('[C4] the stored number %j is written %j', (stored, shown) => {
  expect(plainNumber(stored)).toBe(shown);
});

describe('[C4] days since a calendar began', () => {
  test.each<[number, 1900 | 1904, string | null]>([
    [61, 1900, '1900-03-01'],
    [1, 1904, '1904-01-02'],
    [46348, 1900, '2026-11-22'],
    [44886, 1904, '2026-11-22'],
    [46348.25, 1900, '2026-11-22 06:00:00'],
    [46348 + 1 / 86_400, 1900, '2026-11-22 00:00:01'],
    [0.75, 1900, '18:00:00'],
    [0, 1900, '00:00:00'],
    [2_958_465, 1900, '9999-12-31'],
    [2_958_466, 1900, null],
    [-0.5, 1900, null],
    [Number.NaN, 1900, null],
    [46348.999_999_9, 1900, '2026-11-23'],
  ])('%d in the calendar of %i are %s', (days, calendar, shown) => {
    expect(isoOfDays(days, calendar)).toBe(shown);
  });
});

test.each<[string, NumberStyle, string]>([
  ['46348', date, '2026-11-22'],
  ['13900000042', date, '13900000042'],
  ['abc', date, 'abc'],
  ['0.1234', percent, '12.34%'],
  ['1', percent, '100%'],
  ['7', plain, '7'],
  ['755', { kind: 'zeros', width: 4 }, '0755'],
  ['12345', { kind: 'zeros', width: 4 }, '12345'],
  ['-7', { kind: 'zeros', width: 4 }, '-7'],
  ['1.5', { kind: 'zeros', width: 4 }, '1.5'],
])('[C4] a cell that stores %s in style %o shows %s', (stored, style, shown) => {
  expect(shownNumber(stored, style, 1900)).toBe(shown);
});
