import { describe, expect, test } from 'vitest';
import { numberRange } from './range.ts';
import { parseNumber } from './dial.ts';

const home = { countryCode: '86', areaCode: '755' };
const range = (from: string, to: string, most = 1000) =>
  numberRange(parseNumber(from, home)!, parseNumber(to, home)!, most);

describe('a range of numbers', () => {
  test('[S4] holds both ends and everything between them', () => {
    expect(range('0755 8888 0098', '0755 8888 0101')).toEqual([
      '+8675588880098',
      '+8675588880099',
      '+8675588880100',
      '+8675588880101',
    ]);
    expect(range('4000000800', '4000000800')).toEqual(['+864000000800']);
    expect(range('95500', '95501')).toEqual(['95500', '95501']);
  });

  test.each([
    ['ends before it begins', '075588880002', '075588880001'],
    ['has ends of different length', '075588880002', '13900000001'],
    ['is longer than allowed', '075588880000', '075588881000'],
    ['has a short code at one end only', '95500', '075588880001'],
  ])('[S4] is none when it %s', (_what, from, to) => {
    expect(range(from, to)).toBeNull();
  });
});
