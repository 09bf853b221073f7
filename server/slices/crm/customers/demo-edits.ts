/** What became of the records of the demo company's customers: they came a month ago, and went a stage further every fifth day. */
import { auditPast } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';

const day = 86_400_000;
const cameBefore = 30;
const way = ['lead', 'contacted', 'interested', 'negotiating', 'won'];

export async function demoEdits(tx: Tx, tenantId: string): Promise<void> {
  const customers = await tx
    .selectFrom('customers as c')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'c.tenantId').onRef('u.id', '=', 'c.ownerId'))
    .select(['c.id', 'c.name as recordName', 'c.phone', 'c.stage', 'u.id as userId', 'u.name', 'u.departmentId'])
    .orderBy('c.id')
    .limit(60)
    .execute();
  for (const { id, recordName, phone, stage, ...agent } of customers) {
    const actor = { principal: { ...agent, tenantId, via: 'session' as const }, address: null };
    const reached = way.slice(0, way.indexOf(stage) + 1);
    for (const [i, to] of (reached.length > 0 ? reached : ['']).entries())
      await auditPast(tx, actor, new Date(Date.now() - (cameBefore - 5 * i) * day), {
        action: i === 0 ? 'customer.create' : 'customer.change',
        recordType: 'customer',
        recordId: id,
        recordName,
        ...(i > 0 && { before: { stage: reached[i - 1] } }),
        after: { ...(i === 0 && { name: recordName, phone }), stage: to },
      });
  }
}
