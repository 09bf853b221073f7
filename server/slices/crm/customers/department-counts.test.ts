/** The tree of departments beside the lists that are filtered by them: customers and people. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxCounted, type DepartmentCount } from '@bahu/contract/department-counts.ts';
import type { Department } from '@bahu/contract/departments.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let team: Department;
let elsewhere: Department;

beforeAll(async () => {
  server = await createTestServer();
  const { administrator, agent, stranger, departmentId } = server.tenant;
  const create = async (name: string, parentId: string | null) =>
    (await server.request(administrator, 'POST', '/api/departments', { name, parentId })).json<Department>();
  [team, elsewhere] = [await create('一组', departmentId), await create('别处', null)];
  await server.database.asOwner('update users set department_id = $2 where id = $1', [stranger.userId, team.id]);
  for (const [index, [owner, department]] of (
    [
      [agent, departmentId],
      [stranger, team.id],
      [stranger, team.id],
      [agent, elsewhere.id],
      [null, null],
    ] as const
  ).entries())
    await server.database.asOwner(
      'insert into customers (tenant_id, id, name, phone, owner_id, department_id) values ($1, gen_random_uuid(), $2, $3, $4, $5)',
      [server.tenant.id, `客户 ${index}`, `+861540001000${index}`, owner?.userId ?? null, department],
    );
});
afterAll(() => server.stop());

const treeOf = async (as: TestUser, records: 'customers' | 'users'): Promise<DepartmentCount[]> =>
  (await server.request(as, 'GET', `/api/${records}/departments`)).json<{ items: DepartmentCount[] }>().items;
const totalOf = async (as: TestUser, records: 'customers' | 'users', department: string): Promise<number> =>
  (await server.request(as, 'GET', `/api/${records}?department=${department}`)).json<{ total: number }>().total;

test('[C1] [U3] each department of the tree says how many rows the list has when it is chosen, for every role', async () => {
  const { administrator, supervisor, leader } = server.tenant;
  for (const reader of [administrator, supervisor, leader])
    for (const records of ['customers', 'users'] as const) {
      const tree = await treeOf(reader, records);
      expect(tree.length).toBeGreaterThan(1);
      const totals = await Promise.all(tree.map(({ id }) => totalOf(reader, records, id)));
      expect(tree.map(({ count, isExact }) => [count, isExact])).toEqual(totals.map((total) => [total, true]));
    }
  const named = (await treeOf(administrator, 'customers')).map(({ name, count }) => [name, count]);
  expect(named).toEqual(
    expect.arrayContaining([
      ['客服中心', 3],
      ['一组', 2],
      ['别处', 1],
    ]),
  );
});

test('[U1] [U3] the tree has only departments in reach: the own branch for a leader, none for whoever sees their own customers', async () => {
  const { administrator, leader, agent, departmentId } = server.tenant;
  expect((await treeOf(administrator, 'customers')).map(({ id }) => id)).toContain(elsewhere.id);
  expect((await treeOf(leader, 'customers')).map(({ id, parentId }) => [id, parentId])).toEqual([
    [departmentId, null],
    [team.id, departmentId],
  ]);
  expect(await treeOf(agent, 'customers')).toEqual([]);
  expect((await treeOf(server.otherTenant.administrator, 'customers')).map(({ id }) => id)).not.toContain(departmentId);
});

test('[C1] a department with more rows than are counted says so, and so does every one above it', async () => {
  const { administrator, departmentId } = server.tenant;
  await server.database.asOwner(
    `insert into customers (tenant_id, id, name, phone, department_id)
     select $1, gen_random_uuid(), '很多 ' || i, '+86154001' || lpad(i::text, 5, '0'), $2 from generate_series(1, ${maxCounted}) i`,
    [server.tenant.id, team.id],
  );
  const tree = new Map((await treeOf(administrator, 'customers')).map((row) => [row.id, row]));
  for (const id of [team.id, departmentId]) expect(tree.get(id)).toMatchObject({ count: maxCounted, isExact: false });
  expect(tree.get(elsewhere.id)).toMatchObject({ count: 1, isExact: true });
});
