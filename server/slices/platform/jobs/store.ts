/** Rows of background jobs. */
import { sql } from 'kysely';
import type { Job } from '@bahu/contract/jobs.ts';
import type { Static } from 'typebox';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Reach } from '../../../kernel/auth/rights.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { cutPage, countRows, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { PageQuery } from '@bahu/contract/page.ts';
import { Type } from 'typebox';
import { backgroundJob } from './kind.ts';
import { starterOf } from './starter.ts';

const Query = Type.Object(PageQuery);

/** Jobs that wait or run. More would only wait behind each other. */
export const maxOpenJobs = { ofUser: 20, ofTenant: 100 };

export interface NewJob {
  kind: Job['kind'];
  subject: string;
  step: string;
  importId?: string;
  fileName: string;
  input?: unknown;
  total?: number;
}

/** Writes a job down and enqueues it: both or neither. Returns its id. @throws Refusal job.too-many. */
export async function startJob(tx: Tx, actor: { principal: Principal; address: string }, job: NewJob): Promise<string> {
  const id = newId();
  const { input, importId = null, total = null, ...rest } = job;
  await refuseTooMany(tx, actor.principal);
  await tx
    .insertInto('backgroundJobs')
    .values({
      ...rest,
      importId,
      total,
      tenantId: actor.principal.tenantId,
      id,
      userId: actor.principal.userId,
      starter: JSON.stringify(starterOf(actor)),
      input: JSON.stringify(input ?? {}),
    })
    .execute();
  // Being killed counts as a try for the queue, and a job that is killed a hundred times is still to be done. An export does not wait for an
  // import, and bulk actions wait for each other.
  const line = rest.kind.split('-')[0]!;
  await enqueue(tx, backgroundJob, { jobId: id }, { key: `job ${id}`, attempts: 1000, line });
  return id;
}

/** Before anything is written. Two at once may both pass the last place, which does no harm. */
async function refuseTooMany(tx: Tx, { userId }: Principal): Promise<void> {
  const open = await tx
    .selectFrom('backgroundJobs')
    .where('state', 'in', ['waiting', 'running'])
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.countAll<number>().filterWhere('userId', '=', userId).as('mine'),
    ])
    .executeTakeFirstOrThrow();
  if (open.mine >= maxOpenJobs.ofUser || open.all >= maxOpenJobs.ofTenant)
    throw new Refusal('job.too-many', {
      most: open.mine >= maxOpenJobs.ofUser ? maxOpenJobs.ofUser : maxOpenJobs.ofTenant,
    });
}

const described = (tx: Tx) =>
  tx
    .selectFrom('backgroundJobs as j')
    .leftJoin('imports as i', (join) => join.onRef('i.tenantId', '=', 'j.tenantId').onRef('i.id', '=', 'j.importId'))
    .select([
      'j.id',
      'j.userId',
      'j.kind',
      'j.subject',
      'j.step',
      'j.importId',
      'j.fileName',
      'j.state',
      'j.done',
      'j.total',
      'j.createdAt',
      'j.startedAt',
      'j.endedAt',
      'j.result',
      'j.error',
      'j.path',
      'j.reach',
    ])
    .select([
      'j.starter',
      'j.input',
      'j.version',
      'j.isCancelled',
      'j.failures',
      'i.state as importState',
      'i.jobId as importJobId',
      'i.counts',
      'i.appliedLine',
    ]);

export type JobRecord = NonNullable<Awaited<ReturnType<typeof findJob>>>;

/** A job of the tenant, whoever started it. */
export const findJob = (tx: Tx, id: string) => described(tx).where('j.id', '=', id).executeTakeFirst();

/** A job that this user started. */
export const findMine = (tx: Tx, reader: Principal, id: string) =>
  described(tx).where('j.id', '=', id).where('j.userId', '=', reader.userId).executeTakeFirst();

const listName = 'my jobs';

export async function listMine(tx: Tx, reader: Principal, query: Static<typeof Query>) {
  const after = readCursor(listName, query.cursor);
  const limit = pageSize(query);
  const mine = tx.selectFrom('backgroundJobs as j').select('j.id').where('j.userId', '=', reader.userId);
  const count = await countRows(tx, mine);
  let page = described(tx)
    .select(sql<string>`j.created_at::text`.as('sortKey'))
    .where('j.userId', '=', reader.userId);
  if (after) page = page.where(sql<boolean>`(j.created_at, j.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await page
    .orderBy('j.createdAt', 'desc')
    .orderBy('j.id', 'desc')
    .limit(limit + 1)
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.sortKey, id: row.id })), ...count };
}

/** Asks a job to stop: one that waits has ended with that, one that runs ends with its batch. False when it has ended already. */
export async function cancelJob(tx: Tx, id: string): Promise<'cancelled' | 'asked' | null> {
  const row = await tx
    .updateTable('backgroundJobs')
    .set({
      isCancelled: true,
      version: sql<number>`version + 1`,
      state: sql<Job['state']>`case state when 'waiting' then 'cancelled' else state end`,
      endedAt: sql<Date>`case state when 'waiting' then now() end`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .where('kind', '<>', 'person-erase')
    .returning('state')
    .executeTakeFirst();
  if (!row) return null;
  return row.state === 'cancelled' ? 'cancelled' : 'asked';
}

/** With which rights the result of a job was made: whoever fetches it must reach as far. */
export async function noteReach(tx: Tx, id: string, reach: Reach): Promise<void> {
  await tx
    .updateTable('backgroundJobs')
    .set({ reach: JSON.stringify(reach) })
    .where('id', '=', id)
    .execute();
}

/** What the job of this step did for an import was taken back. */
export async function noteUndone(tx: Tx, importId: string, step: string): Promise<void> {
  await tx
    .updateTable('backgroundJobs')
    .set({ state: 'undone' })
    .where('importId', '=', importId)
    .where('step', '=', step)
    .execute();
}
