import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isErrorValue,
  isCellError,
  readChoice,
  readEmail,
  readLine,
  readNumber,
  readText,
  readYesNo,
  withoutTextMark,
  wordsOf,
} from './cells.ts';
import { guessDelimiter, namedDelimiter } from './delimiter.ts';
import { defuse, quotedByFormula, undefuse } from './formula.ts';
import { matchHeads } from './heads.ts';
import { isoOfDays, plainNumber, shownNumber, styleOf } from './number-format.ts';

describe('[C4] the delimiter of a text', () => {
  test.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b;c\n1,5;2;3\n4,5;6;7\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['姓名\n张三\n', ','],
    ['"a;b;c",d\n"e;f",g\n', ','],
    ['a,b\n"1\n;;;2",3\n4,5', ','],
    ['客户名单\n姓名;电话\n甲;1\n乙;2\n', ';'],
    ['2026 年 11 月，共 3 人\n\na\tb\n1\t2\n3\t4\n', '\t'],
    ['a;b', ';'],
    ['', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });
});

test.each([
  ['sep=;\na;b', ';', 6],
  ['SEP=,\r\na', ',', 7],
  ['"sep=;"\r\na', ';', 9],
  ['sep=\t\nx', '\t', 6],
  ['sep=|', '|', 5],
  ['sep=a\n', null, 0],
  ['separator;x\n', null, 0],
  ['x\nsep=;\n', null, 0],
])('[C4] a text that begins with %j names its delimiter: %j', (text, delimiter, length) => {
  expect(namedDelimiter(text)).toEqual(delimiter === null ? null : { delimiter, length });
});

test.each(['constructor', '__proto__', 'ConStructor'])('[C4] %s is no word of a closed list', (word) => {
  expect(isCellError(readChoice(word, wordsOf({ mr: ['先生'], ms: ['女士'] })))).toBe(true);
  expect(isCellError(readYesNo(word))).toBe(true);
});

describe('[C4] heads', () => {
  const fields = [
    { key: 'name', names: ['姓名', 'Name'] },
    { key: 'phone', names: ['电话', 'Phone', '手机号码'] },
  ];

  test('are found in any writing, each field once', () => {
    expect(matchHeads(['  姓 名 *', '手机号码（必填）', 'PHONE', 'phone', 'x'], fields)).toEqual([
      'name',
      'phone',
      null,
      null,
      null,
    ]);
    expect(matchHeads(['ＮＡＭＥ', '电话：'], fields)).toEqual(['name', 'phone']);
  });

  test('[C4] are told apart by brackets, belong to whom they name before whom they also name, and never to nobody', () => {
    const designed = [
      { key: 'title', names: ['称谓', 'Title'], synonyms: ['性别'] },
      { key: 'yuan', names: ['金额(元)', 'CNY'] },
      { key: 'dollars', names: ['金额（美元）', 'USD'] },
      { key: 'gender', names: ['性别', 'Gender'] },
      { key: 'signs', names: ['()', '***'] },
    ];
    expect(matchHeads(['金额 (美元)', '金额(美元)', '金额(元)*', '性别', '', '“”'], designed)).toEqual([
      'yuan',
      'dollars',
      null,
      'gender',
      null,
      null,
    ]);
    expect(matchHeads(['性别'], designed.slice(0, 3))).toEqual(['title']);
  });
});

