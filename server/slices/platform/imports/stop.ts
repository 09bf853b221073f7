import type { Tx } from '../../../kernel/db.ts';
import type { Files } from '../../../kernel/files.ts';
import type { JobCtx } from '../../../kernel/jobs.ts';
import type { JobRecord, JobStep } from '../jobs/index.ts';
import * as store from './store.ts';

type Stopped = NonNullable<JobStep['stopped']>;

/**
 * What becomes of an import whose step was stopped: given up, or failed with the reason. What it had written stays and
 * can be undone; its file is removed.
 */
export const stopImport =
  (files: Files): Stopped =>
  async (tx, job, how) => {
    if (how.state === 'cancelled') await store.updateImport(tx, job.importId!, { state: 'cancelled' });
    else {
      const { code, params = {} } = how.refusal;
      await store.updateImport(tx, job.importId!, { state: 'failed', error: { code, params } });
    }
    return (tenant) => dropFile(tenant, files, job.importId!);
  };

/** A step that was cancelled before it began. Its file goes at night. */
export async function cancelWaiting(tx: Tx, job: JobRecord): Promise<void> {
  if (job.importId !== null) await store.updateImport(tx, job.importId, { state: 'cancelled' });
}

/**
 * Removes the uploaded file of an import that has ended, once that is committed: nothing reads it any more, and it
 * counts as stored no longer.
 */
export async function dropFile(tenant: JobCtx['tenant'], files: Files, id: string): Promise<void> {
  const found = await tenant((tx) => store.findImport(tx, id));
  if (!found || found.path === null || !store.endedStates.includes(found.state)) return;
  await files.remove(found.path);
  await tenant((tx) => store.updateImport(tx, id, { path: null }));
}
