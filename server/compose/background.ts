/**
 * All background jobs: imports, exports, recordings, the night's tidying. The module of a thread (kernel/thread.ts): reading and writing files
 * and rows by the hundred thousand takes its own event loop, and no call and no request stands behind it.
 */
import type { BackgroundData, BackgroundServices } from './run-background.ts';
import { forgetTransfers, transferJobs } from './transfers.ts';
import { createClock } from '../kernel/clock.ts';
import { createDb, createPool, type Db } from '../kernel/db.ts';
import { createLocalFiles } from '../kernel/files.ts';
import { startJobs } from '../kernel/jobs.ts';
import { createLog } from '../kernel/log.ts';
import { outboxJob } from '../kernel/outbox.ts';
import { inThread, type Ask } from '../kernel/thread.ts';
import { useVaultKeys } from '../kernel/vault.ts';
import { createFinishJob, forgetRaw } from '../slices/work/recordings/index.ts';
import { listTenants } from '../slices/platform/tenants/index.ts';
import { jobsOfAll } from '../slices/together.ts';

/** Background jobs at once. A tenant has one line for imports and one for exports, so three tenants at least are served side by side. */
const jobsAtOnce = 5;
/** An export has two connections: its cursor's and the one that tells how far it is. */
const connectionsOfJobs = 2 * jobsAtOnce + 2;
/** Recordings are finished by a runner of their own: nothing that people start stands before them. */
const recordingsAtOnce = 2;

/** Removes of every tenant what the media server wrote and nobody needs. */
async function forgetOf(db: Db, rawFolder: string): Promise<void> {
  const tenants = await db.system(listTenants);
  await forgetRaw(
    { db, clock: createClock(), rawFolder },
    tenants.map(({ id }) => id),
  );
}

await inThread(async (data, ask: Ask<BackgroundServices>) => {
  const { urls, vaultKeys, logLevel, filesFolder, niceness, recordings: folders } = data as BackgroundData;
  const log = createLog(logLevel);
  useVaultKeys(vaultKeys);
  const files = createLocalFiles(filesFolder);
  const pool = createPool(urls.owner, { connections: jobsAtOnce + recordingsAtOnce + 3, log, statementMs: 30_000 });
  const db = createDb(urls.app, {
    connections: connectionsOfJobs,
    statementMs: 60_000,
    log,
    ...(niceness && { niceness }),
  });
  // A screen that is not told shows the old for a while; the server has noted why.
  const hub: Parameters<typeof transferJobs>[0]['hub'] = {
    recordChanged: (...change) => void ask('recordChanged', ...change).catch(() => undefined),
  };
  const transfers = transferJobs({
    files,
    hub,
    sessions: { refreshTenant: (tenantId) => ask('refreshTenant', tenantId) },
    onConfigured: (tenantId) => ask('configured', tenantId),
  });
  const finishJob =
    folders &&
    createFinishJob({
      files,
      clock: createClock(),
      ...folders,
      onReady: (tenantId, { id, agentIds, departmentId }) =>
        hub.recordChanged(
          tenantId,
          { type: 'call', id, version: 0 },
          { ownerIds: agentIds, departmentIds: [departmentId] },
        ),
    });
  const finishing =
    finishJob && (await startJobs({ pool, db, log, handlers: [finishJob], timed: [], concurrency: recordingsAtOnce }));
  const ofSlices = jobsOfAll({ db, files, clock: createClock(), recordChanged: hub.recordChanged });
  const runner = await startJobs({
    pool,
    db,
    log,
    concurrency: jobsAtOnce,
    handlers: [outboxJob({}), transfers, ...ofSlices.handlers],
    timed: [
      ...ofSlices.timed,
      forgetTransfers(db, files),
      ...(folders
        ? [{ name: 'recordings.forget', times: '*/5 * * * *', handle: () => forgetOf(db, folders.rawFolder) }]
        : []),
      {
        name: 'partitions.make',
        times: '10 2 * * *',
        handle: async () => void (await pool.query('call bahu_make_partitions(now(), 4)')),
      },
      { name: 'sessions.end', times: '*/5 * * * *', handle: () => ask('endExpired') },
    ],
  });
  return async () => {
    await Promise.all([runner.stop(), finishing?.stop()]);
    await db.close();
    await pool.end();
  };
});
