/** Notices to other systems wait for servers of others, so they have a runner of their own: the jobs of the house never stand behind them. */
import type { Kernel } from './compose.ts';
import { createDb, createPool } from '../kernel/db.ts';
import { forgetAnswers } from '../kernel/http/idempotency.ts';
import { startJobs } from '../kernel/jobs.ts';
import { nicenessOf } from '../kernel/priority.ts';
import { createRecordReader } from './record-reader.ts';
import { listTenants } from '../slices/platform/tenants/index.ts';
import { createAgent, deliverJob, forgetDeliveries } from '../slices/platform/webhooks/index.ts';

/** As many slow receivers are waited for at once. A tenant has six lines (0027-fair-jobs.sql): two whose addresses never answer leave some to the others. */
const atOnce = 16;
const timeoutMs = 15_000;

/** Starts delivering, and forgets what guests need no more. */
export async function startNotices(kernel: Kernel): Promise<void> {
  const {
    config: { webhooksToPrivate: toPrivate, version, database },
    urls,
    log,
    clock,
    db,
    onStop,
  } = kernel;
  const pool = createPool(urls.owner, { connections: atOnce + 1, log, statementMs: 30_000 });
  const jobDb = createDb(urls.app, {
    connections: 3,
    statementMs: 20_000,
    log,
    ...(database ? {} : { niceness: nicenessOf.jobs }),
  });
  const [reader, agent] = [await createRecordReader(kernel), createAgent(toPrivate)];
  const runner = await startJobs({
    pool,
    db: jobDb,
    log,
    concurrency: atOnce,
    handlers: [deliverJob({ clock, sender: { agent, toPrivate, version, timeoutMs }, read: reader.read })],
    timed: [
      {
        name: 'guests.forget',
        times: '*/10 * * * *',
        handle: async () => {
          for (const { id } of await db.system(listTenants)) {
            await jobDb.tenant(id, async (tx) => {
              await forgetAnswers(tx);
              await forgetDeliveries(tx);
            });
          }
        },
      },
    ],
  });
  onStop(async () => {
    await runner.stop();
    await agent.close();
    await reader.close();
    await jobDb.close();
    await pool.end();
  });
}
