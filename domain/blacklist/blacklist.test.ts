import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listedAs, type Asked } from '../callcontrol/screening.ts';
import { isNumberError, nationalForm, parseNumber, parseSent, type Home } from '../numbers/dial.ts';
import { forms } from '../numbers/test-forms.ts';
import { isPattern } from '../numbers/pattern.ts';
import { blacklistOf, blockedDirections, readBlocked, type Entry } from './blacklist.ts';

const home: Home = { countryCode: '86', areaCode: '755' };
const britain: Home = { countryCode: '44', areaCode: '20' };
const now = Date.UTC(2026, 10, 29, 4);
const entry = (number: string, change: Partial<Entry> = {}): Entry => ({
  id: number,
  number,
  direction: 'both',
  expiresAt: null,
  ...change,
});
const isBlocked = (entries: readonly Entry[], number: string, direction: Asked['direction'] = 'inbound', at = now) =>
  listedAs({ numberLists: [blacklistOf(entries)] }, { number, direction, now: at }) !== null;

test.each<[direction: Entry['direction'], expires: number | null, inbound: boolean, outbound: boolean]>([
  ['inbound', null, true, false],
  ['outbound', null, false, true],
  ['both', null, true, true],
  ['both', now + 1, true, true],
  ['both', now, false, false],
  ['inbound', now - 1, false, false],
])('[S6] an entry for %s that expires at %s blocks calls in: %s, and out: %s', (direction, expiresAt, ...blocks) => {
  for (const rule of ['+8615400000777', '154*'])
    expect(
      (['inbound', 'outbound'] as const).map((way) =>
        isBlocked([entry(rule, { direction, expiresAt })], '+8615400000777', way),
      ),
    ).toEqual(blocks);
});

test.each<[pattern: string, kept: string, matching: string[], others: string[]]>([
  ['154*', '154*', ['+8615400000777'], ['+8615300000777', '+867551540000', '+1540000077']],
  ['15400000???', '15400000???', ['+8615400000777', '+8615400000000'], ['+8615400001777']],
  ['1540000XXXX', '1540000????', ['+8615400000777'], ['+8615400010777']],
  ['*0777', '*0777', ['+8615400000777', '+85221230777', '+867552650777'], ['+8615400000778', '777']],
  ['154*777', '154*777', ['+8615400000777'], ['+8615400000778', '+8615300000777']],
  ['0755*', '0755*', ['+8675526540805', '075512345'], ['+862126540805', '+8615400000777']],
  ['0755-2654*', '07552654*', ['+8675526540805'], ['+8675526640805']],
  ['2654*', '07552654*', ['+8675526540805'], ['+862126540805']],
  ['+86 755 2654 *', '07552654*', ['+8675526540805'], []],
  ['0086755*', '0755*', ['+8675526540805'], ['+8615400000777']],
  ['860755*', '0755*', ['+8675526540805'], []],
  ['+86154*', '154*', ['+8615400000777'], ['+86755154000']],
  ['0154*', '154*', ['+8615400000777'], []],
  ['+8610*', '010*', ['+861065400503'], ['+8615400000777']],
  ['400*', '400*', ['+864000000800'], ['+8675540000000']],
  ['95*', '95*', ['95500', '95099914'], ['+8675595500001']],
  ['00852*', '+852*', ['+85221230777'], ['+8675526540852']],
  ['+1 900 *', '+1900*', ['+19005550113'], ['+12125550113']],
  ['１５４＊', '154*', ['+8615400000777'], []],
])('[S6] the pattern %s is kept as %s and means what the table says', (pattern, kept, matching, others) => {
  expect(readBlocked(pattern, home)).toBe(kept);
  for (const number of matching) expect([number, isBlocked([entry(kept)], number)]).toEqual([number, true]);
  for (const number of others) expect([number, isBlocked([entry(kept)], number)]).toEqual([number, false]);
});

test.each([
  ['020*', '+4420*'],
  ['2079*', '+442079*'],
  ['0086154*', '154*'],
  ['+33*1', '+33*1'],
])('[S6] at home in Britain the pattern %s is kept as %s', (pattern, kept) => {
  expect(readBlocked(pattern, britain)).toBe(kept);
});

test.each([
  '*',
  '?',
  '+*',
  '1*',
  '**11',
  '15*4*',
  '154*?*',
  '?154*',
  '+86*',
  '86*0777',
  '00*',
  '(154)+*',
  '15[0-9]*',
  '154.*$',
  '(1+)+*',
  '^154*',
  '154|*',
  '\\d*1234',
  "154*'; drop table",
  '1'.repeat(30) + '*',
  '154 转 8*',
  'abc*12',
])('[S6] %s is no pattern', (typed) => {
  expect(readBlocked(typed, home)).toMatchObject({ error: 'pattern' });
});

test('[S6] a number in every written form is the same entry, and blocks that number in every form of carriers and agents', () => {
  for (const { text, dial, carrier } of forms) {
    const rule = readBlocked(text, home);
    if (isNumberError(rule) || isPattern(rule)) continue;
    expect([text, rule]).toEqual([text, dial]);
    expect([text, isBlocked([entry(rule)], parseNumber(text, home)!, 'outbound')]).toEqual([text, true]);
    if (carrier === dial) expect([text, isBlocked([entry(rule)], parseSent(text, home))]).toEqual([text, true]);
  }
});

