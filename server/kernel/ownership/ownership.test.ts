import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audiences } from '@bahu/contract/audience.ts';
import { dataScopes, scopedPermissions, type Scopes } from '@bahu/contract/permissions.ts';
import { tableOf } from '@bahu/contract/slices/derived.ts';
import { mayLearn } from '../../realtime/audience.ts';
import type { Principal } from '../auth/principal.ts';
import { newId } from '../ids.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { isMeantFor, meantForOf } from './audience.ts';
import { condition, isHeld, partsOf, type OwnedColumns } from './condition.ts';
import { holdsDepartment, isInRange, isMeant, rangeOf, type Reader } from './range.ts';

let database: TestDatabase;
let made = 100_000;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const [people, departments] = [
  [newId(), newId(), newId()],
  [newId(), newId(), newId(), newId()],
];
const one = (ids: readonly string[]) => fc.constantFrom(...ids);
const none = (ids: readonly string[]) => fc.option(one(ids), { nil: null });
const scopesOf = fc.dictionary(
  fc.constantFrom(...scopedPermissions),
  fc.constantFrom(...dataScopes),
) as fc.Arbitrary<Scopes>;

const readerOf: fc.Arbitrary<Reader> = fc
  .record({
    scope: fc.constantFrom(...dataScopes),
    scopes: scopesOf,
    userId: one(people),
    departmentIds: fc.subarray(departments),
  })
  .map((reader) => ({ ...reader, departmentId: reader.departmentIds[0] ?? null }));
const recordsOf = fc.array(fc.record({ ownerId: none(people), departmentId: none(departments) }), { maxLength: 12 });
/** The records as a table `c`, each with its place in the list. */
const rowsOf = (records: readonly object[]) => sql`(
  select n - 1 as i, (r ->> 'ownerId')::uuid as owner_id, (r ->> 'departmentId')::uuid as department_id
  from jsonb_array_elements(${JSON.stringify(records)}::jsonb) with ordinality as l (r, n)) as c`;
const records = tableOf('records');
const kinds = (['customer', 'follow-up', 'call', 'user'] as const).map(
  (type) => [type, { ...records[type].owned, permission: records[type].read }] as const,
);

test('[U1] SQL, the predicate for one record and the realtime audience find the same records, for every reader and kind', async () => {
  await fc.assert(
    fc.asyncProperty(readerOf, recordsOf, fc.constantFrom(...kinds), async (reader, records, [type, rule]) => {
      const range = rangeOf(reader, rule.permission);
      const owned = { ...rule, owner: 'c.ownerId', department: 'c.departmentId' };
      const places = rowsOf(records);
      const [found, held] = await database.db.tenant(
        newId(),
        async (tx) =>
          [
            (
              await sql<{
                i: number;
              }>`select i::int from ${places} where ${condition(owned, range)} order by i`.execute(tx)
            ).rows,
            (await sql<{ is: boolean }>`select ${isHeld(owned, range)} as is from ${places} order by i`.execute(tx))
              .rows,
          ] as const,
      );
      const belonging = records.map(({ ownerId, departmentId }) => ({
        ownerIds: [ownerId],
        departmentIds: [departmentId],
      }));
      const expected = belonging.map((record) => isInRange(rule, range, record));
      expect(records.map((_, i) => found.some((row) => row.i === i))).toEqual(expected);
      expect(held.map((row) => row.is)).toEqual(expected);
      const listener = { ...reader, permissions: new Set([rule.permission]) } as unknown as Principal;
      expect(belonging.map((record) => mayLearn(listener, { type, id: newId(), version: 1 }, record))).toEqual(
        expected,
      );
      const deaf = { ...listener, permissions: new Set() } as unknown as Principal;
      expect(belonging.some((record) => mayLearn(deaf, { type, id: newId(), version: 1 }, record))).toBe(false);
    }),
    { numRuns: 150 },
  );
});

