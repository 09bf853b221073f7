/** The keys by which the database filters and sorts are those of the domain, whatever text a field was left with when its type changed. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sortKeyOf } from '@bahu/domain/fields/match.ts';
import { anyText } from '@bahu/domain/fields/test-fields.ts';
import { createTestDatabase, type TestDatabase } from '../../../kernel/test-database.ts';
import { seed } from '../../../test-draw.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const ordered = ['number', 'date', 'date-time'] as const;
const tricky = [
  '-0',
  '012',
  '1,234',
  '+5',
  '１２',
  '1e3',
  '.5',
  '5.',
  '1.1234567',
  '2026-99-99',
  '2026-01-05\n',
  '-',
  '',
];
const numberLike = fc.string({ unit: fc.constantFrom(...'0123456789.-+, '), maxLength: 18 });
const dayLike = fc
  .tuple(fc.nat(9999), fc.nat(13), fc.nat(32))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'));
const text = fc.oneof(
  numberLike,
  dayLike,
  dayLike.map((day) => `${day}T00:00:00Z`),
  anyText,
  fc.constantFrom(...tricky),
);

test('[C6] [C1] numbers, days and moments have one key in the database and in the domain, and what is none of them has none', async () => {
  const storable = text.filter((one) => !/[\0\ud800-\udfff]/u.test(one));
  const pairs = fc.tuple(fc.constantFrom(...ordered), storable);
  await fc.assert(
    fc.asyncProperty(fc.array(pairs, { minLength: 200, maxLength: 400 }), async (drawn) => {
      const all = [...drawn, ...ordered.flatMap((type) => tricky.map((one) => [type, one] as const))];
      const rows = await database.asOwner<{ key: string | null }>(
        'select bahu_field_key(type, to_jsonb(value)) as key from unnest($1::text[], $2::text[]) with ordinality as t (type, value, n) order by n',
        [all.map(([type]) => type), all.map(([, value]) => value)],
      );
      expect(rows.map(({ key }, i) => [...all[i]!, key])).toEqual(
        all.map(([type, value]) => [type, value, sortKeyOf(type, value)]),
      );
    }),
    { seed, numRuns: 10, endOnFailure: true },
  );
});
