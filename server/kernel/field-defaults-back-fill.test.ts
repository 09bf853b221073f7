/** What becomes of the defaults of designed fields, which were texts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate } from './migrate.ts';
import { fill, openOldDatabase, type OldDatabase } from './test-old-database.ts';

let database: OldDatabase;
beforeAll(async () => {
  database = await openOldDatabase(102);
});
afterAll(() => database.close());

test('[C6] defaults stay what they were: texts as texts, of several choices and of paths the one code as a list', async () => {
  const { tenant } = await fill(database.run, '100001');
  for (const [position, [type, value]] of [
    ['text', '"x" \\ y'],
    ['text', ''],
    ['select', 'vip'],
    ['multi-select', 'vip'],
    ['cascade', ''],
  ].entries())
    await database.run(
      `insert into field_definitions (tenant_id, id, owner, field_id, key, type, labels, state, required, position, width, default_value)
       values ($1, $2, 'customers', $3, $3, $4, '{}', 'all', '{}', $5, 140, $6)`,
      [tenant, newId(), `f${position}`, type, position, value],
    );
  await migrate(database.urls);
  const rows = await database.run<{ value: unknown }>(
    'select default_value as value from field_definitions order by position',
  );
  expect(rows.map(({ value }) => value)).toEqual(['"x" \\ y', '', 'vip', ['vip'], '']);
});
