import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betweenNumbers, points, unseen, withinNumber } from './characters.ts';
import { parseNumber } from './dial.ts';
import { endOf, maskNumber, maskNumbersIn, restoreNumbers } from './mask.ts';

test.each([
  ['13900000042', '139****0042'],
  ['+8613900000042', '139****0042'],
  ['075580000001', '075*****0001'],
  ['812', '812'],
  ['95555', '***55'],
  ['1234567', '*****67'],
  ['26540805', '****0805'],
  ['4008001234', '40****1234'],
  ['+12125550113', '+12*****0113'],
  ['+1234567', '******67'],
  ['+85291234567', '+852****4567'],
  ['+4915112345678', '+49*******5678'],
  // Behind the code of Monaco nothing but four digits would be hidden.
  ['+3779912345', '+3*****2345'],
  ['', ''],
])('[U1] %s is shown as %s', (number, masked) => {
  expect(maskNumber(number)).toBe(masked);
});

test('[U1] of a number of eight digits and more at least four digits are hidden, of a shorter one all but two', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{4,15}$/), (number) => {
      const hidden = maskNumber(number).replace(/[^*]/g, '').length;
      expect(hidden).toBeGreaterThanOrEqual(number.length < 8 ? number.length - 2 : 4);
      expect(maskNumber(number)).toHaveLength(number.length);
    }),
  );
});

test('[U1] the end of a number is the same of the whole and of the masked one, and no more than the mask shows', () => {
  // Three digits are an extension, which everybody sees.
  const numbers = fc.stringMatching(/^\+?[0-9]{4,15}$/).filter((number) => !/^\+86\d{3}$/.test(number));
  fc.assert(
    fc.property(numbers, (number) => {
      expect(maskNumber(number)).toMatch(new RegExp(`[*]${endOf(number)}$`));
      expect(endOf(maskNumber(number))).toBe(endOf(number));
    }),
  );
  expect(endOf('0755-8000 0042')).toBe('0042');
  expect(endOf('+86123456')).toBe('56');
});

