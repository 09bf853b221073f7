/** The work of background jobs as the thread of the jobs does it, for tests that give them out themselves. */
import { createClock } from './kernel/clock.ts';
import type { JobHandler } from './kernel/jobs.ts';
import { jobsOfAll } from './slices/together.ts';
import type { JobsHost } from './slices/server-slice.ts';

/** What a worker does with a job that somebody started, an import or an export. */
export function transferJobs({
  db,
  files,
  hub,
  sessions,
}: Pick<JobsHost, 'db' | 'files'> & {
  hub: Pick<JobsHost, 'recordChanged'>;
  sessions: Pick<JobsHost, 'refreshTenant'>;
}): JobHandler {
  const { handlers } = jobsOfAll({
    db,
    files,
    clock: createClock(),
    recordings: null,
    recordChanged: (...change) => hub.recordChanged(...change),
    configured: () => undefined,
    agentChanged: () => undefined,
    refreshTenant: (tenantId) => sessions.refreshTenant(tenantId),
  });
  return handlers.find(({ name }) => name === 'background.run')!;
}
