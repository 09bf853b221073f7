/** Keeps the quality of legs beside them. */
import { sql } from 'kysely';
import type { Db } from '../kernel/db.ts';
import { rowOf, type QualityPart } from './quality-book.ts';

/** Adds to what is kept of each leg, in one statement. */
export async function writeQuality(db: Db, tenantId: string, parts: readonly QualityPart[]): Promise<void> {
  const rows = JSON.stringify(parts.map(rowOf));
  await db.tenant(tenantId, (tx) =>
    sql`insert into leg_quality as q (tenant_id, call_id, leg_id, series, samples, mos_sum, poor_samples)
      select ${tenantId}::uuid, r.call_id, r.leg_id, r.series, r.samples, r.mos_sum, r.poor_samples
      from jsonb_to_recordset(${rows}::jsonb) as r (call_id uuid, leg_id text, series jsonb, samples int, mos_sum int, poor_samples int)
      on conflict (tenant_id, call_id, leg_id) do update set series = q.series || excluded.series, samples = q.samples + excluded.samples,
        mos_sum = q.mos_sum + excluded.mos_sum, poor_samples = q.poor_samples + excluded.poor_samples`.execute(tx),
  );
}
