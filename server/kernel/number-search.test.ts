import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskNumber } from '@bahu/domain/numbers/mask.ts';
import { isDigits, searchDigits } from './number-search.ts';

test.each(['154', '154 0000', '+86-154', '(0755) 2600', '0042', '电话：15473269981', '0755-26540709转8001'])(
  '%s is meant as a number',
  (typed) => expect(isDigits(typed)).toBe(true),
);
test.each(['', '15', '王154', '1a5', 'a', '-- -', '张15473269981', '15473269981（张三）'])(
  '%j is meant as a name',
  (typed) => expect(isDigits(typed)).toBe(false),
);

test('a trunk prefix is not part of the number that is kept', () => {
  expect(searchDigits('0755 2600', false)).toEqual({
    grams: ['755', '552', '526', '260', '600'],
    pattern: '%7552600%',
  });
  expect(searchDigits('00852 123', false)?.pattern).toBe('%852123%');
});

test.each([
  ['1390000', '1390000'],
  ['１３９ 0000', '1390000'],
  ['+86 139-0000', '861390000'],
  ['+86 0755 2600', '867552600'],
  ['139.0000', '1390000'],
])('%s is looked for as %s', (typed, digits) => {
  expect(searchDigits(typed, false)?.pattern).toBe(`%${digits}%`);
});

/** What PostgreSQL's LIKE does with patterns of digits, % and _. */
const like = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.').replaceAll('+', '\\+')}$`).test(text);

test('the last four digits may begin with zeros', () => {
  expect(searchDigits('0042', true)).toEqual({ grams: ['004', '042'], pattern: '%_____0042' });
});

test.each(['0042', '13900000042', '95500042'])(
  '[U1] who sees masked numbers finds by %s no number that shows less than its last four digits',
  (typed) => {
    const { pattern } = searchDigits(typed, true)!;
    for (const short of ['90042', '9500042', '+1200042', '042']) expect(like(pattern, short), short).toBe(false);
    expect(like(pattern, '+8613900000042')).toBe(true);
  },
);

test('whoever sees masked numbers finds two numbers alike when they look alike to them', () => {
  const mobile = fc.integer({ min: 0, max: 9_999_999 }).map((n) => `154${String(n).padStart(8, '0')}`);
  fc.assert(
    fc.property(mobile, mobile, fc.integer({ min: 3, max: 11 }), fc.nat(8), (kept, other, length, from) => {
      const typed = other.slice(Math.min(from, 11 - length)).slice(0, length);
      const search = searchDigits(typed, true);
      const twin = kept.slice(0, 3) + '9999' + kept.slice(-4);
      expect(maskNumber(twin)).toBe(maskNumber(kept));
      if (search) expect(like(search.pattern, `+86${kept}`)).toBe(like(search.pattern, `+86${twin}`));
    }),
    { numRuns: 3000 },
  );
});
