/**
 * Jobs: long or repeated work, enqueued inside the business transaction and worked off at least once, under the tenant that enqueued it.
 * Kept by graphile-worker; a job that fails is tried again with growing pauses. Tenants take turns (0027-fair-jobs.sql): many jobs of one stand
 * behind each other, not before those of another.
 */
import { Logger, parseCronItems, run, type CronItem, type TaskList } from 'graphile-worker';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Db, Tx } from './db.ts';
import { keepRunning } from './job-runner.ts';
import type { Log } from './log.ts';

/** A kind of job: its name and the shape of its payload. */
export interface JobKind<S extends TSchema = TSchema> {
  readonly name: string;
  readonly payload: S;
}

export interface JobCtx {
  tenantId: string;
  log: Log;
  /** 1 for the first try. */
  attempt: number;
  /** One transaction under the job's tenant. */
  tenant<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface JobHandler {
  readonly name: string;
  readonly handle: (payload: unknown, ctx: JobCtx) => Promise<void>;
}

/** Work of the whole installation at fixed times. */
export interface TimedTask {
  readonly name: string;
  /** Five fields of cron, in UTC. */
  readonly times: string;
  readonly handle: (log: Log) => Promise<void>;
}

export interface EnqueueOptions {
  /** A waiting job of this tenant with the same key is replaced. */
  key?: string;
  runAt?: Date;
  /** Tries in all; 25 when absent. */
  attempts?: number;
  /** Jobs of this tenant with the same line are done one after the other. */
  line?: string;
}

/** Declares a kind of job. */
export const jobKind = <S extends TSchema>(name: string, payload: S): JobKind<S> => ({ name, payload });

/** Enqueues in the transaction: the job exists when and only when the transaction commits. Its tenant is the transaction's. */
export async function enqueue<S extends TSchema>(
  tx: Tx,
  kind: JobKind<S>,
  payload: Static<S>,
  options: EnqueueOptions = {},
): Promise<void> {
  const { key = null, runAt = null, attempts = null, line = null } = options;
  await sql`select bahu_add_job(${kind.name}, ${JSON.stringify(payload)}::jsonb, ${key}, ${runAt}, ${attempts}, ${line})`.execute(
    tx,
  );
}

/** Ties a kind of job to the function that does it. The payload was written by another version of the program perhaps, so it is checked. */
export function handleJob<S extends TSchema>(
  kind: JobKind<S>,
  handle: (payload: Static<S>, ctx: JobCtx) => Promise<void>,
): JobHandler {
  return { name: kind.name, handle: (payload, ctx) => handle(Value.Parse(kind.payload, payload), ctx) };
}

export interface JobsOptions {
  /** Connections as the owner of the queue; also used to wait for new jobs. */
  pool: Pool;
  /** The application's database, with the patience that jobs need. */
  db: Db;
  log: Log;
  handlers: readonly JobHandler[];
  timed: readonly TimedTask[];
  /** Jobs at once. */
  concurrency?: number;
}

export interface Jobs {
  /** Takes no further jobs and resolves when the running ones have ended. */
  stop(): Promise<void>;
}

/** New jobs are told at once; this finds the ones whose time has come and those that a lost message told of. */
const pollMs = 2000;
/** A running job says so every five seconds; one that has been silent for four times that belongs to a process that died and is free again. */
const sign = { everyMs: 5000, lostAfterSeconds: 20 };

/** Starts working. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { pool, log, concurrency = 2 } = options;
  const running = new Set<string>();
  const tasks: TaskList = {};
  const add = (name: string, work: (payload: unknown, attempt: number) => Promise<void>): void => {
    tasks[name] = async (payload, { job }) => {
      running.add(job.id);
      try {
        await work(payload, job.attempts);
      } finally {
        running.delete(job.id);
      }
    };
  };
  for (const { name, handle } of options.handlers) {
    add(name, (envelope, attempt) => {
      const { tenantId, payload } = envelope as { tenantId: string; payload: unknown };
      return handle(payload, {
        tenantId,
        attempt,
        log: log.child({ tenant: tenantId, job: name }) as Log,
        tenant: (work) => options.db.tenant(tenantId, work),
      });
    });
  }
  for (const { name, handle } of options.timed) add(name, () => handle(log.child({ job: name }) as Log));
  const times: CronItem[] = options.timed.map(({ name, times: match }) => ({
    task: name,
    match,
    options: { backfillPeriod: 0 },
  }));
  const runner = await keepRunning({
    start: (events) =>
      run({
        pgPool: pool,
        taskList: tasks,
        parsedCronItems: parseCronItems(times),
        concurrency,
        noHandleSignals: true,
        pollInterval: pollMs,
        logger: quiet(log),
        events,
      }),
    askDatabase: () => pool.query('select 1'),
    log,
  });
  const timer = setInterval(() => void signOfLife(pool, running, log), sign.everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await runner.stop();
    },
  };
}

/** The library itself frees the jobs of a dead worker after four hours. */
async function signOfLife(pool: Pool, running: ReadonlySet<string>, log: Log): Promise<void> {
  try {
    await pool.query(
      'update graphile_worker._private_jobs set locked_at = now() where id = any($1::bigint[]) and locked_at is not null',
      [[...running]],
    );
    const { rowCount } = await pool.query(
      'update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at < now() - make_interval(secs => $1)',
      [sign.lostAfterSeconds],
    );
    if (rowCount) log.warn({ jobs: rowCount }, 'jobs of a process that died are done again');
    // A line is held by its running job, in a row of its own that dies with nobody either.
    await pool.query(
      `update graphile_worker._private_job_queues q set locked_at = null, locked_by = null where locked_at < now() - make_interval(secs => $1)
       and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_at is not null)`,
      [sign.lostAfterSeconds],
    );
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'running jobs could not say so');
  }
}

/** The library's own words: its troubles are ours, its progress is not worth a line. */
function quiet(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    const line = { task: scope.taskIdentifier, jobId: scope.jobId };
    const name: string = level;
    if (name === 'error') log.error(line, message);
    else if (name === 'warning') log.warn(line, message);
    else log.debug(line, message);
  });
}
