/** What a single cell may hold: every bound from both sides, every writing that people use, and the reason where it is none. */
import { describe, expect, test } from 'vitest';
import { numberError } from '../numbers/number.ts';
import {
  isErrorValue,
  isCellError,
  phoneError,
  readChoice,
  readEmail,
  readLine,
  readNumber,
  readText,
  readYesNo,
  reasonCodes,
  withoutTextMark,
  wordsOf,
  type Checked,
} from './cells.ts';
import { namedDelimiter, guessDelimiter } from './delimiter.ts';
import { matchHeads, plainHead } from './heads.ts';

/** The value, or the reason's code. */
const outcome = <T>(checked: Checked<T>): T | string => (isCellError(checked) ? checked.reason : checked.value);

describe('[C4] a text', () => {
  test.each([
    ['ab', 2, 'ab'],
    ['abc', 2, 'too-long'],
    [' ab ', 2, 'ab'],
    ['', 0, ''],
    ['a\rb', 3, 'a\nb'],
    ['a\r\nb\n', 3, 'a\nb'],
  ])('%j of at most %i characters is %j', (cell, most, value) => {
    expect(outcome(readText(cell, most))).toBe(value);
  });

  test.each([
    ['a\tb', 3, 'a b'],
    ['a \r\n\n b', 3, 'a b'],
    ['a\u2029b', 3, 'a b'],
    ['\na\n', 1, 'a'],
    ['a  b', 4, 'a  b'],
    ['a\nb', 2, 'too-long'],
  ])('%j on one line of at most %i characters is %j', (cell, most, value) => {
    expect(outcome(readLine(cell, most))).toBe(value);
  });

  test('that is too long says how long it may be', () => {
    expect(readText('abc', 2)).toEqual({ reason: 'too-long', params: { most: 2 } });
  });
});

test.each<[string, number | string]>([
  ['0', 0],
  ['20', 20],
  ['-1', 'number'],
  ['21', 'number'],
  ['７', 7],
  [' 7 ', 7],
  ['7.0', 7],
  ['7.5', 'number'],
  ['.5', 'number'],
  ['7.', 'number'],
  ['', 'number'],
  ['7a', 'number'],
  ['a7', 'number'],
])('[C4] %j as a whole number from 0 to 20 is %s', (cell, value) => {
  expect(outcome(readNumber(cell, 0, 20, true))).toBe(value);
});

test.each<[string, number | string]>([
  ['-2', -2],
  ['-2.5', 'number'],
  ['1.5', 1.5],
  ['1.25', 1.25],
  ['1.5.5', 'number'],
])('[C4] %j as a number from -2 to 20 is %s', (cell, value) => {
  expect(outcome(readNumber(cell, -2, 20, false))).toBe(value);
  expect(readNumber('x', -2, 20, false)).toEqual({ reason: 'number', params: { least: -2, most: 20 } });
});

test.each([
  ['', ''],
  [' a@b.cn ', 'a@b.cn'],
  ['a.b+c@mail.example.com', 'a.b+c@mail.example.com'],
  ['a@b', 'e-mail'],
  ['@b.cn', 'e-mail'],
  ['a@.cn', 'e-mail'],
  ['a@b.', 'e-mail'],
  ['a@@b.cn', 'e-mail'],
  ['a b@c.cn', 'e-mail'],
  ['a@b c.cn', 'e-mail'],
  ['a@b.cn d', 'e-mail'],
  ['a@b.c@d', 'e-mail'],
  ['long@example.com', 'too-long'],
])('[C4] %j as an e-mail of at most 24 characters is %j', (cell, value) => {
  expect(outcome(readEmail(cell, value === 'too-long' ? 15 : 24))).toBe(value);
});

describe('[C4] a closed list', () => {
  const words = () => wordsOf({ mr: ['先生', 'Ｍｒ.'], ms: ['女士'] });
  test.each([
    ['先生', 'mr'],
    ['女士', 'ms'],
    ['mr', 'mr'],
    ['MS', 'ms'],
    [' mr. ', 'mr'],
    ['小姐', 'choice'],
    ['', 'choice'],
    ['先生 女士', 'choice'],
  ])('takes %j as %s', (cell, value) => {
    expect(outcome(readChoice(cell, words()))).toBe(value);
  });

  test.each<[boolean | string, string[]]>([
    [true, ['yes', 'Y', 'TRUE', '1', '是', '有', '启用', '开', '允许', '√', 'On', '１']],
    [false, ['no', 'N', 'False', '0', '否', '无', '停用', '禁用', '关', '不允许', '×', 'off']],
    ['yes-or-no', ['', '2', '是否', 'yes no', '-']],
  ])('of yes and no takes as %s what people write', (value, cells) => {
    expect(cells.map((cell) => outcome(readYesNo(cell)))).toEqual(cells.map(() => value));
  });
});

test('[C4] what is wrong with a number is told with what is missing, and every reason has a code of its own', () => {
  expect(phoneError(numberError('too-short', { missing: 2 }))).toEqual({
    reason: 'phone-too-short',
    params: { missing: 2 },
  });
  expect(reasonCodes).toContain('phone-digits-lost');
  expect(reasonCodes.filter((code) => /^(?:digits-lost|lost-zero|phone)$/.test(code))).toEqual([]);
  expect(reasonCodes).toContain('required');
  expect(new Set(reasonCodes).size).toBe(reasonCodes.length);
});

