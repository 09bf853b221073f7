import { setTimeout as delay } from 'node:timers/promises';
import { Logger, run, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { Type } from 'typebox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPool } from './db.ts';
import { newId } from './ids.ts';
import { keepRunning } from './job-runner.ts';
import { enqueue, handleJob, jobKind, startJobs, type JobHandler, type Jobs } from './jobs.ts';
import { createLog } from './log.ts';
import { addToOutbox, carryOut, outboxJob, type Send } from './outbox.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

const log = createLog('silent');
const greet = jobKind('greet', Type.Object({ name: Type.String() }));
const tenantId = newId();

let database: TestDatabase;
let pool: Pool;
let runner: Jobs | null = null;
beforeEach(async () => {
  database = await createTestDatabase();
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100001', 'A')", [tenantId]);
  pool = createPool(database.urls.owner, { log });
});
afterEach(async () => {
  await runner?.stop();
  runner = null;
  await pool.end();
  await database.drop();
});

const work = async (...handlers: JobHandler[]) => {
  runner = await startJobs({ pool, db: database.db, log, handlers, timed: [] });
};

/** Waits for a state that must come; the test's own limit ends the waiting. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(10);
}

const waitingJobs = async () =>
  (await database.asOwner<{ n: string }>('select count(*) as n from graphile_worker._private_jobs'))[0]!.n;

describe('a job', () => {
  test('runs under the tenant that enqueued it, with its payload checked', async () => {
    const done: object[] = [];
    await work(
      handleJob(greet, async ({ name }, ctx) => {
        const seen = await ctx.tenant((tx) => tx.selectFrom('roles').select('tenantId').execute());
        done.push({ name, tenantId: ctx.tenantId, seen, attempt: ctx.attempt });
      }),
    );
    await database.db.tenant(tenantId, (tx) => enqueue(tx, greet, { name: '林' }));
    await until(() => done.length > 0);
    expect(done).toEqual([{ name: '林', tenantId, seen: [], attempt: 1 }]);
    await until(async () => (await waitingJobs()) === '0');
  });

  test('does not exist when its transaction is rolled back', async () => {
    const failing = database.db.tenant(tenantId, async (tx) => {
      await enqueue(tx, greet, { name: 'x' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await waitingJobs()).toBe('0');
  });

  test('replaces a waiting one of the same key of the same tenant', async () => {
    const other = newId();
    await database.asOwner("insert into tenants (id, code, name) values ($1, '100002', 'B')", [other]);
    for (const [tenant, name] of [
      [tenantId, 'a'],
      [tenantId, 'b'],
      [other, 'c'],
    ] as const)
      await database.db.tenant(tenant, (tx) => enqueue(tx, greet, { name }, { key: 'k' }));
    const done: string[] = [];
    await work(handleJob(greet, async ({ name }) => void done.push(name)));
    await until(() => done.length === 2);
    expect(done.sort()).toEqual(['b', 'c']);
  });

  test('[P2] of one tenant never holds back that of another, however many there are before it', async () => {
    const other = newId();
    await database.asOwner("insert into tenants (id, code, name) values ($1, '100002', 'B')", [other]);
    await database.db.tenant(tenantId, async (tx) => {
      for (let i = 0; i < 200; i++) await enqueue(tx, greet, { name: `a${i}` });
    });
    for (const name of ['b0', 'b1']) await database.db.tenant(other, (tx) => enqueue(tx, greet, { name }));
    const done: string[] = [];
    runner = await startJobs({
      pool,
      db: database.db,
      log,
      concurrency: 1,
      timed: [],
      handlers: [handleJob(greet, async ({ name }) => void done.push(name))],
    });
    await until(() => done.length === 202);
    // The first of each, the second of each, and then those that nobody else waits behind.
    expect(done.slice(0, 6)).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'a3']);
  });

  test('[P2] of a line is done after the one before it, while those of other tenants and lines are done beside it', async () => {
    const other = newId();
    await database.asOwner("insert into tenants (id, code, name) values ($1, '100002', 'B')", [other]);
    const add = (tenant: string, name: string, line: string) =>
      database.db.tenant(tenant, (tx) => enqueue(tx, greet, { name }, { line }));
    for (let i = 0; i < 10; i++) await add(tenantId, `import ${i}`, 'import');
    await add(tenantId, 'export', 'export');
    await add(other, 'theirs', 'import');
    const started: string[] = [];
    let finish: () => void = () => undefined;
    const long = new Promise<void>((resolve) => {
      finish = resolve;
    });
    runner = await startJobs({
      pool,
      db: database.db,
      log,
      concurrency: 4,
      timed: [],
      handlers: [
        handleJob(greet, async ({ name }) => {
          started.push(name);
          await long;
        }),
      ],
    });
    await until(() => started.length === 3);
    expect(started.toSorted()).toEqual(['export', 'import 0', 'theirs']);
    finish();
    await until(() => started.length === 12);
  });

  test('that fails is kept for another try with the reason', async () => {
    await work(
      handleJob(greet, async () => {
        throw new Error('the other side is away');
      }),
    );
    await database.db.tenant(tenantId, (tx) => enqueue(tx, greet, { name: 'x' }));
    await until(
      async () =>
        (
          await database.asOwner<{ last_error: string | null }>('select last_error from graphile_worker._private_jobs')
        )[0]?.last_error !== null,
    );
    const [job] = await database.asOwner(
      'select attempts, last_error, run_at > now() as later from graphile_worker._private_jobs',
    );
    expect(job).toEqual({ attempts: 1, last_error: 'the other side is away', later: true });
  });

  test('of a process that died is done again by the next one, while one that still runs is left alone', async () => {
    const started: string[] = [];
    let finish: () => void = () => undefined;
    const long = new Promise<void>((resolve) => {
      finish = resolve;
    });
    await database.db.tenant(tenantId, (tx) =>
      enqueue(tx, greet, { name: 'lost' }, { runAt: new Date(Date.now() + 3_600_000) }),
    );
    await database.asOwner(
      "update graphile_worker._private_jobs set locked_at = now() - interval '30 seconds', locked_by = 'worker-of-the-dead', run_at = now()",
    );
    await work(
      handleJob(greet, async ({ name }) => {
        started.push(name);
        if (name === 'long') await long;
      }),
    );
    await database.db.tenant(tenantId, (tx) => enqueue(tx, greet, { name: 'long' }));
    await until(() => started.includes('long'));
    await database.asOwner(
      "update graphile_worker._private_jobs set locked_at = now() - interval '19 seconds' where locked_by <> 'worker-of-the-dead'",
    );
    await until(() => started.includes('lost'));
    // The sweep that freed the one has just confirmed the other.
    const [job] = await database.asOwner(
      "select attempts, locked_at > now() - interval '10 seconds' as confirmed from graphile_worker._private_jobs where locked_by is not null",
    );
    expect(job).toEqual({ attempts: 1, confirmed: true });
    expect(started.sort()).toEqual(['long', 'lost']);
    finish();
  });

  test('[C4] of a process that died gives its line back: it is done again, and those behind it after it', async () => {
    for (const name of ['first', 'second'])
      await database.db.tenant(tenantId, (tx) => enqueue(tx, greet, { name }, { line: 'import' }));
    const dead = "locked_at = now() - interval '30 seconds', locked_by = 'worker-of-the-dead'";
    await database.asOwner(
      `update graphile_worker._private_jobs set ${dead} where payload->'payload'->>'name' = 'first'`,
    );
    await database.asOwner(`update graphile_worker._private_job_queues set ${dead}`);
    const done: string[] = [];
    await work(handleJob(greet, async ({ name }) => void done.push(name)));
    await until(() => done.length === 2);
    expect(done).toEqual(['first', 'second']);
  });

  test('is done although all connections to the database are lost meanwhile', async () => {
    const done: string[] = [];
    await work(handleJob(greet, async ({ name }) => void done.push(name)));
    await database.asOwner(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await until(async () => {
      const enqueued = database.db.tenant(tenantId, (tx) => enqueue(tx, greet, { name: 'x' }, { key: 'once' }));
      return enqueued.then(
        () => true,
        () => false,
      );
    });
    await until(() => done.length > 0);
    expect(done).toEqual(['x']);
  });
});

test('a runner that only fails while the database answers is replaced, and jobs are done', async () => {
  const done: string[] = [];
  const started: WorkerEvents[] = [];
  runner = await keepRunning({
    log,
    askDatabase: () => pool.query('select 1'),
    start: (events) => {
      started.push(events);
      return run({
        pgPool: pool,
        events,
        noHandleSignals: true,
        logger: new Logger(() => () => undefined),
        taskList: { greet: async (job) => void done.push((job as { payload: { name: string } }).payload.name) },
      });
    },
  });
  for (let i = 0; i < 6; i++) started[0]!.emit('worker:getJob:error', {} as never);
  await until(() => started.length === 2);
  await database.db.tenant(tenantId, (tx) => enqueue(tx, greet, { name: '林' }));
  await until(() => done.length > 0);
  expect(done).toEqual(['林']);
});

describe('the outbox', () => {
  const sent: { payload: unknown; id: string }[] = [];
  beforeEach(() => sent.splice(0));
  const send: Send = async (payload, { id }) => void sent.push({ payload, id });
  const rows = () => database.asOwner('select attempts, done_at is not null as done, last_error from outbox');

  test('carries an effect out after the commit, under the id that it was noted with', async () => {
    const id = await database.db.tenant(tenantId, (tx) => addToOutbox(tx, tenantId, 'webhook', { a: 1 }));
    expect(sent).toEqual([]);
    await work(outboxJob({ webhook: send }));
    await until(async () => (await rows())[0]?.['done'] === true);
    expect(sent).toEqual([{ payload: { a: 1 }, id }]);
    expect(await rows()).toEqual([{ attempts: 1, done: true, last_error: null }]);
  });

  test('leaves an effect for some seconds to whoever noted it, and does nothing where that was done', async () => {
    const add = () =>
      database.db.tenant(tenantId, (tx) => addToOutbox(tx, tenantId, 'webhook', {}, { inSeconds: 3600 }));
    const [done, left] = [await add(), await add()];
    expect(await carryOut(database.db, { id: done, tenantId }, async () => undefined)).toBe(true);
    const failures: unknown[] = [];
    const fail = () => Promise.reject(new Error('away'));
    expect(await carryOut(database.db, { id: left, tenantId }, fail, (error) => void failures.push(error))).toBe(false);
    expect(failures).toEqual([new Error('away')]);
    await work(outboxJob({ webhook: send }));
    await database.asOwner("update graphile_worker._private_jobs set run_at = now() - interval '1 second'");
    await until(() => sent.length > 0);
    await until(async () => (await waitingJobs()) === '0');
    expect(sent).toEqual([{ payload: {}, id: left }]);
  });

  test('notes why an effect did not happen and keeps it', async () => {
    await database.db.tenant(tenantId, (tx) => addToOutbox(tx, tenantId, 'webhook', {}));
    await work(outboxJob({ webhook: () => Promise.reject(new Error('refused by the receiver')) }));
    await until(async () => (await rows())[0]?.['last_error'] !== null);
    expect(await rows()).toEqual([{ attempts: 1, done: false, last_error: 'refused by the receiver' }]);
    expect(await waitingJobs()).toBe('1');
  });
});
