import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFault, readChoice, readEmail, readNumber, readText, readYesNo, wordsOf } from './cells.ts';
import { guessDelimiter } from './delimiter.ts';
import { countGb, encodingOfMark, isForeignFormat, isLikelyGb } from './encoding.ts';
import { defuse, undefuse } from './formula.ts';
import { matchHeads, twiceNamed } from './heads.ts';
import { isoOfDays, plainNumber, shownNumber, styleOf } from './number-format.ts';

describe('[C4] the delimiter of a text', () => {
  test.each([
    ['a,b,c\n1,2,3\n', ','], ['a;b;c\n1,5;2;3\n4,5;6;7\n', ';'], ['a\tb\n1\t2\n', '\t'], ['a|b\n1|2\n', '|'], ['姓名\n张三\n', ','], ['"a;b;c",d\n"e;f",g\n', ','], ['a,b\n"1\n;;;2",3\n4,5', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });
});

test.each(['constructor', '__proto__', 'ConStructor'])('[C4] %s is no word of a closed list', (word) => {
  expect(isFault(readChoice(word, wordsOf({ mr: ['先生'], ms: ['女士'] })))).toBe(true);
  expect(isFault(readYesNo(word))).toBe(true);
});

describe('[C4] the encoding of a text', () => {
  test('is named by its mark', () => {
    expect([[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0x61]].map((bytes) => encodingOfMark(Uint8Array.from(bytes)))).toEqual(['utf-8', 'utf-16le', 'unsupported', null]);
  });

  test('is GB18030 when its characters are those that people write with', () => {
    const count = (bytes: number[]) => {
      const counted = { common: 0, other: 0 };
      countGb(Uint8Array.from(bytes), counted);
      return isLikelyGb(counted);
    };
    expect(count([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0])).toBe(true);
    expect(count([0xa9, 0x6d, 0xa6, 0x57, 0xb9, 0x71, 0xb8, 0xdc])).toBe(false);
    expect(count([0x61, 0xe9, 0x20, 0x62])).toBe(false);
  });

  test('is not looked for in what is no text', () => {
    for (const start of ['\x89PNG\r\n', '%PDF-1.7', '\xd0\xcf\x11\xe0\xa1', '<!DOCTYPE html>', '\xef\xbb\xbf  <html>', '<?xml version="1.0"?>']) expect(isForeignFormat(Buffer.from(start, 'latin1')), start).toBe(true);
    for (const start of ['name,phone', '<张三>,1', 'a<b']) expect(isForeignFormat(Buffer.from(start, 'utf8')), start).toBe(false);
  });
});

describe('[C4] heads', () => {
  const fields = [{ key: 'name', names: ['姓名', 'Name'] }, { key: 'phone', names: ['电话', 'Phone', '手机号码'] }];

  test('are found in any writing, each field once', () => {
    expect(matchHeads(['  姓 名 *', '手机号码（必填）', 'PHONE', 'phone', 'x'], fields)).toEqual(['name', 'phone', null, null, null]);
    expect(matchHeads(['ＮＡＭＥ', '电话：'], fields)).toEqual(['name', 'phone']);
  });

  test('that are there twice are named', () => {
    expect([twiceNamed(['a', '', '', 'A ']), twiceNamed(['a', 'b', ''])]).toEqual(['A ', null]);
  });
});

describe('[C5] formulas', () => {
  test.each(['=1+1', '+1+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '＝1', "=HYPERLINK(\"http://x\")"])('%j is made harmless', (text) => {
    expect(defuse(text)).toBe(`'${text}`);
  });

  test.each(['+8613900000042', '-5', '+86 139 0000 0042', '138****8000', '张三', '', "it's"])('%j stays readable', (text) => {
    expect(defuse(text)).toBe(text);
  });

  test('whatever is written comes back, and nothing that is written begins like a formula', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+@-]{0,4}[a-z0-9]{0,4}$/));
    fc.assert(fc.property(texts, (text) => {
      expect(undefuse(defuse(text))).toBe(text);
      expect(defuse(text)).not.toMatch(/^[=@\t\r\n＝＋－＠]/u);
    }), { numRuns: 1000 });
  });
});

describe('[C4] numbers of cells', () => {
  test.each([['1.3800000051E10', '13800000051'], ['13800000051', '13800000051'], ['0.1', '0.1'], ['0.30000000000000004', '0.3'], ['1E-7', '0.0000001'], ['1.5e21', '1500000000000000000000'], ['-2.5E3', '-2500'], ['abc', 'abc']])('%s is shown as %s', (stored, shown) => {
    expect(plainNumber(stored)).toBe(shown);
  });

  test('no number ever has an exponent, and whole ones of up to 15 digits are exact', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(plainNumber(String(value))).not.toMatch(/e/i);
    }));
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (value) => {
      expect(plainNumber(value.toExponential())).toBe(String(value));
    }));
  });

  test('styles show zeros, dates and per cent', () => {
    expect(shownNumber('755', styleOf(164, '00000'), 1900)).toBe('00755');
    expect(shownNumber('46348', styleOf(14, undefined), 1900)).toBe('2026-11-22');
    expect(shownNumber('46348.5', styleOf(164, 'yyyy"年"m"月"d"日" h:mm'), 1900)).toBe('2026-11-22 12:00:00');
    expect(shownNumber('0.25', styleOf(9, undefined), 1900)).toBe('25%');
    expect(shownNumber('13900000042', styleOf(164, '#,##0_);[Red]\\(#,##0\\)'), 1900)).toBe('13900000042');
    expect([isoOfDays(0.5, 1900), isoOfDays(61, 1900), isoOfDays(0, 1904), isoOfDays(-1, 1900), isoOfDays(1e9, 1900)]).toEqual(['12:00:00', '1900-03-01', '00:00:00', null, null]);
  });
});

test('[C4] cells become values or reasons', () => {
  expect([readText(' a ', 5), readText('abcdef', 5)]).toEqual([{ value: 'a' }, { reason: 'too-long', params: { most: 5 } }]);
  expect([readYesNo('是'), readYesNo('NO'), readYesNo('Ｙ'), isFault(readYesNo('也许'))]).toEqual([{ value: true }, { value: false }, { value: true }, true]);
  expect([readNumber('１２', 0, 20, true), isFault(readNumber('1.5', 0, 20, true)), isFault(readNumber('21', 0, 20, true)), isFault(readNumber('1e1', 0, 20, true))]).toEqual([{ value: 12 }, true, true, true]);
  expect([readEmail('', 50), readEmail('a@b.cn', 50), isFault(readEmail('a@b', 50))]).toEqual([{ value: '' }, { value: 'a@b.cn' }, true]);
});