test.each([
  ["  '154", '154'],
  ["'+86 139 0000 0042", '+86 139 0000 0042'],
  ["'＋8613900000042", '+8613900000042'],
  ["'（0755）26540714", '(0755)26540714'],
  ['＇154', '154'],
  ["'154*1 ", '154*1'],
  ["' 154", '154'],
  ["''", "''"],
  ["'a154", "'a154"],
  ["'154a", "'154a"],
  ['154', '154'],
  ["a'154", "a'154"],
  ["'", "'"],
  ["'-154", "'-154"],
  ['="801"', '801'],
  [' = "0755-26540714" ', '0755-26540714'],
  ['＝“801”', '801'],
  ["'154'", '154'],
  ["'154\u20097326\u20099981", '154 7326 9981'],
  ['=1+2', '=1+2'],
  ['=SUM(A1:A2)', '=SUM(A1:A2)'],
  ['=801', '=801'],
  ['="甲"', '="甲"'],
  ['"801"', '"801"'],
])('[C4] before a number alone the sign of a text goes: %j is %j', (cell, text) => {
  expect(withoutTextMark(cell)).toBe(text);
});

test('[C4] an error of a formula stands at the beginning of its cell', () => {
  expect(
    ['#CALC!', '#FIELD!', '#BLOCKED!', '#CONNECT!', '#BUSY!', '#UNKNOWN!', '#GETTING_DATA', ' #N/A', '#N/AB', '#'].map(
      isErrorValue,
    ),
  ).toEqual([true, true, true, true, true, true, true, false, false, false]);
});

test.each([
  ['姓名', '姓名'],
  [' 姓 名 * ', '姓名'],
  ['电话（必填）', '电话'],
  ['电话(必填)', '电话'],
  ['电话[11 位]', '电话'],
  ['电话：', '电话'],
  ['Ｐｈｏｎｅ', 'phone'],
  ['E-Mail', 'email'],
  ['e_mail.', 'email'],
  ['Customer’s name', 'customersname'],
  ['"name"', 'name'],
  ['“姓名”', '姓名'],
  ['手机/电话', '手机电话'],
  ['from—to', 'fromto'],
  ['from–to', 'fromto'],
  ['a(b(c)d)', 'a(bd)'],
  ['(必填)', ''],
])('[C4] the head %j is %j without what people add', (head, plain) => {
  expect(plainHead(head)).toBe(plain);
});

test("[C4] a name that two fields bear is the first one's, and a field is found by its key", () => {
  const fields = [
    { key: 'name', names: ['姓名'] },
    { key: 'contact', names: ['姓名', '联系人'] },
  ];
  expect(matchHeads(['姓名', '姓名', '联系人', 'contact'], fields)).toEqual(['name', null, 'contact', null]);
  expect(matchHeads(['contact', 'NAME'], fields)).toEqual(['contact', 'name']);
});

describe('[C4] the delimiter of a text', () => {
  test.each([
    ['of one line is found in it', 'a;b;c', ';'],
    ['of a cut last line does not count', 'a,b\n1,2\n3;4;5;6;7;8;9', ','],
    ['is the one that most lines share', 'a;b,x\nc;d\ne;f\ng,h;i\n', ';'],
    ['is the one with more columns where both are in every line', 'a,b;c;d\n1,2;3;4\n', ';'],
    ['within quotes is text, also over lines', 'a,"b;c;d"\n1,"2;3\n;;;;"\n2,3\n', ','],
    ['is counted in lines with text alone', 'a\tb\n\n\n\n\r\nc\td\n', '\t'],
    ['is a comma where there is one column', 'a\nb\nc\n', ','],
    ['is that of the wider rows where as many are narrow', 'a;b,x,y\nc;d,x,y\ne;f;g;h\ni;j;k;l\n', ';'],
    ['is that of the wider rows also when they come first', 'e;f;g;h\ni;j;k;l\na;b,x,y\nc;d,x,y\n', ';'],
    ['within quotes in every line is text', '"a;b;c",d\n"e;f;g",h\n', ','],
    ['does not depend on how many lines are empty', `a;b\nc;d${','.repeat(150)}\n${'\r\n'.repeat(8)}`, ';'],
    ['of the only whole line counts, however the next one begins', `a,b\n${';'.repeat(199)}`, ','],
    ['is found below more lines of title than there are rows', 'Title\nBy\nOn\na;b\nc;d\n', ';'],
    ['is a comma where another one fits as well', 'a,b;c\n1,2;3\n', ','],
    ['is not upset by many columns in few lines', `a;b\nc;d\ne;f\ng;h\n${','.repeat(150)}\ni;j\n`, ';'],
  ])('%s', (_what, text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });

  test.each([
    ['"sep=,"\n', ',', 8],
    ['sep=;\r', ';', 6],
    ['sep=x', null, 0],
    ['sep=1', null, 0],
    ['sep=', null, 0],
    ['sep=;;\n', null, 0],
    ['sep="\n', null, 0],
    [' sep=;\n', null, 0],
  ])('is named by a first line %j: %j', (text, delimiter, length) => {
    expect(namedDelimiter(text)).toEqual(delimiter === null ? null : { delimiter, length });
  });
});
