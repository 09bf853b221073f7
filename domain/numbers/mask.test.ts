import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskNumber, maskNumbersIn } from './mask.ts';

test.each([['13900000042', '139****0042'], ['+8613900000042', '139****0042'], ['075580000001', '075*****0001'], ['812', '812'], ['95555', '***55']])('[U1] %s is shown as %s', (number, masked) => {
  expect(maskNumber(number)).toBe(masked);
});

test('[U1] of a long number at least four digits are hidden', () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9]{11,15}$/), (number) => {
    expect(maskNumber(number).replace(/[^*]/g, '').length).toBeGreaterThanOrEqual(4);
    expect(maskNumber(number)).toHaveLength(number.length);
  }));
});

test.each([
  ['来电 13900000042 已转接', '来电 139****0042 已转接'], ['+86 139 0000 0042', '139****0042'], ['139-0000-0042/075580000001', '139****0042/075*****0001'], ['队列 3 第 120 位', '队列 3 第 120 位'],
  ['0192f3a4-5678-7123-8456-123456789012', '0192f3a4-5678-7123-8456-123456789012'], ['', ''],
])('[U1] numbers within a text are masked: %j becomes %j', (text, masked) => {
  expect(maskNumbersIn(text)).toBe(masked);
});
