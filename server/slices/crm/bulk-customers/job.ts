/**
 * An action on all that a query finds, as a background job. Whom it is for is written down first; then batches follow, each one transaction with how far
 * the job is, so that one that is killed goes on behind its last batch and one that is cancelled keeps whole batches.
 */
import type { BulkSelection } from '@bahu/contract/bulk-customers.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Job } from '@bahu/contract/jobs.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { OfTenant } from '../../../kernel/tables/columns.ts';
import type { JobRun, JobStep } from '../../platform/jobs/index.ts';
import { targetsOf } from '../customers/index.ts';
import { act, type Action, type Done } from './action.ts';
import { uncontested } from './uncontested.ts';

declare module '../../../kernel/tables.ts' {
  interface Tables {
    bulkTargets: OfTenant & { jobId: string; place: number; recordId: string };
  }
}

export interface BulkInput {
  readonly action: Action;
  readonly selection: Extract<BulkSelection, { filter: object }>;
}

/** So few that each statement is soon over. */
const writtenAtOnce = 2000;
/** So few that whoever waits for one of them hardly notices. */
const rowsAtOnce = 1000;
/** Of more, one of each batch is told of: lists learn that there is news by any, and a page that shows one of them finds out when it saves. */
const toldOfEach = 5000;
/** Others write the same customers meanwhile. */
const maxTries = 20;

type Result = NonNullable<Job['result']>;
type OnDone = (tenantId: string, kind: Action['kind'], done: Done) => void;

export const bulkStep = (onDone: OnDone): JobStep => ({
  run: async (run) => {
    const { action, selection } = run.job.input as BulkInput;
    if (run.job.total === null) await run.ctx.tenant((tx) => begin(tx, run, selection));
    let state = await run.ctx.tenant((tx) => readState(tx, run.job.id));
    while (state.done < state.total) {
      const { done, state: next } = await uncontested(maxTries, () =>
        run.ctx.tenant((tx) => nextBatch(tx, run, action, state)),
      );
      const isMany = state.total > toldOfEach;
      onDone(run.ctx.tenantId, action.kind, isMany ? { ...done, changed: done.changed.slice(0, 1) } : done);
      state = next;
    }
    await run.ctx.tenant((tx) => forgetTargets(tx, run.job.id));
    return { result: state.result };
  },
  stopped: async (tx, { id }) => forgetTargets(tx, id),
});

interface State {
  readonly done: number;
  readonly total: number;
  readonly result: Result;
}
const nothing: Result = { created: 0, updated: 0, skipped: 0, rows: 0 };

async function readState(tx: Tx, id: string): Promise<State> {
  const { done, total, result } = await tx
    .selectFrom('backgroundJobs')
    .select(['done', 'total', 'result'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { done: Number(done), total: Number(total ?? 0), result: (result as Result | null) ?? nothing };
}

/** Writes down whom it is for, by the rights of the starter now. */
async function begin(tx: Tx, run: JobRun, selection: BulkInput['selection']): Promise<void> {
  const { principal } = await run.actor(tx);
  const targets = await targetsOf(tx, principal, selection);
  await run.progress(tx, 0, targets ? await writeDown(tx, run, targets) : 0, nothing);
}

/** One snapshot, read by a cursor, so that no statement is about more than some of them. Returns how many they are. */
async function writeDown(tx: Tx, { ctx, job }: JobRun, targets: RawBuilder<{ id: string }>): Promise<number> {
  await sql`declare bulk_found no scroll cursor for ${targets}`.execute(tx);
  let written = 0;
  for (;;) {
    const { rows } = await sql<{ id: string }>`fetch ${sql.lit(writtenAtOnce)} from bulk_found`.execute(tx);
    if (rows.length > 0)
      await sql`insert into bulk_targets (tenant_id, job_id, place, record_id)
        select ${ctx.tenantId}::uuid, ${job.id}::uuid, ${written} + place, id
        from unnest(${rows.map(({ id }) => id)}::uuid[]) with ordinality as t (id, place)`.execute(tx);
    written += rows.length;
    if (rows.length < writtenAtOnce || (await isCancelled(tx, job.id))) return written;
  }
}

const isCancelled = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom('backgroundJobs').select('isCancelled').where('id', '=', id).executeTakeFirstOrThrow())
    .isCancelled;

async function nextBatch(
  tx: Tx,
  run: JobRun,
  action: Action,
  { done: from, total, result }: State,
): Promise<{ done: Done; state: State }> {
  const { principal } = await run.actor(tx);
  const to = Math.min(from + rowsAtOnce, total);
  const done = await act(tx, principal, action, { ids: await targets(tx, run.job.id, from, to), turn: result.updated });
  const updated = result.updated + done.count;
  const skipped = result.skipped + done.outOfReach + done.locked + done.overLimit;
  const state = { done: to, total, result: { created: 0, updated, skipped, rows: updated + skipped } };
  await run.progress(tx, to, total, state.result);
  return { done, state };
}

async function targets(tx: Tx, jobId: string, from: number, to: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('bulkTargets')
    .select('recordId')
    .where('jobId', '=', jobId)
    .where('place', '>', from)
    .where('place', '<=', to)
    .orderBy('place')
    .execute();
  return rows.map(({ recordId }) => recordId);
}

async function forgetTargets(tx: Tx, jobId: string): Promise<void> {
  await tx.deleteFrom('bulkTargets').where('jobId', '=', jobId).execute();
}
