import { expect, test } from 'vitest';
import { gatherLookups, type CustomerOfNumber, type FindCustomers } from './customer-lookup.ts';

/** A database that answers when it is told to, and notes what it is asked. */
function slowDatabase() {
  const queries: { tenantId: string; numbers: readonly string[]; answer: () => void; fail: () => void }[] = [];
  const find: FindCustomers = (tenantId, numbers) =>
    new Promise((resolve, reject) => {
      const known = numbers
        .filter((number) => !number.endsWith('0'))
        .map((number): [string, CustomerOfNumber] => [number, { id: `${tenantId} ${number}`, name: number }]);
      queries.push({ tenantId, numbers, answer: () => resolve(new Map(known)), fail: () => reject(new Error('away')) });
    });
  return { queries, lookUp: gatherLookups(find) };
}
const settled = () => new Promise(setImmediate);

test('[P2] a tenant whose callers are many has one query under way, and none of another tenant waits for it', async () => {
  const { queries, lookUp } = slowDatabase();
  const flood = Array.from({ length: 501 }, (_, i) => lookUp('a', String(1000 + i)));
  const theirs = lookUp('b', '7');
  expect(queries.map(({ tenantId, numbers }) => [tenantId, numbers.length])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
  queries[1]!.answer();
  expect(await theirs).toEqual({ id: 'b 7', name: '7' });
  for (let at = 0; at < queries.length; at++, await settled()) queries[at]!.answer();
  const found = await Promise.all(flood);
  expect(found.map((customer) => customer?.id ?? null)).toEqual(
    Array.from({ length: 501 }, (_, i) => (i % 10 ? `a ${1000 + i}` : null)),
  );
  expect(queries.filter(({ tenantId }) => tenantId === 'a').map(({ numbers }) => numbers.length)).toEqual([
    1, 200, 200, 100,
  ]);
});

test('[P2] a query that fails fails those who asked in it, and the next ones are asked', async () => {
  const { queries, lookUp } = slowDatabase();
  const [first, second] = [lookUp('a', '1'), lookUp('a', '2')];
  queries[0]!.fail();
  await expect(first).rejects.toThrow('away');
  queries[1]!.answer();
  expect(await second).toEqual({ id: 'a 2', name: '2' });
  const third = lookUp('a', '3');
  queries[2]!.answer();
  expect(await third).toMatchObject({ name: '3' });
});
