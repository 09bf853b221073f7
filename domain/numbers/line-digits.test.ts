import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDial, parseNumber, type DialNumber } from './dial.ts';
import { lineDigits, plainLine, readFromLine, zeroFor, type LinePlan } from './line-digits.ts';
import { longDistanceRules, type LongDistance } from './long-distance.ts';

const home = { countryCode: '86', areaCode: '755' };
const [here, elsewhere, unknown] = ['0755', '0991', ''];
const mobile = '+8613900000001';

describe('the 0 of long distance', () => {
  test.each<[string, string, string, Record<LongDistance, 'add' | 'leave' | 'ask'>]>([
    ['a mobile of here', mobile, here, { ask: 'leave', never: 'leave', always: 'leave' }],
    ['a mobile of elsewhere', mobile, elsewhere, { ask: 'ask', never: 'leave', always: 'add' }],
    ['a mobile of which nothing is known', mobile, unknown, { ask: 'ask', never: 'leave', always: 'leave' }],
    ['a landline of here', '+8675526540805', here, { ask: 'leave', never: 'leave', always: 'leave' }],
    ['a landline of elsewhere', '+8699112345678', elsewhere, { ask: 'leave', never: 'leave', always: 'leave' }],
    ['a number of another country', '+85212345678', unknown, { ask: 'leave', never: 'leave', always: 'leave' }],
    ['a service number', '+864000000001', unknown, { ask: 'leave', never: 'leave', always: 'leave' }],
    ['a short number', '95500', unknown, { ask: 'leave', never: 'leave', always: 'leave' }],
    ['a short number behind an area code', '099112345', unknown, { ask: 'leave', never: 'leave', always: 'leave' }],
    ['an emergency', '110', unknown, { ask: 'leave', never: 'leave', always: 'leave' }],
    ['an extension', '802', unknown, { ask: 'leave', never: 'leave', always: 'leave' }],
  ])('[A4.3] before %s', (_what, number, areaCode, expected) => {
    for (const rule of longDistanceRules)
      expect([rule, zeroFor(number, { home, areaCode, rule, line: plainLine })]).toEqual([rule, expected[rule]]);
  });

  test.each<[LinePlan['longDistance'], LongDistance, string, string]>([
    ['never', 'always', elsewhere, 'leave'],
    ['never', 'ask', elsewhere, 'leave'],
    ['never', 'ask', unknown, 'leave'],
    ['always', 'never', elsewhere, 'add'],
    ['always', 'ask', elsewhere, 'add'],
    ['always', 'ask', here, 'leave'],
    ['always', 'never', unknown, 'leave'],
    [null, 'always', elsewhere, 'add'],
  ])(
    '[A4.3] is as the line has it before company and agent: %s over %s, area %s: %s',
    (longDistance, rule, areaCode, expected) => {
      expect(zeroFor(mobile, { home, areaCode, rule, line: { longDistance } })).toBe(expected);
    },
  );

  test.each<[string, LongDistance, string]>([
    ['755', 'always', 'leave'],
    ['10', 'always', 'add'],
    ['991', 'always', 'add'],
    ['', 'always', 'leave'],
    ['', 'ask', 'ask'],
  ])('[A4.3] works for any home: %s, %s, %s', (areaCode, rule, expected) => {
    expect(zeroFor(mobile, { home: { ...home, areaCode }, areaCode: here, rule, line: plainLine })).toBe(expected);
  });

  test('[A4.3] is nothing in another country', () => {
    const abroad = { countryCode: '852', areaCode: '' };
    expect(zeroFor(mobile, { home: abroad, areaCode: elsewhere, rule: 'always', line: plainLine })).toBe('leave');
  });
});

