/** Which numbers a caller may make the company call, as tables. */
import { describe, expect, test } from 'vitest';
import type { DialNumber } from '../numbers/dial.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { Configuration } from './configuration.ts';
import { isBarred, isOurs, mayCallBack } from './reachable.ts';
import type { NumberList } from './screening.ts';

const number = (text: string): DialNumber => text as DialNumber;
const mobile = number('+8613900000042');
const ownCallerId = number('+8675588880000');
const now = 1_750_000_000_000;
const configuration: Configuration = {
  ...simulatedConfiguration(0),
  callerIds: new Map([[ownCallerId, simulatedTrunk]]),
};
const list: NumberList = {
  find: (asked) =>
    asked.number === '+8613900000099' && asked.direction === 'outbound' && asked.now === now
      ? { reason: 'blacklist', entryId: 'e' }
      : null,
};

describe('[U5] a number that callers may make the company call', () => {
  test.each<[string, DialNumber, boolean]>([
    ['a mobile', mobile, false],
    ['a number that callers dial', number(simulatedDid), true],
    ['a number that calls show', ownCallerId, true],
    ['another of the same length', number('+8675588880001'), false],
  ])('is our own or not: %s', (_what, one, expected) => {
    expect(isOurs(configuration, one)).toBe(expected);
  });

  test.each<[string, DialNumber, boolean]>([
    ['a mobile of this country', mobile, false],
    ['a landline of this country', number('+867552222222'), false],
    ['a number abroad', number('+442071838750'), true],
    ['an emergency', number('110'), true],
    ['a range that is closed to all', number('16812345'), true],
    ['our own', number(simulatedDid), true],
  ])('is barred or not: %s', (_what, one, expected) => {
    expect(isBarred(configuration, one)).toBe(expected);
  });

  test('is not barred where the company has had its range opened', () => {
    expect(isBarred({ ...configuration, openRanges: ['premium'] }, number('16812345'))).toBe(false);
  });

  test.each<[string, DialNumber, boolean]>([
    ['a mobile of this country', mobile, true],
    ['one that is on a list', number('+8613900000099'), false],
    ['one that is barred', number('+442071838750'), false],
    ['a short number, which is nobody’s', number('95588'), false],
  ])('is called back or not: %s', (_what, one, expected) => {
    expect(mayCallBack({ ...configuration, numberLists: [list] }, one, now)).toBe(expected);
  });
});
