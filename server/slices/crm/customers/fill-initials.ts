/** Gives initials to customers whose rows were written without (before the column, or by hand). */
import { sql } from 'kysely';
import { Type } from 'typebox';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { enqueue, handleJob, jobKind, type JobHandler } from '../../../kernel/jobs.ts';

const fillJob = jobKind('customers.fill-initials', Type.Object({}));
/** Short transactions: nobody who edits a customer meanwhile has to wait. */
const batch = 2000;

/** Works until none is left; what was done stays done when it is cut short. */
export const createFillInitialsJob = (): JobHandler =>
  handleJob(fillJob, async (_payload, ctx) => {
    while ((await ctx.tenant(fillSome)) === batch);
  });

/** Enqueues the work for the tenants that have any. */
export async function fillInitials(db: Db, tenantIds: readonly string[]): Promise<void> {
  for (const tenantId of tenantIds) {
    await db.tenant(tenantId, async (tx) => {
      const left = await tx
        .selectFrom('customers')
        .select('id')
        .where('nameInitials', 'is', null)
        .limit(1)
        .executeTakeFirst();
      if (left) await enqueue(tx, fillJob, {}, { key: fillJob.name });
    });
  }
}

async function fillSome(tx: Tx): Promise<number> {
  const rows = await tx
    .selectFrom('customers')
    .select(['id', 'name'])
    .where('nameInitials', 'is', null)
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .skipLocked()
    .execute();
  const [ids, initials] = [rows.map((row) => row.id), rows.map((row) => initialsOf(row.name))];
  await sql`update customers c set name_initials = n.initials from unnest(${ids}::uuid[], ${initials}::text[]) as n (id, initials) where c.id = n.id`.execute(
    tx,
  );
  return rows.length;
}
