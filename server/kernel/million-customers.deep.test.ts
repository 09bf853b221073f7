/** An installation with a million customers gets the fields and the numbers of customers: nothing is lost, and it is not closed for long. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { fill, openOldDatabase, type OldDatabase } from './test-old-database.ts';

/** The last schema without fields as data. */
const lastBefore = 55;
const customers = 1_000_000;
const maxMinutes = 5;
let database: OldDatabase;
let tenants: string[];

beforeAll(async () => {
  database = await openOldDatabase(lastBefore);
  const { run } = database;
  const olds = [await fill(run, '100001'), await fill(run, '100002')];
  tenants = olds.map(({ tenant }) => tenant);
  for (const [index, { tenant, agents, departments }] of olds.entries()) {
    // Every 50th number has an extension, every 97th row is a duplicate of the one before it.
    await run(
      `insert into customers (tenant_id, id, name, phone, phone_extension, is_duplicate, company, title, stage, email, address, note, owner_id, department_id, last_call_at)
         select $1, gen_random_uuid(), '客户' || i, '+86154' || lpad((case when i % 97 = 0 then i - 1 else i end)::text, 8, '0'),
           case when (case when i % 97 = 0 then i - 1 else i end) % 50 = 0 then '8001' else '' end, i % 97 = 0, '公司' || i % 1000, 'mr', 'lead',
           'kf' || i || '@example.com', '科苑路' || i || '号', case when i % 4 = 0 then '下午联系' || chr(10) || '13900000042' else '' end,
           case when i % 3 = 0 then $2::uuid end, case when i % 3 = 0 then $3::uuid end, case when i % 5 = 0 then now() - i * interval '1 second' end
         from generate_series(1, ${customers / 2}) i`,
      [tenant, agents.sales, departments.sales],
    );
    await run(
      `insert into follow_ups (tenant_id, id, customer_id, agent_id, service_type, stage, call_state, current_state, channel, content)
         select tenant_id, gen_random_uuid(), id, $2, 'consult', '', 'connected', 'open', 'phone', name from customers
         where tenant_id = $1 and owner_id is null limit ${50_000 + index}`,
      [tenant, agents.sales],
    );
  }
  await run('analyze');
}, 20 * 60_000);
afterAll(() => database.close());

/** How many rows a table has for each tenant, and a sum over everything that stands in them. */
const sumOf = (table: string, columns: string) =>
  database.run<object>(
    `select tenant_id, count(*)::int as rows, sum(hashtextextended(row(${columns})::text, 0)::numeric)::text as sum from ${table} group by 1 order by 1`,
  );
const known = {
  customers:
    'id, name, phone, phone_extension, is_duplicate, company, title, stage, email, address, note, owner_id, department_id, created_at, updated_at, last_call_at, version, name_initials',
  follow_ups:
    'id, customer_id, call_id, agent_id, service_type, stage, call_state, current_state, channel, content, remind_at, created_at',
};
const sums = async () => [await sumOf('customers', known.customers), await sumOf('follow_ups', known.follow_ups)];

test('[C2] [C6] a million customers keep every value, get each of their numbers, and are migrated within five minutes', async () => {
  const { run, urls } = database;
  const before = await sums();
  const startedAt = performance.now();
  await migrate(urls);
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(`a million customers were migrated in ${seconds.toFixed(0)} s\n`);
  expect(seconds).toBeLessThan(maxMinutes * 60);
  expect(await sums()).toEqual(before);
  const [numbers] = await run<object>(
    `select count(*)::int as rows, count(distinct n.customer_id)::int as customers,
       count(*) filter (where n.is_primary and n.number = c.phone and n.extension = c.phone_extension and n.is_duplicate = c.is_duplicate)::int as alike
     from customer_numbers n join customers c on c.tenant_id = n.tenant_id and c.id = n.customer_id`,
  );
  expect(numbers).toEqual({ rows: customers, customers, alike: customers });
  const [fields] = await run<object>(
    `select (select count(*) from customers where fields <> '{}' or field_keys is not null)::int as customers,
       (select count(*) from follow_ups where fields <> '{}')::int as follow_ups`,
  );
  expect(fields).toEqual({ customers: 0, follow_ups: 0 });
  const found = await run<{ name: string }>('select name from bahu_customers_of_numbers($1, $2)', [
    tenants[0],
    ['+8615400000123'],
  ]);
  expect(found).toEqual([{ name: '客户123' }]);
});
