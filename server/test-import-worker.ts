/**
 * Does one background job and ends: a process that a test kills. Arguments: address of the database, folder of the files, tenant, job.
 * It is what a worker does with the job, without the queue that would give it out again after twenty seconds of silence.
 */
import { createSessions } from './kernel/auth/sessions.ts';
import { createClock } from './kernel/clock.ts';
import { createDb } from './kernel/db.ts';
import { createLocalFiles } from './kernel/files.ts';
import { createLog } from './kernel/log.ts';
import { transferJobs } from './test-jobs.ts';
import { createHub } from './realtime/hub.ts';

const [url = '', folder = '', tenantId = '', jobId = ''] = process.argv.slice(2);
const db = createDb(url, { connections: 4, statementMs: 60_000 });
const hub = createHub();
process.stdout.write('begun\n');
await transferJobs({ db, files: createLocalFiles(folder), hub, sessions: createSessions(db, createClock()) }).handle(
  { jobId },
  { tenantId, attempt: 1, log: createLog('error'), tenant: (work) => db.tenant(tenantId, work) },
);
hub.close();
await db.close();
process.stdout.write(`peak ${process.resourceUsage().maxRSS}\n`);