const number = '13900000042';
const charactersOf = (signs: string): string[] => {
  const one = new RegExp(`[${signs}]`, 'u');
  return Array.from({ length: 0x2_0000 }, (_, point) => String.fromCodePoint(point)).filter((c) => one.test(c));
};
describe('[U1] numbers within a text are masked', () => {
  test.each([
    ['来电 13900000042 已转接', '来电 139****0042 已转接'],
    ['+86 139 0000 0042', '139****0042'],
    ['139-0000-0042/075580000001', '139****0042/075*****0001'],
    ['队列 3 第 120 位', '队列 3 第 120 位'],
    ['0192f3a4-5678-7123-8456-123456789012', '0192f3a4-5678-7123-8456-123456789012'],
    ['', ''],
    ['张13900000042', '张139****0042'],
    ['wx13900000042', 'wx139****0042'],
    ['13900000042@qq.com', '139****0042@qq.com'],
    ['１３９００００００４２', '139****0042'],
    ['139.0000.0042', '139****0042'],
    ['139 – 0000 – 0042', '139****0042'],
    ['(0755) 2654 0805', '(075*****0805'],
    ['139\u200b0000\u200b0042', '139****0042'],
    ['١٣٩٠٠٠٠٠٠٤٢', '139****0042'],
    // However the reader may meet it: every kind of space, dash, bracket and dot, keycaps, pictures.
    ['154\u20097326\u20099981', '154****9981'],
    ['154\u202f7326\u202f9981', '154****9981'],
    ['154\u25007326\u25009981', '154****9981'],
    ['154ー7326ー9981', '154****9981'],
    ['154[7326]9981', '154****9981'],
    ['154【7326】9981', '154****9981'],
    ['154_7326_9981', '154****9981'],
    ['154・7326・9981', '154****9981'],
    ['154   -   7326    9981', '154****9981'],
    ['📱154📱7326📱9981', '📱154****9981'],
    ['1️⃣5️⃣4️⃣7️⃣3️⃣2️⃣6️⃣9️⃣9️⃣8️⃣1', '154****9981'],
    ['＋86 154 7326 9981', '154****9981'],
    ['2654[0805]', '****0805]'],
    // Signs between numbers that stand within a mobile.
    ['154/7326/9981', '154****9981'],
    ['154、7326、9981', '154****9981'],
    ['154~7326~9981', '154****9981'],
    ['154～7326～9981', '154****9981'],
    ['154\n7326\n9981', '154****9981'],
    ['15,473,269,981', '154****9981'],
    ['154|7326|9981', '154****9981'],
    ['154 7326/9981', '154****9981'],
    ['154.73.26.99.81', '154****9981'],
    ['15473269981/15473269982', '154****9981/154****9982'],
    ['15473269981、26540805', '154****9981、****0805'],
    ['15473269981\n26540805', '154****9981\n****0805'],
    ['801、154、7326、9981', '801、154****9981'],
    ['13900000042,13900000043', '139****0042,139****0043'],
    ['26540805 分机 8001', '****0805 分机 8001'],
    ['13900000042 2026-11-22', '139************1122'],
  ])('[U1] %j becomes %j', (text, masked) => {
    expect(maskNumbersIn(text)).toBe(masked);
  });

  test.each([
    '2026-11-22 回访',
    '2026/1/5',
    '2026-11-22 10:30 再打',
    '2026-11-22T08:00:00.000Z',
    '10.0.0.1',
    '192.168.100.200',
    '坐席 802',
    '锁定 3650 天',
    '单价 12800.00',
    '订单 202611',
    '第 3 期 10/20/30',
    '3月15日',
    '坐席 801、802、803',
    '1/3/5/7/9/11/13/15',
    '1500.00、1600.00、1700.00',
    '15:30-16:45，18:00-19:30',
    '13、15、17、19、21、23',
    '1～3 楼，5～8 楼',
    '2000、3000、4000 元',
  ])('[U1] %j stays as it is', (text) => {
    expect(maskNumbersIn(text)).toBe(text);
  });

  test('[U1] wherever it stands and whatever is between its digits, its hidden digits are not to be read', () => {
    const around = fc.string({ unit: 'grapheme', maxLength: 12 });
    // Every character that the reader drops or takes for one within a number; the plain point groups digits by three.
    const gap = fc.oneof(
      fc.constant(''),
      fc
        .array(fc.constantFrom(...charactersOf(unseen + withinNumber)), { maxLength: 4 })
        .map((signs) => signs.join('')),
    );
    fc.assert(
      fc.property(
        fc.stringMatching(/^1[3-9][0-9]{9}$/),
        around,
        around,
        fc.array(gap, { minLength: 10, maxLength: 10 }),
        (phone, before, after, gaps) => {
          const written = [...phone].map((digit, i) => digit + (gaps[i] ?? '')).join('');
          const shown = maskNumbersIn(before + written + after)
            .normalize('NFKC')
            .replace(/[^0-9*]/g, '');
          expect(shown).not.toContain(phone);
          expect(shown).not.toContain(phone.slice(3));
          expect(shown).not.toContain(phone.slice(0, 7));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('[U1] no character that the reader takes for one of a number shows its hidden digits', () => {
    const leaks = (signs: string): string[] =>
      charactersOf(signs).filter((c) => maskNumbersIn(`张154${c}7326${c}9981`) !== '张154****9981');
    expect([unseen, withinNumber, points, betweenNumbers].flatMap(leaks)).toEqual([]);
    const isRead = (c: string): boolean =>
      parseNumber(`154${c}7326${c}9981`, { countryCode: '86', areaCode: '755' }) === '+8615473269981';
    const read = charactersOf(String.raw`\0-\u{1ffff}`).filter(isRead);
    expect(read.length).toBeGreaterThan(500);
    expect(read.filter((c) => maskNumbersIn(`154${c}7326${c}9981`) !== '154****9981')).toEqual([]);
  });

  test('[U1] what two masked numbers leave beside each other is no third number', () => {
    expect(maskNumbersIn('00000042.7-2026-11-22139')).toBe('*********20*****2139');
  });

  test('[U1] what was masked stays as it is when it is masked again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('139', '00000042', ' ', '-', '张', 'x', '.', '2026-11-22', '+', '7'), {
          maxLength: 12,
        }),
        (parts) => {
          const once = maskNumbersIn(parts.join(''));
          expect(maskNumbersIn(once)).toBe(once);
        },
      ),
    );
  });
});

describe('[U1] a text that a masked reader sends back', () => {
  const known = `打 ${number} 找他`;
  test.each([
    ['unchanged is the text as it was', '打 139****0042 找他', known, known],
    ['with more around keeps the number', '请打 139****0042 找他，下午', known, `请打 ${number} 找他，下午`],
    ['without the number has lost it', '不打了', known, '不打了'],
    ['with a number of their own has that', '打 15400000001 找他', known, '打 15400000001 找他'],
    [
      'keeps each of several numbers',
      '139****0042 和 139****0043。',
      '13900000042、13900000043',
      '13900000042 和 13900000043。',
    ],
    ['keeps it behind another word', '找139****0042', known, '找13900000042'],
    ['keeps the second when the first was taken out', '找 139****0043', '13900000042、13900000043', '找 13900000043'],
    [
      'cannot take a number to where nothing masks it',
      '01234567-1234-7123-8123-a139****0042',
      known,
      '01234567-1234-7123-8123-a139****0042',
    ],
    ['cannot put digits before it', '2026-11-139****0042', known, '2026-11-139****0042'],
    ['keeps it beside the letters where it stood', 'wx139****0042 好', 'wx13900000042', 'wx13900000042 好'],
    ['knows no mask of another text', '打 139****9999', known, '打 139****9999'],
  ])('%s', (_title, typed, from, stored) => {
    expect(restoreNumbers(typed, from)).toBe(stored);
  });

  test('[U1] never shows more than was written, whatever was written around the masks', () => {
    const pieces = fc.constantFrom(
      '139****0042',
      '2026-11-',
      'a',
      '-',
      ' ',
      '.',
      '01234567-1234-7123-8123-a',
      '+',
      '1',
      '10.0.',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const typed = parts.join('');
        expect(maskNumbersIn(restoreNumbers(typed, known))).toBe(maskNumbersIn(typed));
      }),
    );
  });
});
