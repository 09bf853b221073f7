/** What the server does for the slice of the background jobs. */
import { jobRoutes } from '@bahu/contract/jobs.ts';
import { jobsSlice } from '@bahu/contract/slices/platform/jobs.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { mountJobs } from './routes.ts';
import type { OnJobChange } from './run.ts';
export { presentJob, type JobsSlice } from './routes.ts';
export { createBackgroundJobs, type JobRun, type JobStep, type OnJobChange } from './run.ts';
export { sendFile, type SentFile } from './send-file.ts';
export { cancelJob, findMine, startJob, type JobRecord } from './store.ts';
export { forgetJobs } from './forget.ts';

/** Tells who began a job that it or its import changed. */
export const tellStarter =
  (screens: Pick<Host, 'recordChanged'>): OnJobChange =>
  (tenantId, userId, change) =>
    screens.recordChanged(tenantId, change, { ownerIds: [userId] });

export const jobsServer = serverSlice(jobsSlice, {
  routes: jobRoutes,
  mount: (api, host) => mountJobs(api, { ...host.ofJobs, ...host, onChange: tellStarter(host) }),
});
