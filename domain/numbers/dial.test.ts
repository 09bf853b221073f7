import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cleanName,
  nationalForm,
  parseSent,
  parseDial,
  parseNumber,
  trunkDigits,
  type DialNumber,
  type Home,
} from './dial.ts';

const home: Home = { countryCode: '86', areaCode: '755' };

test.each([
  ['13900000042', '+8613900000042'],
  ['139 0000 0042', '+8613900000042'],
  ['139-0000-0042', '+8613900000042'],
  ['+86 139 0000 0042', '+8613900000042'],
  ['013900000042', '+8613900000042'],
  ['１３９００００００４２', '+8613900000042'],
  ['(0755) 8000-0001', '+8675580000001'],
  ['80000001', '+8675580000001'],
  ['010 80000001', '+861080000001'],
  ['+861080000001', '+861080000001'],
  ['4000000001', '+864000000001'],
  ['0044 20 7946 0000', '+442079460000'],
  ['+44 20 7946 0000', '+442079460000'],
  ['10086', '10086'],
  ['95555', '95555'],
  ['110', '110'],
  ['tel:13900000042', '+8613900000042'],
])('[A2.1] %s is dialled as %s', (typed, number) => {
  expect(parseDial(typed, home)).toEqual({ kind: 'external', number, keys: '' });
});

test('[A2.2] three digits from 400 to 899 are an extension', () => {
  expect(parseDial('812', home)).toEqual({ kind: 'extension', extension: '812' });
  expect(parseDial('399', home).kind).not.toBe('extension');
  expect(parseDial('900', home).kind).not.toBe('extension');
});

test.each([
  '',
  'abc',
  '1390000004',
  '139000000421',
  '500&PJSIP/trunk/9001900',
  '1,evil,arg',
  '139;transport=tcp',
  '<b>139</b>',
  '=1+1',
  '+',
  '00',
  '9'.repeat(200),
  '${SHELL(id)}',
])('[A2.1] %s is refused, never interpreted', (typed) => {
  expect(parseDial(typed, home)).toMatchObject({ kind: 'invalid' });
});

test('[A2.1] whatever is typed, what goes to the trunk is digits', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9+*#&;, ()-]{0,30}$/)), (typed) => {
      const dial = parseDial(typed, home);
      if (dial.kind === 'external') expect(trunkDigits(dial.number, home)).toMatch(/^[0-9]{3,17}$/);
      if (dial.kind === 'extension') expect(dial.extension).toMatch(/^[4-8][0-9]{2}$/);
      expect(parseSent(typed, home)).toMatch(/^\+?[0-9*#+]{0,32}$/);
    }),
    { numRuns: 5000 },
  );
});

test('a number survives the way to the trunk and back', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^1(?:[3-689][0-9]|7[0-8])[0-9]{8}$/), (mobile) => {
      const number = parseNumber(mobile, home)!;
      expect(parseNumber(trunkDigits(number, home), home)).toBe(number);
      expect(nationalForm(number)).toBe(mobile);
    }),
  );
});

test.each([
  ['+8613900000042', '13900000042'],
  ['+8675580000001', '075580000001'],
  ['+864000000001', '4000000001'],
  ['+442079460000', '00442079460000'],
  ['10086', '10086'],
])('a trunk is asked for %s as %s', (number, digits) => {
  expect(trunkDigits(number as DialNumber, home)).toBe(digits);
});

test("[A2.3] a caller's name is shown without control and direction characters, and not at all when its bytes were no text", () => {
  expect(cleanName('  陈志远\u0000\u202e ')).toBe('陈志远');
  expect(cleanName('\ufffd\ufffd\ufffd')).toBe('');
  expect(cleanName('<script>')).toBe('<script>');
  expect([...cleanName('长'.repeat(200))]).toHaveLength(64);
});
