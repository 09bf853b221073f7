import { describe, expect, it } from 'vitest';
import { isSpelled, isWholeNumber } from './typed-number.ts';

describe('what is typed where numbers are called', () => {
  it.each([
    ['13900000042', true],
    ['139 0000 0042', true],
    ['１３９００００００４２', true],
    ['1390000004', false],
    ['1385', false],
    ['+8613900000042', true],
    ['+86 139', false],
    ['008613900000042', true],
    ['0013', false],
    ['075500000088', true],
    ['0755', false],
    ['01000000000', true],
    ['4000000800', true],
    ['400000', false],
    ['110', true],
    ['10086', true],
    ['1008', false],
    ['95588', true],
    ['9558', false],
    ['26000088', true],
    ['8000000', false],
    ['2000000', true],
    ['801', false],
    ['13900000042转801', true],
    ['13900000042 ext 801', true],
    ['', false],
    ['zjg', false],
    ['张建国13900000042', false],
  ])('[A2.2] %s is a whole number: %s', (text, isWhole) => {
    expect(isWholeNumber(text)).toBe(isWhole);
  });

  it.each([
    ['张', true],
    ['zjg', true],
    ['139', false],
    ['(0755) 0000-0088', false],
    ['801转2', false],
    ['801 EXT 2', false],
  ])('[A2.2] %s is a name: %s', (text, isName) => {
    expect(isSpelled(text)).toBe(isName);
  });
});
