/** A certificate of the demo company: somebody has asked for it last week. */
import { newId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { DemoCompany } from '../../server-slice.ts';

const dayMs = 86_400_000;
const counts = {
  attachments: 1,
  follow_ups: 3,
  customer_numbers: 2,
  contacts: 1,
  customers: 1,
  audit_rows: 9,
  calls: 4,
  recordings: 3,
};

export async function demoErasure(tx: Tx, { tenantId, users }: DemoCompany): Promise<void> {
  const requestedAt = new Date(Date.now() - 7 * dayMs);
  await tx
    .insertInto('erasures')
    .values({
      tenantId,
      id: newId(),
      customerId: newId(),
      jobId: newId(),
      byId: users['800']!,
      byName: '周明远',
      reason: '本人来电申请',
      requestedAt,
      endedAt: new Date(requestedAt.getTime() + 4000),
      counts: JSON.stringify(counts),
      removedFiles: 7,
    })
    .execute();
}
