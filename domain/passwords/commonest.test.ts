import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCommonPassword } from './commonest.ts';

const account = ['100001', '800', '100001800', 'lin', 'chenlin', '陈琳'];

describe('[A1.1] passwords that are guessed first', () => {
  test.each([
    '123456',
    '1234567890',
    '654321',
    '111111',
    '000000',
    '888888',
    '121212',
    '123123',
    '123123123',
    'abcabc',
    'abcdef',
    'qwerty',
    'QWERTY',
    'asdfghjkl',
    'lkjhgf',
    'password',
    'Password1',
    'password123',
    'P@ssw0rd',
    'admin123',
    'a123456',
    'woaini1314',
    '5201314',
    '1qaz2wsx',
    'qazwsx',
    'bahu-demo',
    'Aa123456',
    '100001',
    '100001800',
    '800100001',
    '800800',
    'chenlin',
    'chenlin1',
    'ChenLin2024',
    'linlin',
  ])('[A1.1] %s is one', (password) => {
    expect(isCommonPassword(password, account)).toBe(true);
  });

  test.each([
    'right-horse-7',
    'first-pass-1',
    'my-own-words-7',
    '南山-八百呼-7',
    'kT7mq2',
    '827461',
    'x9-lin-river-4',
    'correct horse',
    '10000180x7-q',
  ])('[A1.1] %s is none', (password) => {
    expect(isCommonPassword(password, account)).toBe(false);
  });

  test.each([
    ['aaaaaa', true],
    ['ababab', true],
    ['abcabca', true],
    ['abcdabcd', false],
    ['aabbaacc', false],
    ['aaaaab', false],
    ['abcdef', true],
    ['fedcba', true],
    ['acegik', false],
    ['abcdeg', false],
    ['asdfgh', true],
    ['hgfdsa', true],
    ['p0o9i8', false],
    ['7890-=', true],
    ['=-0987', true],
    ['kefu12', true],
    ['kefu1234', true],
    ['kefu12345', false],
    ['kefu!@#$', true],
    ['kefu-1', false],
    ['1kefu', false],
    ['letmein!', true],
    ['lin800', true],
    ['800lin', true],
    ['linchenlin', true],
    ['chenlin!2#4', true],
    ['2024chenlin', true],
    ['chenlin20245', false],
    ['chenlin-1', false],
    ['lin12345', false],
    ['xchenlin', false],
    ['陈琳陈琳', true],
  ])('[A1.1] whether %s is a pattern that is guessed: %s', (password, isCommon) => {
    expect(isCommonPassword(password, account)).toBe(isCommon);
  });

  test.each<[string, string[], boolean]>([
    ['abc', [], false],
    ['abcd', [], true],
    ['qwe', [], false],
    ['qwer', [], true],
    ['x7q', [], false],
    ['x7qx7', [], false],
    ['x7qx7q', [], true],
    ['a', [], false],
    ['axb', ['a', 'xb'], false],
    ['lnx1y2z3', ['ln', 'x1y2z3'], true],
    ['70#1', ['chenlin'], false],
    ['lin', ['lin'], true],
    ['lin1234', ['lin'], false],
    ['wang12', ['wang'], true],
  ])('[A1.1] %s of an account known as %j: %s', (password, words, isCommon) => {
    expect(isCommonPassword(password, words)).toBe(isCommon);
  });

  test('[A1.1] a word of one sign belongs to nobody, and without an account its words are as good as others', () => {
    expect([
      isCommonPassword('x7-x7-q', ['x']),
      isCommonPassword('xxyxxz', ['x', 'y', 'z']),
      isCommonPassword('chenlin'),
    ]).toEqual([false, false, false]);
  });

  test('[A1.1] property: case changes nothing, and passwords made at random are taken', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 20 }), (password) => {
        expect(isCommonPassword(password.toUpperCase(), account)).toBe(
          isCommonPassword(password.toUpperCase().toLowerCase(), account),
        );
      }),
    );
    fc.assert(
      fc.property(fc.uuid(), (random) => {
        expect(isCommonPassword(random, account)).toBe(false);
      }),
    );
  });
});
