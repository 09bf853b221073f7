import { describe, expect, test } from 'vitest';
import { encodingOfMark, encodingOfPairs, encodingOfZeros, noPairs, scorePairs } from './encoding.ts';

/** Bytes written as hexadecimal digits between plain text. */
const bytes = (...parts: string[]): Buffer =>
  Buffer.concat(parts.map((part, i) => Buffer.from(part, i % 2 === 0 ? 'latin1' : 'hex')));
const encodingOf = (text: Buffer) => {
  const score = noPairs();
  scorePairs(text, score);
  return encodingOfPairs(score);
};

describe('[C4] the encoding of a text', () => {
  test('[C4] is named by its mark', () => {
    expect(
      [[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0x61], []].map((start) =>
        encodingOfMark(Uint8Array.from(start)),
      ),
    ).toEqual(['utf-8', 'utf-16le', 'utf-16be', null, null]);
  });

  test('[C4] is UTF-16 without a mark when zeros stand on one side alone', () => {
    const little = Buffer.from('姓名,电话\r\n甲,15400000001\r\n', 'utf16le');
    expect([encodingOfZeros(little), encodingOfZeros(Buffer.from(little).swap16())]).toEqual(['utf-16le', 'utf-16be']);
    expect(
      [
        Buffer.alloc(64),
        Buffer.from('a,b\n1,2\n'),
        Buffer.from([0x61, 0, 0, 0x62]),
        Buffer.from(`${'x'.repeat(99)}\0`),
      ].map(encodingOfZeros),
    ).toEqual([null, null, null, null]);
  });

  test.each([
    [
      'a head and a name of GB 2312',
      bytes('', 'd0d5c3fb', ',', 'b5e7bbb0', '\n', 'c0eecbc4', ',13900000201'),
      'gb18030',
    ],
    [
      'one row with a name beyond GB 2312',
      bytes('', 'd0d5c3fb', ',', 'b5e7bbb0', '\n', 'cdf586b4', ',15400000201\n'),
      'gb18030',
    ],
    ['a rare name alone under a Latin head', bytes('name,phone\n', '86b4', ',15400000201\n'), 'gb18030'],
    ['a rare name whose second byte is a letter', bytes('name,phone\n', 'c0eee946', ',15400000203\n'), 'gb18030'],
    ['a character of four bytes', bytes('name,phone\n', 'cdf59532b133', ',1\n'), 'gb18030'],
    ['traditional characters of Taiwan', bytes('', 'a96da657', ',', 'b971b8dc', '\n', 'a4fda440', ',1'), 'big5'],
    ['Latin letters with accents', bytes('nom,t', 'e9', 'l\nDupr', 'e9', 'e,1\nLef', 'e8', 'vre,2\n'), null],
    ['Latin letters before spaces', bytes('pr', 'e9', ' ,t', 'e9', ' x\n'), null],
    ['Japanese of Shift-JIS', bytes('', '96bc914f', ',', '93648b40', '\n', '83658358836783', ',1'), null],
    ['nothing but ASCII', Buffer.from('a,b\n1,2'), null],
  ] as const)('[C4] is found by its characters: %s', (_what, text, encoding) => {
    expect(encodingOf(text)).toBe(encoding);
  });

  test('[C4] is the same wherever the text is cut', () => {
    const text = bytes('', 'd0d5c3fb', ',', 'b5e7bbb0', '\n', 'cdf586b4', ',15400000201\n');
    const whole = noPairs();
    scorePairs(text, whole);
    for (let at = 1; at < text.length; at++) {
      const score = noPairs();
      const left = scorePairs(text.subarray(0, at), score);
      scorePairs(text.subarray(at - left), score);
      expect(score, `cut at ${at}`).toEqual(whole);
    }
  });
});
