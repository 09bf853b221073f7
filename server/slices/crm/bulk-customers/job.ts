/**
 * An action on all that a query finds, as a background job. Whom it is for is written down first; then batches follow, each one transaction with how far
 * the job is, so that one that is killed goes on behind its last batch and one that is cancelled keeps whole batches.
 */
import type { BulkSelection } from '@bahu/contract/bulk-customers.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Job } from '@bahu/contract/jobs.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
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

/** What a job does with records that are written down as it begins. */
export interface OverTargets<D> {
  /** Which they are, by the rights of the starter now; null when there can be none. */
  readonly find: (tx: Tx, principal: Principal) => Promise<RawBuilder<{ id: string }> | null>;
  /** The next of them, within one transaction; `before` is what came of the earlier ones. */
  readonly act: (tx: Tx, actor: Actor, ids: readonly string[], before: Result) => Promise<{ done: D; counts: Counts }>;
  /** Told after each transaction. */
  readonly told: (done: D, isOfMany: boolean) => void;
}
interface Actor {
  readonly principal: Principal;
  readonly address: string;
}
type Counts = Pick<Result, 'created' | 'updated' | 'skipped'>;

/** A step that goes on behind its last transaction, however often it is killed. */
export const overTargets = <D>(workOf: (run: JobRun) => OverTargets<D>): JobStep => ({
  run: async (run) => {
    const work = workOf(run);
    if (run.job.total === null) await run.ctx.tenant((tx) => begin(tx, run, work));
    let state = await run.ctx.tenant((tx) => readState(tx, run.job.id));
    while (state.done < state.total) {
      const { done, state: next } = await uncontested(maxTries, () =>
        run.ctx.tenant((tx) => nextBatch(tx, run, work, state)),
      );
      work.told(done, state.total > toldOfEach);
      state = next;
    }
    await run.ctx.tenant((tx) => forgetTargets(tx, run.job.id));
    return { result: state.result };
  },
  stopped: async (tx, { id }) => forgetTargets(tx, id),
});

export const bulkStep = (onDone: OnDone): JobStep =>
  overTargets<Done>((run) => {
    const { action, selection } = run.job.input as BulkInput;
    return {
      find: (tx, principal) => targetsOf(tx, principal, selection),
      act: async (tx, { principal }, ids, { updated: turn }) => {
        const done = await act(tx, principal, action, { ids, turn });
        const skipped = done.outOfReach + done.locked + done.overLimit;
        return { done, counts: { created: 0, updated: done.count, skipped } };
      },
      told: (done, isOfMany) =>
        onDone(run.ctx.tenantId, action.kind, isOfMany ? { ...done, changed: done.changed.slice(0, 1) } : done),
    };
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
async function begin(tx: Tx, run: JobRun, { find }: Pick<OverTargets<never>, 'find'>): Promise<void> {
  const { principal } = await run.actor(tx);
  const targets = await find(tx, principal);
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

async function nextBatch<D>(
  tx: Tx,
  run: JobRun,
  work: OverTargets<D>,
  { done: from, total, result }: State,
): Promise<{ done: D; state: State }> {
  const actor = await run.actor(tx);
  const to = Math.min(from + rowsAtOnce, total);
  const { done, counts } = await work.act(tx, actor, await targets(tx, run.job.id, from, to), result);
  const [created, updated, skipped] = (['created', 'updated', 'skipped'] as const).map(
    (key) => result[key] + counts[key],
  ) as [number, number, number];
  const state = { done: to, total, result: { created, updated, skipped, rows: created + updated + skipped } };
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
