import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate } from './migrate.ts';
import { fill, openOldDatabase, type OldDatabase } from './test-old-database.ts';

let database: OldDatabase;
beforeAll(async () => {
  database = await openOldDatabase(64);
});
afterAll(() => database.close());

test('[C2] every number that a customer had is their primary one after the migration, with its extension and its mark', async () => {
  const { run, urls } = database;
  const { tenant } = await fill(run, '100001');
  const customers: [phone: string, extension: string, isDuplicate: boolean][] = [
    ['+8613900000001', '', false],
    ['+8613900000001', '', true],
    ['+8613900000001', '8001', false],
    ['95588', '', false],
  ];
  for (const [phone, extension, isDuplicate] of customers)
    await run(
      "insert into customers (tenant_id, id, name, phone, phone_extension, is_duplicate) values ($1, $2, '客户', $3, $4, $5)",
      [tenant, newId(), phone, extension, isDuplicate],
    );
  await migrate(urls);
  const rows = await run<{ number: string; extension: string; is_duplicate: boolean; fits: boolean }>(
    `select n.number, n.extension, n.is_duplicate, n.is_primary and c.phone = n.number and c.created_at = n.created_at as fits
     from customers c join customer_numbers n on n.tenant_id = c.tenant_id and n.customer_id = c.id
     order by n.number, n.extension, n.is_duplicate`,
  );
  expect(rows).toEqual(
    customers.map(([number, extension, is_duplicate]) => ({ number, extension, is_duplicate, fits: true })),
  );
});
