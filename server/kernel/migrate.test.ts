import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bahu-migrations-'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)));
  return folder;
}

test('a second run applies nothing', async () => {
  expect(await migrate(database.urls)).toEqual([]);
});

test('[P5] each start has the partitions of the coming months ready, although no migration is left to apply', async () => {
  const partitions = async () =>
    (
      await database.asOwner<{ name: string }>(
        "select tablename as name from pg_tables where tablename ~ '^(calls|agent_states)_[0-9]+$' order by 1",
      )
    ).map(({ name }) => name);
  const all = await partitions();
  expect(all.length).toBe(8);
  await database.asOwner(`drop table ${all[3]}`);
  await migrate(database.urls);
  expect(await partitions()).toEqual(all);
});

test('several runners at once apply each migration once', async () => {
  const folder = await folderOf({
    '9001-one.sql': 'create table one (a int)',
    '9002-two.sql': 'create table two (a int)',
  });
  const runs = await Promise.all([
    migrate(database.urls, folder),
    migrate(database.urls, folder),
    migrate(database.urls, folder),
  ]);
  expect(runs.flat().sort()).toEqual(['9001-one.sql', '9002-two.sql']);
});

test('a migration that fails leaves nothing of itself', async () => {
  const folder = await folderOf({ '9003-bad.sql': 'create table three (a int); select nonsense' });
  await expect(migrate(database.urls, folder)).rejects.toThrow('nonsense');
  expect(await database.asOwner("select 1 from pg_tables where tablename = 'three'")).toEqual([]);
  expect(await database.asOwner('select 1 from bahu_migrations where number = 9003')).toEqual([]);
});

test('a migration that was changed after it had been applied is refused in a sentence', async () => {
  await migrate(database.urls, await folderOf({ '9004-four.sql': 'create table four (a int)' }));
  await expect(
    migrate(database.urls, await folderOf({ '9004-four.sql': 'create table four (b int)' })),
  ).rejects.toThrow('9004-four.sql was changed');
});

test('two migrations of one number are refused in a sentence', async () => {
  await expect(migrate(database.urls, await folderOf({ '9005-a.sql': '', '9005-b.sql': '' }))).rejects.toThrow(
    'Two migrations have the number of 9005-a.sql',
  );
});

test('an application role that could pass row-level security is refused', async () => {
  const url = new URL(database.urls.app);
  url.username = 'postgres';
  await expect(migrate({ ...database.urls, app: url.href })).rejects.toThrow('bahu_app');
});

test('a job takes its tenant from the transaction and needs one', async () => {
  const tenant = newId();
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100001', 'A')", [tenant]);
  await database.db.tenant(tenant, (tx) =>
    sql`select bahu_add_job('recording.finish', '{"callId": "c"}', 'k')`.execute(tx),
  );
  const jobs = await database.asOwner<{ task_identifier: string; payload: object; key: string }>(
    'select task_identifier, payload, key from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id cross join lateral (select t.identifier as task_identifier) x',
  );
  expect(jobs).toEqual([
    {
      task_identifier: 'recording.finish',
      payload: { tenantId: tenant, payload: { callId: 'c' } },
      key: `${tenant}:k`,
    },
  ]);
  await expect(
    database.db.system((tx) => sql`select bahu_add_job('recording.finish', '{}')`.execute(tx)),
  ).rejects.toThrow('needs the tenant');
});
