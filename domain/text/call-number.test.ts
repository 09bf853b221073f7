import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callNumber, callNumberTail, meantByCallNumber } from './call-number.ts';

/** A uuid v7 of a moment. */
const idOf = (ms: number, end: string): string => {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7abc-8def-01234567${end}`;
};

test('[R1] the number of a call is short, and means the calls of its second that end as it does', () => {
  const moments = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2058, 11, 31) });
  const ends = fc.integer({ min: 0, max: 0xffff }).map((end) => end.toString(16).padStart(4, '0'));
  fc.assert(
    fc.property(moments, ends, (ms, end) => {
      const number = callNumber(idOf(ms, end));
      expect(number).toMatch(/^C[0-9A-HJKMNP-TV-Z]{6}-[0-9A-HJKMNP-TV-Z]{3}$/);
      for (const typed of [number, ` ${number.toLowerCase()} `, number.replace('-', '')]) {
        const meant = meantByCallNumber(typed)!;
        expect(meant.from <= ms && ms < meant.to).toBe(true);
        expect(meant.tail).toBe(parseInt(end, 16) & callNumberTail);
      }
    }),
    { numRuns: 500 },
  );
});

test('[R1] two calls of one second have other numbers, and later ones sort behind', () => {
  const at = Date.UTC(2026, 10, 29);
  expect(callNumber(idOf(at, '0001'))).not.toBe(callNumber(idOf(at, '0002')));
  expect(callNumber(idOf(at, 'ffff')) < callNumber(idOf(at + 1000, '0000'))).toBe(true);
});

test.each(['', 'C', '15400000000', 'C12345', 'CIIIIII-III', 'D123456-789', 'C123456-78', 'C123456 789', '陈志远'])(
  '[R1] %j is no number of a call',
  (typed) => expect(meantByCallNumber(typed)).toBeNull(),
);
