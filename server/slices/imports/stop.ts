import type { Tx } from '../../kernel/db.ts';
import type { JobRecord, JobStep } from '../jobs/index.ts';
import * as store from './store.ts';

type Stopped = NonNullable<JobStep['stopped']>;

/** What becomes of an import whose step was stopped: given up, or failed with the reason. What it had written stays and can be undone. */
export const stopImport: Stopped = async (tx, job, how) => {
  if (how.state === 'cancelled') return store.updateImport(tx, job.importId!, { state: 'cancelled' });
  const { code, params = {} } = how.refusal;
  await store.updateImport(tx, job.importId!, { state: 'failed', error: { code, params } });
};

/** A step that was cancelled before it began. */
export async function cancelWaiting(tx: Tx, job: JobRecord): Promise<void> {
  if (job.importId !== null) await stopImport(tx, job, { state: 'cancelled' });
}
