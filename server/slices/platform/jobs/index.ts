/** What the server does for the slice of the background jobs. */
import { jobRoutes } from '@bahu/contract/jobs.ts';
import { jobsSlice } from '@bahu/contract/slices/platform/jobs.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { archivesOfPerson } from './person.ts';
import { mountJobs } from './routes.ts';
import { forgetJobs } from './forget.ts';
import { listTenants } from '../tenants/index.ts';
import { createBackgroundJobs, type OnJobChange } from './run.ts';
export { presentJob, type JobsSlice } from './routes.ts';
export { type JobRun, type JobStep, type OnJobChange } from './run.ts';
export { sendFile, type SentFile } from './send-file.ts';
export { cancelJob, findMine, noteReach, noteUndone, startJob, type JobRecord } from './store.ts';

/** Tells who began a job that it or its import changed. */
export const tellStarter =
  (screens: Pick<Host, 'recordChanged'>): OnJobChange =>
  (tenantId, userId, change) =>
    screens.recordChanged(tenantId, change, { ownerIds: [userId] });

export const jobsServer = serverSlice(jobsSlice, {
  ofPerson: [archivesOfPerson],
  routes: jobRoutes,
  mount: (api, host) => mountJobs(api, { ...host.ofJobs, ...host, onChange: tellStarter(host) }),
  jobs: (host) => ({
    handlers: [createBackgroundJobs({ steps: host.steps, onChange: tellStarter(host) })],
    timed: [
      {
        name: 'jobs.forget',
        times: '50 2 * * *',
        handle: async () => {
          for (const { id } of await host.db.system(listTenants)) await forgetJobs(host.db, id, host.files);
        },
      },
    ],
  }),
});