describe('digits of a line', () => {
  const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
  const numbers = fc.oneof(
    fc.tuple(fc.constantFrom('13', '15', '18', '19'), digits(9)).map(([head, rest]) => `+86${head}${rest}`),
    fc
      .tuple(fc.constantFrom('755', '10', '21', '28'), fc.constantFrom('2', '8'), digits(7))
      .map((parts) => `+86${parts.join('')}`),
    fc
      .tuple(fc.constantFrom('312', '991'), fc.constantFrom('3', '7'), digits(6))
      .map((parts) => `+86${parts.join('')}`),
    digits(7).map((rest) => `+86400${rest}`),
    digits(8).map((rest) => `+852${rest}`),
    fc.constantFrom('95500', '12345', '110', '10086', '075512345', '96123'),
  );
  const prefixes = fc.oneof(fc.constantFrom('', '0', '9', '1', '8', '99'), fc.stringMatching(/^[0-9]{1,6}$/));

  test('[A4.6] storing is the inverse of dialling, whatever is dialled before the number', () => {
    fc.assert(
      fc.property(numbers, prefixes, fc.boolean(), (written, outsidePrefix, addsZero) => {
        const number = parseNumber(written, home);
        fc.pre(number !== null);
        const dialled = lineDigits(number!, home, { outsidePrefix }, addsZero);
        expect(dialled.startsWith(outsidePrefix)).toBe(true);
        expect(dialled).toMatch(/^[0-9]{3,24}$/);
        expect(readFromLine(dialled, home, { outsidePrefix })).toBe(number);
      }),
      { numRuns: 1000 },
    );
  });

  test('[A4.6] a number that a line sends without them is as it is without such a line', () => {
    fc.assert(
      fc.property(numbers, (written) => {
        const number = parseNumber(written, home);
        fc.pre(number !== null);
        for (const sent of [number!, lineDigits(number!, home, plainLine, false)])
          if (!sent.startsWith('9')) expect(readFromLine(sent, home, { outsidePrefix: '9' })).toBe(number);
      }),
    );
  });

  test.each([
    ['913900000001', '9', mobile],
    ['9013900000001', '9', mobile],
    ['907552654 0805', '9', '+8675526540805'],
    ['926540805', '9', '+8675526540805'],
    ['995500', '9', '95500'],
    ['95500', '9', '95500'],
    ['95512', '9', '95512'],
    ['90085212345678', '9', '+85212345678'],
    ['013900000001', '0', mobile],
    ['+8613900000001', '9', mobile],
    ['13900000001', '1', mobile],
    ['anonymous', '9', ''],
    ['', '9', ''],
    ['9', '9', '9'],
  ])('[A4.6] a line sends %s, with %s before numbers: %s', (sent, outsidePrefix, expected) => {
    expect(readFromLine(sent, home, { outsidePrefix })).toBe(expected);
  });

  test.each([
    ['913900000001', mobile],
    ['9 139 0000 0001', mobile],
    ['9-0755-26540805', '+8675526540805'],
    ['926540805', '+8675526540805'],
    ['95500', '95500'],
    ['13900000001', mobile],
  ])('[A4.6] %s that somebody writes is stored without them', (typed, expected) => {
    expect(parseDial(typed, { ...home, outsidePrefix: '9' })).toMatchObject({ kind: 'external', number: expected });
  });

  test('[A4.6] without such digits a number is refused as before', () => {
    for (const there of [home, { ...home, outsidePrefix: '' }, { ...home, outsidePrefix: '8' }])
      expect(parseDial('913900000001', there).kind).toBe('invalid');
    expect(parseDial('91390000000', { ...home, outsidePrefix: '9' }).kind).toBe('invalid');
  });

  test('[A4.3][A4.6] what is dialled is a call of the range that was checked: neither 0 nor prefix change the number', () => {
    const number = mobile as DialNumber;
    expect(lineDigits(number, home, { outsidePrefix: '9' }, true)).toBe('9013900000001');
    expect(lineDigits(number, home, { outsidePrefix: '' }, true)).toBe('013900000001');
    expect(lineDigits('+8675526540805', home, { outsidePrefix: '9' }, true)).toBe('9075526540805');
  });
});