test('[U1] the parts of a range have no record in common and leave none out', async () => {
  await fc.assert(
    fc.asyncProperty(readerOf, recordsOf, async (reader, records) => {
      const range = rangeOf(reader, 'customer.read');
      const owned: OwnedColumns & { hasPool?: never; alsoOwn?: never } = {
        owner: 'c.ownerId',
        department: 'c.departmentId',
      };
      const rows = rowsOf(records);
      const found = await database.db.tenant(newId(), async (tx) => {
        const lists: number[] = [];
        for (const part of partsOf(owned, range))
          lists.push(
            ...(await sql<{ i: number }>`select i::int from ${rows} where ${part}`.execute(tx)).rows.map(({ i }) => i),
          );
        return lists;
      });
      const expected = records.flatMap(({ ownerId, departmentId }, i) =>
        isInRange(owned, range, { ownerIds: [ownerId], departmentIds: [departmentId] }) ? [i] : [],
      );
      expect(found.toSorted((a, b) => a - b)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

test('[U1] a job is told to the user who began it and to nobody else, whatever their scope is', () => {
  fc.assert(
    fc.property(readerOf, none(people), (reader, ownerId) => {
      const listener = { ...reader, permissions: new Set() } as unknown as Principal;
      for (const type of ['job', 'import'] as const)
        expect(mayLearn(listener, { type, id: newId(), version: 1 }, { ownerIds: [ownerId] })).toBe(
          ownerId === reader.userId,
        );
    }),
  );
});

test('[U1] a department is told to those who see it, and to those who see what it lies below', () => {
  fc.assert(
    fc.property(readerOf, one(departments), none(departments), (reader, id, parentId) => {
      const listener = { ...reader, permissions: new Set(['department.read']) } as unknown as Principal;
      const range = rangeOf(reader, 'department.read');
      expect(mayLearn(listener, { type: 'department', id, version: 1 }, { departmentIds: [id, parentId] })).toBe(
        holdsDepartment(range, id) || (parentId !== null && range.departmentIds.includes(parentId)),
      );
    }),
  );
});

test('[U1] SQL and the realtime audience agree for whom a record is meant, of whole trees of departments', async () => {
  // Each department lies below one before it, or at the top.
  const treeOf = fc.tuple(fc.constant(null), fc.option(fc.nat(0)), fc.option(fc.nat(1)), fc.option(fc.nat(2)));
  const meantRow = fc.record({
    audience: fc.constantFrom(...audiences),
    departmentIds: fc.subarray(departments),
    userIds: fc.subarray(people),
  });
  await fc.assert(
    fc.asyncProperty(treeOf, fc.array(meantRow, { maxLength: 8 }), none(departments), async (tree, rows, at) => {
      const tenantId = newId();
      const reader = { userId: people[0]!, departmentId: at } as Reader;
      const paths: string[] = [];
      for (const [i, above] of tree.entries()) paths.push(`${above === null ? '' : paths[above]}${departments[i]}/`);
      await database.asOwner("insert into tenants (id, code, name) values ($1, $2, 'T')", [tenantId, String(++made)]);
      for (const [i, path] of paths.entries())
        await database.asOwner(
          'insert into departments (tenant_id, id, name, parent_id, path, position) values ($1, $2::uuid, $2::text, $3, $4, 0)',
          [tenantId, departments[i], tree[i] === null ? null : departments[tree[i]!], path],
        );
      await database.db.tenant(tenantId, async (tx) => {
        for (const row of rows) {
          const known = sql<{ is: boolean }>`select ${isMeantFor('r', reader)} as is from (select
            ${row.audience}::text as audience, ${row.departmentIds}::uuid[] as department_ids, ${row.userIds}::uuid[] as user_ids) r`;
          const [found] = (await known.execute(tx)).rows;
          expect(isMeant(reader, { meantFor: await meantForOf(tx, row) }), JSON.stringify([tree, row, at])).toBe(
            found!.is,
          );
        }
      });
      await database.asOwner('delete from departments where tenant_id = $1', [tenantId]);
      await database.asOwner('delete from tenants where id = $1', [tenantId]);
    }),
    { numRuns: 30 },
  );
});
