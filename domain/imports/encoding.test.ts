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
        Buffer.alloc(1),
      ].map(encodingOfZeros),
    ).toEqual([null, null, null, null, null]);
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

  /** Speaks for nothing: no byte of a character ends like that. */
  const noise = 'a33f';
  /** The edges of the code pages: GB 2312 and GBK (GB 18030-2022), Big5 (its two levels of characters and its first two rows of signs). */
  test.each([
    ['the first sign of GB 2312', 'a1a1', 'gb18030', 'gb18030'],
    ['the last full-width sign of GB 2312', 'a3fe', 'gb18030', 'gb18030'],
    ['the first character of its first level', 'b0a1', 'gb18030', 'gb18030'],
    ['the last row of its first level', 'd7f9', 'gb18030', 'gb18030'],
    ['the first character of its second level', 'd8a1', 'gb18030', null],
    ['the last character of its second level', 'f7fe', 'gb18030', null],
    ['what the second level leaves free', 'f8a1', null, null],
    ['the first character of GBK', '8140', 'gb18030', null],
    ['the last one of its lower part', 'a0fe', 'gb18030', null],
    ['the first one of its upper part', 'aa40', 'big5', 'big5'],
    ['one of its upper part where Big5 has none', 'c740', 'gb18030', null],
    ['the last one of its upper part', 'fea0', 'gb18030', null],
    ['one beside its upper part', 'a980', null, null],
    ['one behind its last column', 'c8ff', null, null],
    ['the byte that is never a second one', 'c77f', null, null],
    ['a first byte that is none', 'ff40', null, null],
    ['a first byte below all', '8040', null, null],
    ['a Greek letter of GB 2312', 'a8a1', 'big5', 'big5'],
    ['the first sign of Big5', 'a140', 'big5', 'big5'],
    ['the last of its second row', 'a27e', 'big5', 'big5'],
    ['a Greek letter of Big5', 'a344', null, null],
    ['the first character of its first level', 'a440', 'big5', 'big5'],
    ['one in the first column of its upper half', 'a4a1', 'big5', 'big5'],
    ['one in its last column', 'a4fe', 'big5', 'big5'],
    ['one behind its last column', 'a4ff', null, null],
    ['one between its halves', 'a480', null, null],
    ['one at the end of the gap between its halves', 'a4a0', null, null],
    ['the last character of its first level', 'c67e', 'big5', 'big5'],
    ['a character of its second level, which GBK has as well', 'c940', 'gb18030', null],
  ])('[C4] is told by %s: %s alone is %s, beside noise %s', (_what, pair, alone, besideNoise) => {
    expect(encodingOf(Buffer.from(pair.repeat(3), 'hex'))).toBe(alone);
    expect(encodingOf(Buffer.from(pair.repeat(3) + noise, 'hex'))).toBe(besideNoise);
  });

  test.each([
    ['81308130', 'gb18030'],
    ['fe39fe39', 'gb18030'],
    ['81308030', null],
    ['8130ff30', null],
    ['8130812f', null],
    ['8130813a', null],
    ['812f8130', null],
  ])('[C4] is told by four bytes %s: %s', (character, encoding) => {
    expect(encodingOf(Buffer.from(character, 'hex'))).toBe(encoding);
  });

  test.each([
    ['c840', null],
    ['c940', 'big5'],
    ['f940', 'big5'],
    ['fa40', null],
  ])('[C4] is Big5 also where many characters are of its second level: %s is %s', (seldom, encoding) => {
    expect(encodingOf(Buffer.from('a440'.repeat(4) + seldom.repeat(3), 'hex'))).toBe(encoding);
  });

  test('[C4] is none when most of its pairs are no characters', () => {
    const share = (characters: number, others: number) =>
      encodingOf(Buffer.from('b0a1'.repeat(characters) + noise.repeat(others), 'hex'));
    expect([share(6, 4), share(5, 4), share(0, 1), share(0, 0)]).toEqual(['gb18030', null, null, null]);
  });

  test('[C4] is UTF-16 when between a twentieth and about half of the bytes are zeros', () => {
    const withZeros = (zeros: number, of: number) =>
      Uint8Array.from({ length: of }, (_, i) => (i % 2 === 1 && i < 2 * zeros ? 0 : 0x61));
    expect([withZeros(2, 40), withZeros(1, 40), withZeros(20, 40)].map(encodingOfZeros)).toEqual([
      'utf-16le',
      null,
      'utf-16le',
    ]);
    expect(encodingOfZeros(Uint8Array.from([0, 0x61, 0, 0x62]))).toBe('utf-16be');
  });

  test.each([
    ['efbbbf', 'utf-8'],
    ['efbb61', null],
    ['ef61bf', null],
    ['61bbbf', null],
    ['fffe', 'utf-16le'],
    ['ff61', null],
    ['61fe', null],
    ['feff', 'utf-16be'],
    ['fe61', null],
    ['61ff', null],
  ])('[C4] is named by the mark %s alone: %s', (start, encoding) => {
    expect(encodingOfMark(Buffer.from(start, 'hex'))).toBe(encoding);
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
