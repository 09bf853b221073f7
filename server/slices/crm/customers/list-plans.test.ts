/** What the database does for the list of customers: plans of the statements that the list sends, under row-level security. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPrincipal } from '../../../kernel/auth/read-principal.ts';
import { createTestServer, type TestServer, type TestTenant, type TestUser } from '../../../test-server.ts';
import { countCustomersByField, listCustomers } from './store.ts';
import { plansOf } from './test-plans.ts';

let server: TestServer;
const customers = 6000;

/** A third is the leader's department's, one in 200 is without a stage. */
const fill = ({ id, departmentId, agent }: TestTenant, area: string) =>
  server.database.asOwner(
    `insert into customers (tenant_id, id, name, phone, stage, owner_id, department_id)
     select $1, gen_random_uuid(), '客户' || i, '+86' || $4::text || lpad(i::text, 8, '0'), case when i % 200 = 0 then '' else 'lead' end,
       case when i % 3 = 0 then $2::uuid end, case when i % 3 = 0 then $3::uuid end
     from generate_series(1, ${customers}) i`,
    [id, agent.userId, departmentId, area],
  );

beforeAll(async () => {
  server = await createTestServer();
  await fill(server.tenant, '154');
  await fill(server.otherTenant, '156');
  await server.database.asOwner('vacuum (analyze) customers');
});
afterAll(() => server.stop());

type Filter = Parameters<typeof listCustomers>[2];

const plansOfList = (user: TestUser, filter: Filter) =>
  plansOf(server, user, 'customers', (tx, reader) => listCustomers(tx, reader, filter));

/** Conditions that are computed for row after row. */
const filtersOf = (plan: string): string[] => plan.split('\n').filter((line) => /^\s*Filter:/.test(line));

describe('row-level security', () => {
  test.each([
    ['all customers', {}],
    ['a filter', { fields: 'stage:is:lead' }],
    ['another order', { sort: 'name' }],
  ] as [string, Filter][])('[C1] [P2] asks once whose the rows are, not for each row, for %s', async (_, filter) => {
    for (const user of [server.tenant.administrator, server.tenant.leader, server.tenant.agent]) {
      const plans = await plansOfList(user, filter);
      expect(plans.length).toBeGreaterThan(1);
      expect(plans[0]).toMatch(/One-Time Filter: .*current_setting/);
      for (const plan of plans) expect(filtersOf(plan).join('\n')).not.toContain('current_setting');
    }
  });

  test('[C1] [P2] gives nothing to whom the statement names another tenant', async () => {
    const { id: tenantId } = server.tenant;
    const found = await server.database.db.tenant(tenantId, async (tx) => {
      const { userId, sessionId } = server.tenant.administrator;
      const reader = (await readPrincipal(tx, { tenantId, userId, sessionId }))!;
      return listCustomers(tx, { ...reader, tenantId: server.otherTenant.id }, {});
    });
    expect(found).toMatchObject({ rows: [], total: 0 });
  });
});

test('[C1] customers that counting has found are read by their ids alone, whoever reads', async () => {
  for (const user of [server.tenant.administrator, server.tenant.leader, server.tenant.agent]) {
    const plans = await plansOfList(user, { fields: 'stage:empty', sort: 'last-call' });
    const read = plans.at(-1)!.split('Subquery Scan')[1]!;
    expect(read).toMatch(/customers_pkey on customers [^]*Index Cond: .*id = ANY/);
    expect(read).not.toMatch(/stage|customers_by_|Seq Scan on customers/);
  }
});

test('[C1] [U3] a board counts the parts of a scope one by one, as the list does', async () => {
  const [plan] = await plansOf(server, server.tenant.leader, 'customers', (tx, reader) =>
    countCustomersByField(tx, reader, {}, 'stage'),
  );
  expect(plan).not.toMatch(/owner_id = [^\n]* OR \(department_id/);
});
