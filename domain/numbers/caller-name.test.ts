import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWithoutNumber } from './caller-name.ts';

test.each([
  ['13900000042', '+8613900000042', ''],
  ['+86 139-0000-0042', '+8613900000042', ''],
  ['"13900000042"', '+8613900000042', '""'],
  ['王芳 13900000042', '+8613900000042', '王芳'],
  ['王芳(139 0000 0042)', '+8613900000042', '王芳'],
  ['王芳 00042', '+8613900000042', '王芳'],
  ['0755-26540501 前台', '+8675526540501', '前台'],
  ['客服95500', '95500', '客服'],
  ['三部 0042', '+8613900000042', '三部 0042'],
  ['张三 13800138000', '+8613900000042', '张三 13800138000'],
  ['Fang Wang', '+8613900000042', 'Fang Wang'],
  ['第2023期  甲班', '+8613900000042', '第2023期  甲班'],
  ['', '+8613900000042', ''],
  ['王芳【139\u20090000\u202f0042】', '+8613900000042', '王芳'],
  ['１３９００００００４２', '+8613900000042', ''],
  ['١٣٩٠٠٠٠٠٠٤٢', '+8613900000042', ''],
  ['王芳 139/0000/0042', '+8613900000042', '王芳'],
  ['王芳 139、0000～0042', '+8613900000042', '王芳'],
  ['王芳 1️⃣3️⃣9️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣4️⃣2', '+8613900000042', '王芳'],
  ['マネージャー 13900000042', '+8613900000042', 'マネージャー'],
  ['12345', '', '12345'],
])('[U1] the name "%s" beside %s is shown as "%s"', (name, number, shown) => {
  expect(nameWithoutNumber(name, number)).toBe(shown);
});

test("[U1] no name that is shown holds five of the number's digits in a row, however they are separated", () => {
  const separator = fc.constantFrom(
    '',
    ' ',
    '-',
    '.',
    ') ',
    '\u2009',
    '\u202f',
    '\u2500',
    '・',
    '_',
    '【',
    '/',
    '、',
    '~',
    '\ufe0f\u20e3',
  );
  const number = '13900000042';
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 5, max: 11 }),
      separator,
      fc.string(),
      (before, from, length, between, after) => {
        const shown = nameWithoutNumber(
          before +
            number
              .slice(from, from + length)
              .split('')
              .join(between) +
            after,
          `+86${number}`,
        );
        const digits = shown.replace(/\P{Nd}/gu, '');
        for (let at = 0; at + 5 <= number.length; at++)
          expect(
            digits.includes(number.slice(at, at + 5)) && !before.concat(after).includes(number.slice(at, at + 5)),
          ).toBe(false);
      },
    ),
  );
});
