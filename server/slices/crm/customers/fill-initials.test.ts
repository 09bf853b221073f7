import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../../../kernel/db.ts';
import { startJobs, type Jobs } from '../../../kernel/jobs.ts';
import { createLog } from '../../../kernel/log.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { createFillInitialsJob, fillInitials } from './fill-initials.ts';

let server: TestServer;
let jobs: Jobs | null = null;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(async () => {
  await jobs?.stop();
  await server.stop();
});

test('[C1] customers of before the column get their initials, those of every tenant, more than one batch', async () => {
  const { database, tenant, otherTenant } = server;
  for (const { id } of [tenant, otherTenant]) {
    await database.asOwner(
      "insert into customers (tenant_id, id, name, phone) select $1, gen_random_uuid(), '欧阳' || i, '+86154' || lpad(i::text, 8, '0') from generate_series(1, 4100) i",
      [id],
    );
  }
  await fillInitials(database.db, [tenant.id, otherTenant.id]);
  const pool = createPool(database.urls.owner);
  jobs = await startJobs({
    pool,
    db: database.db,
    log: createLog('error'),
    handlers: [createFillInitialsJob()],
    timed: [],
  });
  const left = async () =>
    (
      await database.asOwner<{ n: number }>('select count(*)::int as n from customers where name_initials is null', [])
    )[0]!.n;
  while ((await left()) > 0) await delay(50);
  expect(
    await database.asOwner(
      'select count(distinct name_initials)::int as n, min(name_initials) as least from customers',
      [],
    ),
  ).toEqual([{ n: 4100, least: 'oy1' }]);
  await jobs.stop();
  jobs = null;
  await pool.end();
});
