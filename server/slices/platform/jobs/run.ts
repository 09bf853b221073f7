/** Runs background jobs: progress, cancelling, and how a job ends. What a job does is a step that another slice brings. */
import { sql } from 'kysely';
import type { Job } from '@bahu/contract/jobs.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isDatabaseAway, Refusal } from '../../../kernel/errors.ts';
import { handleJob, type JobCtx, type JobHandler } from '../../../kernel/jobs.ts';
import { backgroundJob } from './kind.ts';
import { readStarter, type Starter } from './starter.ts';
import * as store from './store.ts';
import type { JobRecord } from './store.ts';

export interface JobRun {
  job: JobRecord;
  ctx: JobCtx;
  /** Who started it, with the rights that they have now. @throws Refusal forbidden */
  actor(tx: Tx): Promise<{ principal: Principal; address: string }>;
  /** Notes how far the job is and what came of it so far, in the transaction of the work itself. @throws JobCancelled, which takes the batch back. */
  progress(tx: Tx, done: number, total?: number, result?: NonNullable<Job['result']>): Promise<void>;
}

interface JobOutcome {
  result?: NonNullable<Job['result']>;
  /** Name of the file that was made. */
  path?: string;
}
type JobEnd = { state: 'done' } | { state: 'cancelled' } | { state: 'failed'; refusal: Refusal };

/** What cannot be taken back: done when the end of a job is committed, at least once unless the process is killed in between. */
type AfterCommit = (tenant: JobCtx['tenant']) => Promise<void>;

/** What a kind of job does. It may be killed at any point and is then run again from its beginning: where it goes on is its own matter. */
export interface JobStep {
  run(run: JobRun): Promise<JobOutcome>;
  /** Told in the transaction that ends the job, unless it was done. What it returns is done after the commit. */
  stopped?(tx: Tx, job: JobRecord, end: Exclude<JobEnd, { state: 'done' }>): Promise<void | AfterCommit>;
}

/** The job was asked to stop. */
class JobCancelled extends Error {}

/** The job's owner alone hears of it. */
export type OnJobChange = (
  tenantId: string,
  userId: string,
  change: { type: 'job' | 'import'; id: string; version: number },
) => void;

export interface BackgroundJobsOptions {
  /** By name of the step. */
  steps: Readonly<Record<string, JobStep>>;
  /** Told after a commit; progress at most twice a second. */
  onChange: OnJobChange;
}

const announceMs = 500;
/** A fault may pass (the database restarts); one that stays ends the job. */
const maxFailures = 5;

export function createBackgroundJobs({ steps, onChange }: BackgroundJobsOptions): JobHandler {
  return handleJob(backgroundJob, async ({ jobId }, ctx) => {
    const job = await ctx.tenant((tx) => begin(tx, jobId));
    const step = job && steps[job.step];
    if (!job || !step) return;
    const announce = (): void => {
      onChange(ctx.tenantId, job.userId, { type: 'job', id: jobId, version: 0 });
      if (job.importId !== null) onChange(ctx.tenantId, job.userId, { type: 'import', id: job.importId, version: 0 });
    };
    announce();
    try {
      await work(job, step, ctx, announce);
    } finally {
      announce();
    }
  });
}

/** Takes a job up, perhaps again; undefined when it has ended meanwhile. */
async function begin(tx: Tx, id: string): Promise<JobRecord | undefined> {
  await tx
    .updateTable('backgroundJobs')
    .set({ state: 'running', startedAt: sql<Date>`coalesce(started_at, now())`, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .execute();
  const job = await store.findJob(tx, id);
  return job?.state === 'running' ? job : undefined;
}

async function work(job: JobRecord, step: JobStep, ctx: JobCtx, announce: () => void): Promise<void> {
  let announcedAt = 0;
  const starter = job.starter as Starter;
  const run: JobRun = {
    job,
    ctx,
    actor: async (tx) => ({ principal: await readStarter(tx, ctx.tenantId, starter), address: starter.address }),
    progress: async (tx, done, total, result) => {
      const { isCancelled } = await tx
        .updateTable('backgroundJobs')
        .set({
          done,
          ...(total !== undefined && { total }),
          ...(result && { result: JSON.stringify(result) }),
          // Past where it came before, faults count anew: a long job may meet some that pass.
          ...(done > job.done && { failures: 0 }),
          version: sql<number>`version + 1`,
        })
        .where('id', '=', job.id)
        .returning('isCancelled')
        .executeTakeFirstOrThrow();
      if (isCancelled) throw new JobCancelled();
      if (Date.now() - announcedAt < announceMs) return;
      announcedAt = Date.now();
      // After the commit, which is the next thing that happens.
      setTimeout(announce, 20).unref();
    },
  };
  try {
    const outcome = await step.run(run);
    await end(ctx, job, step, { state: 'done' }, outcome);
  } catch (error) {
    if (error instanceof JobCancelled) return end(ctx, job, step, { state: 'cancelled' }, {});
    if (error instanceof Refusal) return end(ctx, job, step, { state: 'failed', refusal: error }, {});
    await fail(ctx, job, step, error);
  }
}

async function end(
  ctx: JobCtx,
  job: JobRecord,
  step: JobStep,
  how: JobEnd,
  { result, path }: JobOutcome,
): Promise<void> {
  const after = await ctx.tenant(async (tx) => {
    await tx
      .updateTable('backgroundJobs')
      .set({
        state: how.state,
        endedAt: sql<Date>`now()`,
        version: sql<number>`version + 1`,
        error: how.state === 'failed' ? how.refusal.code : null,
        ...(result && { result: JSON.stringify(result) }),
        ...(path !== undefined && { path }),
      })
      .where('id', '=', job.id)
      .execute();
    return how.state === 'done' ? undefined : step.stopped?.(tx, job, how);
  });
  await after?.(ctx.tenant);
}

async function fail(ctx: JobCtx, job: JobRecord, step: JobStep, error: unknown): Promise<void> {
  if (isDatabaseAway(error)) throw error;
  const { failures } = await ctx.tenant((tx) =>
    tx
      .updateTable('backgroundJobs')
      .set({ failures: sql<number>`failures + 1` })
      .where('id', '=', job.id)
      .returning('failures')
      .executeTakeFirstOrThrow(),
  );
  ctx.log.error({ err: error, job: job.id, step: job.step, failures }, 'a background job failed');
  if (failures < maxFailures) throw error;
  await end(ctx, job, step, { state: 'failed', refusal: new Refusal('internal') }, {});
}