describe('[C5] formulas', () => {
  test.each(['=1+1', '+1+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '＝1', '=HYPERLINK("http://x")'])(
    '%j is made harmless',
    (text) => {
      expect(defuse(text)).toBe(`'${text}`);
    },
  );

  test.each(['+8613900000042', '-5', '+86 139 0000 0042', '138****8000', '张三', '', "it's"])(
    '%j stays readable',
    (text) => {
      expect(defuse(text)).toBe(text);
    },
  );

  test('whatever is written comes back, and nothing that is written begins like a formula', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+@-]{0,4}[a-z0-9]{0,4}$/));
    fc.assert(
      fc.property(texts, (text) => {
        expect(undefuse(defuse(text))).toBe(text);
        expect(defuse(text)).not.toMatch(/^[=@\t\r\n＝＋－＠]/u);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  ['="154"', '154'],
  [' ="a""b" ', 'a"b'],
  ['=""', ''],
  ['="154', null],
  ['=154', null],
  ['x="154"', null],
  ['="154"x', null],
  ['=A1&"x"', null],
  ['154', null],
])('[C4] %j is the text %j that a csv keeps from being a number', (cell, text) => {
  expect(quotedByFormula(cell)).toBe(text);
});

describe('[C4] numbers of cells', () => {
  test.each([
    ['1.3800000051E10', '13800000051'],
    ['13800000051', '13800000051'],
    ['0.1', '0.1'],
    ['0.30000000000000004', '0.3'],
    ['1E-7', '0.0000001'],
    ['1.5e21', '1500000000000000000000'],
    ['-2.5E3', '-2500'],
    ['abc', 'abc'],
  ])('%s is shown as %s', (stored, shown) => {
    expect(plainNumber(stored)).toBe(shown);
  });

  test('no number ever has an exponent, and whole ones of up to 15 digits are exact', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(plainNumber(String(value))).not.toMatch(/e/i);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (value) => {
        expect(plainNumber(value.toExponential())).toBe(String(value));
      }),
    );
  });

  test('styles show zeros, dates and per cent', () => {
    expect(shownNumber('755', styleOf(164, '00000'), 1900)).toBe('00755');
    expect(shownNumber('46348', styleOf(14, undefined), 1900)).toBe('2026-11-22');
    expect(shownNumber('46348.5', styleOf(164, 'yyyy"年"m"月"d"日" h:mm'), 1900)).toBe('2026-11-22 12:00:00');
    expect(shownNumber('0.25', styleOf(9, undefined), 1900)).toBe('25%');
    expect(shownNumber('13900000042', styleOf(164, '#,##0_);[Red]\\(#,##0\\)'), 1900)).toBe('13900000042');
    expect([
      isoOfDays(0.5, 1900),
      isoOfDays(61, 1900),
      isoOfDays(0, 1904),
      isoOfDays(-1, 1900),
      isoOfDays(1e9, 1900),
    ]).toEqual(['12:00:00', '1900-03-01', '00:00:00', null, null]);
  });
});

test('[C4] cells become values or reasons', () => {
  expect([readText(' a ', 5), readText('a\r\nb\rc', 5), readText('abcdef', 5)]).toEqual([
    { value: 'a' },
    { value: 'a\nb\nc' },
    { reason: 'too-long', params: { most: 5 } },
  ]);
  expect([readYesNo('是'), readYesNo('NO'), readYesNo('Ｙ'), isCellError(readYesNo('也许'))]).toEqual([
    { value: true },
    { value: false },
    { value: true },
    true,
  ]);
  expect([
    readNumber('１２', 0, 20, true),
    isCellError(readNumber('1.5', 0, 20, true)),
    isCellError(readNumber('21', 0, 20, true)),
    isCellError(readNumber('1e1', 0, 20, true)),
  ]).toEqual([{ value: 12 }, true, true, true]);
  expect([readEmail('', 50), readEmail('a@b.cn', 50), isCellError(readEmail('a@b', 50))]).toEqual([
    { value: '' },
    { value: 'a@b.cn' },
    true,
  ]);
});

test.each([
  ["'15400001003", '15400001003'],
  ['`15400001005', '15400001005'],
  [" '15400001007", '15400001007'],
  ['‘0755-26540001', '0755-26540001'],
  ["''1", '1'],
  ["'(0755)26540714", '(0755)26540714'],
  ["'s-Hertogenbosch", "'s-Hertogenbosch"],
  ["it's 5", "it's 5"],
  ["'", "'"],
  [' 154', ' 154'],
  ["'154 号", "'154 号"],
])('[C4] the mark of a text before a number is taken off: %j is %j', (cell, text) => {
  expect(withoutTextMark(cell)).toBe(text);
});

test('[C4] errors of formulas are told from texts', () => {
  for (const cell of ['#N/A', '#REF!', '#NAME?', '#VALUE!', '#DIV/0!', '#NUM!', '#NULL!', '#SPILL!', '#n/a', '#N/A '])
    expect(isErrorValue(cell), cell).toBe(true);
  for (const cell of ['', '#', '#1', 'N/A', '#N/A 1', '1 #REF!', '#话题']) expect(isErrorValue(cell), cell).toBe(false);
});

test('[C4] a text of one line has its line ends as spaces', () => {
  expect([readLine('孙\n小样', 9), readLine(' a \r\n\t b\u2028c ', 9), readLine('abcdef', 5)]).toEqual([
    { value: '孙 小样' },
    { value: 'a b c' },
    { reason: 'too-long', params: { most: 5 } },
  ]);
});