test.each(['110', '112', '119', '120', '122', '0755110', '0755-120', '010 119'])(
  '[S6] the emergency number %s is no entry, and nothing blocks it in either direction',
  (typed) => {
    expect(readBlocked(typed, home)).toMatchObject({ error: 'emergency' });
    const number = parseNumber(typed, home)!;
    const all = ['1*0', '11*', '12*', '0755*', '010*', '*10', '*20', '*19', '???', number].map((rule) => entry(rule));
    expect([isBlocked(all, number), isBlocked(all, number, 'outbound')]).toEqual([false, false]);
  },
);

test('[S6] a caller who withholds their number is on no list', () => {
  expect(isBlocked([entry('*'), entry('')], '')).toBe(false);
});

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });
const mobile = digits(8, 8).map((rest) => `154${rest}`);

test('[S6] any digits of a mobile may be replaced by question marks, and what stands behind by a star', () => {
  fc.assert(
    fc.property(
      mobile,
      fc.array(fc.nat(10), { maxLength: 6 }),
      fc.integer({ min: 5, max: 11 }),
      (number, hidden, cut) => {
        const signs = Array.from(number, (digit, i) => (i > 0 && hidden.includes(i) ? '?' : digit));
        for (const pattern of [signs.join(''), `${signs.slice(0, cut).join('')}*`]) {
          const rule = readBlocked(pattern, home);
          if (isNumberError(rule)) continue;
          expect(isBlocked([entry(rule)], `+86${number}`)).toBe(true);
        }
      },
    ),
  );
});

test('[S6] whatever is written, what is kept is kept as the same again, or it is refused', () => {
  const signs = fc.string({ unit: fc.constantFrom(...'0123456789+*?x -()8615400'), maxLength: 30 });
  fc.assert(
    fc.property(fc.oneof(signs, fc.string({ unit: 'binary', maxLength: 60 })), (typed) => {
      const rule = readBlocked(typed, home);
      if (isNumberError(rule)) return;
      expect(readBlocked(nationalForm(rule), home)).toBe(rule);
    }),
    { numRuns: 400 },
  );
});

test('[S6] one entry more never lets a call through, and the order of entries changes nothing', () => {
  const rule = fc.oneof(
    mobile.map((number) => `+86${number}`),
    digits(2, 5).map((head) => `154${head}*`),
  );
  const entries = fc.array(
    fc.record({ rule, direction: fc.constantFrom(...blockedDirections) }).map((one) => entry(one.rule, one)),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(entries, entries, mobile, fc.constantFrom('inbound', 'outbound'), (some, more, number, way) => {
      // One rule is one entry, as the table has it.
      const unique = (all: readonly Entry[]) => [...new Map(all.map((one) => [one.number, one])).values()];
      const few = unique(some);
      const many = unique([...few, ...more.filter((one) => !few.some((known) => known.number === one.number))]);
      if (isBlocked(few, `+86${number}`, way)) expect(isBlocked(many, `+86${number}`, way)).toBe(true);
      expect(isBlocked(many.toReversed(), `+86${number}`, way)).toBe(isBlocked(many, `+86${number}`, way));
    }),
  );
});

const anyPattern = fc
  .tuple(
    fc.constantFrom('154', '15?4', '1?', '07', '*', '154?0*', '+852*'),
    digits(2, 4),
    fc.constantFrom('', '*', '?', '??*'),
  )
  .map(([head, middle, tail]) => (head.includes('*') ? head + middle : head + middle + tail))
  .filter((pattern) => isPattern(pattern));
test('[S6] a number is blocked when one of the patterns means it, wherever their first open sign stands', () => {
  const number = fc.oneof(
    digits(8, 8).map((rest) => `+86154${rest}`),
    digits(8, 8).map((rest) => `+86755${rest}`),
    digits(5, 5),
    fc.constantFrom('+85221230777'),
  );
  fc.assert(
    fc.property(fc.array(anyPattern, { maxLength: 12 }), number, (patterns, asked) => {
      const entries = patterns.map((pattern) => entry(pattern));
      expect(isBlocked(entries, asked)).toBe(entries.some((one) => isBlocked([one], asked)));
    }),
  );
});

test('[S6] of many patterns a call looks at those alone with whose first digits its number begins', () => {
  let looked = 0;
  const entries = Array.from({ length: 2000 }, (_, i) => ({
    ...entry(`154${String(i).padStart(5, '0')}*`),
    get direction() {
      looked += 1;
      return 'both' as const;
    },
  }));
  const list = blacklistOf(entries);
  looked = 0;
  expect(list.find({ number: '+8615400777000', direction: 'inbound', now })).toMatchObject({ reason: 'blacklist' });
  expect(list.find({ number: '+8615500777000', direction: 'inbound', now })).toBeNull();
  expect(looked).toBe(1);
});

test('[S6] a text that is neither a number nor a pattern is refused with the reason', () => {
  for (const typed of ['', '张三', '123', '86 00 123']) expect(isNumberError(readBlocked(typed, home))).toBe(true);
});
