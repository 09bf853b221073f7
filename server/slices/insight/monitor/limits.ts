/** From which time on a state or a wait needs a supervisor's eye: the company's own limits, or those that every company begins with. */
import { standardLimits, type Limits } from '@bahu/domain/monitor/limits.ts';
import { auditChange } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import type { Generated, OfTenant } from '../../../kernel/tables/columns.ts';

type Row = OfTenant & { -readonly [Name in keyof Limits]: number } & { version: Generated<number> };
declare module '../../../kernel/tables.ts' {
  interface Tables {
    boardLimits: Row;
  }
}

export async function readLimits(tx: Tx): Promise<Limits> {
  const row = await tx
    .selectFrom('boardLimits')
    .select(['talking', 'wrapUp', 'busy', 'ringing', 'waiting'])
    .executeTakeFirst();
  return row ?? standardLimits;
}

/** Sets them; the version that they have now. */
export async function writeLimits(ctx: Ctx, tx: Tx, limits: Limits): Promise<number> {
  const { tenantId } = ctx.principal;
  const before = await readLimits(tx);
  const { version } = await tx
    .insertInto('boardLimits')
    .values({ tenantId, ...limits })
    .onConflict((conflict) =>
      conflict.column('tenantId').doUpdateSet((eb) => ({ ...limits, version: eb('boardLimits.version', '+', 1) })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  const entry = { action: 'monitor.limits', recordType: 'board-limits', recordId: tenantId } as const;
  await auditChange(tx, ctx, entry, { ...before }, { ...limits });
  return version;
}
