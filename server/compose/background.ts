/**
 * All background jobs, as the slices declare them, and the night's tidying. The module of a thread (kernel/thread.ts): reading and writing files
 * and rows by the hundred thousand takes its own event loop, and no call and no request stands behind it.
 */
import type { BackgroundData, BackgroundServices } from './run-background.ts';
import { createClock } from '../kernel/clock.ts';
import { createDb, createPool } from '../kernel/db.ts';
import { createLocalFiles } from '../kernel/files.ts';
import { startJobs } from '../kernel/jobs.ts';
import { createLog } from '../kernel/log.ts';
import { outboxJob } from '../kernel/outbox.ts';
import { followRegions } from '../kernel/regions.ts';
import { inThread, type Ask } from '../kernel/thread.ts';
import { useVaultKeys } from '../kernel/vault.ts';
import { followKind, followLater, forgetKind, forgetLater } from '../kernel/phone-news.ts';
import { jobsOfAll } from '../slices/together.ts';

/** Background jobs at once. A tenant has one line for imports and one for exports, so three tenants at least are served side by side. */
const jobsAtOnce = 5;
/** An export has two connections: its cursor's and the one that tells how far it is. */
const connectionsOfJobs = 2 * jobsAtOnce + 2;
/** Of those that have a runner of their own, as the finishing of recordings. */
const apartAtOnce = 2;

await inThread(async (data, ask: Ask<BackgroundServices>) => {
  const { urls, vaultKeys, logLevel, filesFolder, niceness, recordings } = data as BackgroundData;
  const log = createLog(logLevel);
  useVaultKeys(vaultKeys);
  const pool = createPool(urls.owner, { connections: jobsAtOnce + apartAtOnce + 3, log, statementMs: 30_000 });
  const db = createDb(urls.app, {
    connections: connectionsOfJobs,
    statementMs: 60_000,
    log,
    ...(niceness && { niceness }),
  });
  const endRegions = await followRegions(db, (error) => log.warn({ error }, 'where numbers belong could not be read'));
  const ofSlices = jobsOfAll({
    db,
    files: createLocalFiles(filesFolder),
    clock: createClock(),
    recordings,
    // A screen that is not told shows the old for a while; the server has noted why.
    recordChanged: (...change) => void ask('recordChanged', ...change).catch(() => undefined),
    refreshTenant: (tenantId) => ask('refreshTenant', tenantId),
    configured: (...change) => ask('configured', ...change),
    agentChanged: (...agent) => ask('agentChanged', ...agent),
  });
  const apart =
    ofSlices.apart.length > 0 &&
    (await startJobs({ pool, db, log, handlers: ofSlices.apart, timed: [], concurrency: apartAtOnce }));
  const runner = await startJobs({
    pool,
    db,
    log,
    concurrency: jobsAtOnce,
    handlers: [
      outboxJob({
        [followKind]: followLater((...changed) => ask('deskPhoneChanged', ...changed)),
        [forgetKind]: forgetLater((...phone) => ask('forgetSoftphone', ...phone)),
      }),
      ...ofSlices.handlers,
    ],
    timed: [
      ...ofSlices.timed,
      {
        name: 'partitions.make',
        times: '10 2 * * *',
        handle: async () => void (await pool.query('call bahu_make_partitions(now(), 4)')),
      },
      { name: 'sessions.end', times: '*/5 * * * *', handle: () => ask('endExpired') },
    ],
  });
  return async () => {
    endRegions();
    await Promise.all([runner.stop(), apart && apart.stop()]);
    await db.close();
    await pool.end();
  };
});
