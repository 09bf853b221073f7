/** Extensions, places where calls are parked and numbers outside are told apart by how they are dialled. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDial, parseNumber, type Home } from './dial.ts';
import { isExtension, isQueueNumber, isSlot, slots } from './inside.ts';

const homes: readonly Home[] = [
  { countryCode: '86', areaCode: '755' },
  { countryCode: '86', areaCode: '' },
  { countryCode: '852', areaCode: '' },
  { countryCode: '1', areaCode: '' },
  { countryCode: '49', areaCode: '' },
];

describe('[A2.5] the number of a parked call', () => {
  test('is one of 99, and no extension', () => {
    const all = Array.from({ length: 10_000 }, (_, i) => [String(i), String(i).padStart(4, '0')]).flat();
    expect([...new Set(all.filter(isSlot))]).toEqual(slots);
    expect([slots.length, slots[0], slots.at(-1)]).toEqual([99, '7001', '7099']);
    expect(slots.filter(isExtension)).toEqual([]);
  });

  test('is read as such wherever the company is, with the usual separators, and is never a number to keep', () => {
    for (const home of homes) {
      for (const slot of slots) expect(parseDial(slot, home)).toEqual({ kind: 'slot', slot });
      expect(parseDial(' 70-01 ', home)).toEqual({ kind: 'slot', slot: '7001' });
      expect(parseDial('７００１', home)).toEqual({ kind: 'slot', slot: '7001' });
    }
    for (const slot of slots) expect(parseNumber(slot, homes[0]!)).toBeNull();
  });

  test.each(['07001', '+867001', '0755-7001', '70011', '7001#1', '7001,1', '7000', '7100', '700', '*7001'])(
    'is not read out of %s',
    (typed) => {
      for (const home of homes) expect(parseDial(typed, home).kind).not.toBe('slot');
    },
  );

  test('is not read out of any number outside', () => {
    const number = fc.stringMatching(/^(\+|00|0)?[1-9][0-9]{4,13}$/);
    fc.assert(fc.property(number, fc.constantFrom(...homes), (typed, home) => parseDial(typed, home).kind !== 'slot'));
  });
});

describe('[U5] the number of a queue', () => {
  const all = Array.from({ length: 100_000 }, (_, i) => String(i));
  const numbers = all.filter(isQueueNumber);

  test('is one of 900 to 998 without 911, or of 9000 to 9999, and neither an extension nor a place where calls are parked', () => {
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([98 + 1000, '900', '9999']);
    expect(numbers.filter((number) => isExtension(number) || isSlot(number) || number === '911')).toEqual([]);
  });

  test('is read as such wherever the company is, and is never a number to keep', () => {
    for (const home of homes)
      for (const number of ['900', '901', '998', '9000', '9110', ' 90-1 ', '９０１'])
        expect(parseDial(number, home).kind, `${number} of ${home.countryCode}`).toBe('queue-number');
    for (const number of numbers) expect(parseNumber(number, homes[0]!)).toBeNull();
  });

  test.each(['0901', '+86901', '90100', '901#1', '901,1', '911', '999', '90', '*901', '95555'])(
    'is not read out of %s',
    (typed) => {
      for (const home of homes) expect(parseDial(typed, home).kind).not.toBe('queue-number');
    },
  );

  test('is not read out of any number outside', () => {
    const number = fc.stringMatching(/^(\+|00|0)?[1-9][0-9]{4,13}$/);
    fc.assert(
      fc.property(number, fc.constantFrom(...homes), (typed, home) => parseDial(typed, home).kind !== 'queue-number'),
    );
  });
});
