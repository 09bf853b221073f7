import { describe, expect, test } from 'vitest';
import { bareText, plainCharacters } from './characters.ts';

const each = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i));
const plain = (characters: readonly string[]): Set<string> => new Set(characters.map((c) => plainCharacters(`1${c}2`)));

describe('characters of written numbers', () => {
  test('[C4] what copying brings along unseen is dropped', () => {
    const unseen = [
      ...each(0x200b, 0x200f),
      ...each(0x202a, 0x202e),
      ...each(0x2060, 0x2069),
      ...each(0xfe00, 0xfe0f),
      '\ufeff',
      '\u00ad',
      '\u034f',
      '\u061c',
      '\u180e',
      '\u20e3',
    ];
    expect(plain(unseen)).toEqual(new Set(['12']));
  });

  test('[C4] every dash is a dash', () => {
    const dashes = [
      ...each(0x2010, 0x2015),
      '-',
      '\u2212',
      '\u02d7',
      '\u2043',
      '\u207b',
      '\u208b',
      '\u2500',
      '\u2501',
      '\u30fc',
      '\uff70',
      '\uff0d',
      '\ufe58',
      '\ufe63',
      '\u301c',
      '\u2e3a',
      '\u058a',
      '\u1806',
      '\ufe31',
      '\ufe32',
    ];
    expect(plain(dashes)).toEqual(new Set(['1-2']));
  });

  test('[C4] every space on a line is a space, and every line end one line end', () => {
    const spaces = [
      ' ',
      '\t',
      '\v',
      '\f',
      '\u00a0',
      '\u1680',
      ...each(0x2000, 0x200a),
      '\u202f',
      '\u205f',
      '\u3000',
      '\u3164',
      '\uffa0',
      '\u115f',
      '\u1160',
      '\u2800',
    ];
    expect(plain(spaces)).toEqual(new Set(['1 2']));
    expect(plain(['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029'])).toEqual(new Set(['1\n2']));
  });

  test('[C4] dots, slashes, commas, brackets, quotes and signs have one form, and full width is plain', () => {
    expect(plain(['.', '·', '•', '\u2024', '\u2219', '\u22c5', '\u30fb', '\uff65', '．'])).toEqual(new Set(['1.2']));
    expect(plain(['/', '\u2044', '\u2215', '／'])).toEqual(new Set(['1/2']));
    expect(plain([',', '，', '、', '\uff64'])).toEqual(new Set(['1,2']));
    expect(plain([...'([{【〔〖「『﹙（［｛'])).toEqual(new Set(['1(2']));
    expect(plain([...')]}】〕〗」』﹚）］｝'])).toEqual(new Set(['1)2']));
    expect(plain([...'‘’‚‛′＇'])).toEqual(new Set(["1'2"]));
    expect(plain([...'“”„‟″＂'])).toEqual(new Set(['1"2']));
    expect(plain(['+', '＋', '\u207a', '\ufe62'])).toEqual(new Set(['1+2']));
    expect(plainCharacters('０１２３４５６７８９＃＊；：')).toBe('0123456789#*;:');
  });

  test('[C4] little pictures before a number are spaces', () => {
    expect(plain(['☎', '☏', '℡', '📞', '📱'])).toEqual(new Set(['1 2']));
  });

  test('[C4] what is no sign of ours stays, so that it is refused and not guessed', () => {
    for (const text of ['1\u00002', '1\u00012', '١٢', '1²', '①', '1*2', '1&2', '1一2'])
      expect(plainCharacters(text)).toBe(text);
  });

  test.each([
    ['="154"', '154'],
    ['=154', '154'],
    ['= 154', '154'],
    ["'154", '154'],
    ['`154`', '154'],
    ['"154"', '154'],
    ['  154  ', '154'],
    ['="0755-1"', '0755-1'],
    ['154=', '154='],
    ['1=54', '1=54'],
    ['', ''],
  ])('[C4] %j is the text %j', (cell, text) => expect(bareText(cell)).toBe(text));
});
