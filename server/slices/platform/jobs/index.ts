/** The door of the background jobs. */
export { mountJobs, presentJob, type JobsSlice } from './routes.ts';
export { createBackgroundJobs, JobCancelled, type JobRun, type JobStep, type OnJobChange } from './run.ts';
export { sendFile, type SentFile } from './send-file.ts';
export { readStarter, type Starter } from './starter.ts';
export { cancelJob, findJob, findMine, startJob, type JobRecord } from './store.ts';
export { forgetJobs } from './forget.ts';
