/** How many background jobs may wait or run at once, for a person and for a company. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '@bahu/contract/jobs.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { maxOpenJobs } from './store.ts';

const { server, drive } = await openTransfers();
beforeAll(async () => {
  await server.database.asOwner(
    "update roles set permissions = array_append(permissions, 'customer.export') where code = 'supervisor' and not 'customer.export' = any(permissions)",
  );
  await server.sessions.refreshTenant(server.tenant.id);
});
afterEach(() => server.database.asOwner('delete from background_jobs'));

const start = (user: TestUser) =>
  server.request(user, 'POST', '/api/exports', {
    kind: 'customers',
    columns: ['name'],
    filter: {},
    format: 'csv',
    language: 'zh-CN',
  });
/** Jobs of somebody that wait, run, or are over. */
const open = (user: TestUser, count: number, state = 'waiting') =>
  server.database.asOwner(
    `insert into background_jobs (tenant_id, id, user_id, kind, subject, step, file_name, starter, input, state)
   select $1, gen_random_uuid(), $2, 'export', 'customers', 'write', 'x.csv', '{}', '{}', $3 from generate_series(1, $4::int)`,
    [server.tenant.id, user.userId, state, count],
  );

describe('open jobs', () => {
  test('[P1] [C5] of one person are twenty at most; the refusal says how many, and nothing is written', async () => {
    const { administrator, supervisor } = server.tenant;
    await open(administrator, maxOpenJobs.ofUser - 1);
    expect((await start(administrator)).statusCode).toBe(200);
    const refused = await start(administrator);
    expect([refused.statusCode, refused.json()]).toMatchObject([409, { code: 'job.too-many', params: { most: 20 } }]);
    expect(await server.database.asOwner('select count(*)::int as n from background_jobs')).toEqual([{ n: 20 }]);
    expect((await start(supervisor)).statusCode, 'a colleague').toBe(200);
  });

  test('[P1] [C5] of a company are a hundred at most, whoever started them, and another company does not feel it', async () => {
    const { administrator, supervisor, agent } = server.tenant;
    await open(agent, maxOpenJobs.ofTenant - 1, 'running');
    expect((await start(administrator)).statusCode).toBe(200);
    expect((await start(supervisor)).json()).toMatchObject({ code: 'job.too-many', params: { most: 100 } });
    expect((await start(server.otherTenant.administrator)).statusCode).toBe(200);
  });

  test('[P1] [C5] that are over count no more: the next may start as soon as one has ended', async () => {
    const { administrator } = server.tenant;
    for (const state of ['done', 'failed', 'cancelled']) await open(administrator, 40, state);
    await open(administrator, maxOpenJobs.ofUser - 1);
    const { id } = (await start(administrator)).json<Job>();
    expect((await start(administrator)).json()).toMatchObject({ code: 'job.too-many' });
    await server.database.asOwner("update background_jobs set state = 'done' where id = $1", [id]);
    expect((await start(administrator)).statusCode).toBe(200);
  });

  test('[P1] [C4] hold for imports as well: what was uploaded beyond them is refused', async () => {
    const { administrator } = server.tenant;
    await open(administrator, maxOpenJobs.ofUser);
    await expect(drive.upload(administrator, '姓名,电话\n甲,15400009999\n')).rejects.toThrow('job.too-many');
    expect(await server.database.asOwner('select count(*)::int as n from imports')).toEqual([{ n: 0 }]);
  });

  test('[P1] of a company stand in one line for its imports and one for its exports, so that none holds all places of the runner', async () => {
    const { tenant, otherTenant, database } = server;
    const lineOf = async (jobId: string): Promise<unknown> => {
      const rows = await database.asOwner<{ queue_name: string }>(
        'select queue_name from graphile_worker.jobs where key like $1',
        [`%job ${jobId}`],
      );
      return rows.map((row) => row.queue_name);
    };
    for (const { id, administrator } of [tenant, otherTenant]) {
      expect(await lineOf((await start(administrator)).json<Job>().id)).toEqual([`${id}:export`]);
    }
    const { jobId } = await drive.upload(tenant.administrator, '姓名,电话\n甲,15400009999\n');
    expect(await lineOf(jobId!)).toEqual([`${tenant.id}:import`]);
  });
});
