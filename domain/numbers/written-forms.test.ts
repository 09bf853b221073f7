/** More than a thousand written forms through all five uses, against values stated by hand. */
import { describe, expect, test } from 'vitest';
import {
  isNumberError,
  parseSent,
  parseDial,
  readCell,
  typedDigits,
  type Home,
  type NumberError,
  type Written,
} from './dial.ts';
import { readCarrier } from './written.ts';
import { forms, type Form } from './test-forms.ts';
import { oddities } from './test-rows.ts';

const home: Home = { countryCode: '86', areaCode: '755' };
const all = [...forms, ...oddities];

const saidError = ({ error, params }: NumberError): string =>
  ['!' + error, ...Object.entries(params).map(([name, value]) => `${name}=${value}`)].join(' ');
const saidNumber = ({ number, keys }: Written): string => (keys === '' ? number : `${number}>${keys}`);

const uses: Readonly<Record<string, (form: Form) => [expected: unknown, found: unknown]>> = {
  'dialled by an agent': ({ text, dial }) => {
    const read = parseDial(text, home);
    return [
      dial,
      read.kind === 'external'
        ? saidNumber(read)
        : read.kind === 'invalid'
          ? saidError(read.why)
          : read.kind === 'slot'
            ? read.slot
            : read.kind === 'queue-number'
              ? read.number
              : read.extension,
    ];
  },
  'a cell of an import': ({ text, cell }) => {
    const read = readCell(text, home);
    if (isNumberError(read)) return [cell, saidError(read)];
    const { further, remark, unread } = read;
    return [
      cell,
      [read, ...further].map(saidNumber).join(';') +
        (remark && `|${remark}`) +
        unread.map((digits) => `?${digits}`).join(''),
    ];
  },
  'the caller of an inbound call': ({ text, carrier }) => {
    const read = readCarrier(text, home);
    return [carrier, isNumberError(read) ? null : parseSent(text, home)];
  },
  'a number of ours that was called': ({ text, carrier }) => [
    carrier === null ? false : carrier,
    carrier === null ? !isNumberError(readCarrier(text, home)) : parseSent(text, home),
  ],
  'a search': ({ text, search }) => [search, typedDigits(text)],
};

describe('written forms', () => {
  test.each(Object.keys(uses))('[A2.1] [C2] each is what it should be as %s', (use) => {
    const wrong = all
      .map((form) => ({ text: form.text, result: uses[use]!(form) }))
      .filter(({ result: [expected, found] }) => expected !== found);
    expect(wrong.map(({ text, result: [expected, found] }) => ({ text, expected, found }))).toEqual([]);
  });

  test('there are more than 600, and none twice', () => {
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(600);
  });
});
