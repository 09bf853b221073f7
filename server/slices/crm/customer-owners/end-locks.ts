/** Removes locks whose days are over. They count as none since then; what shows the customers is told. */
import { listTenants } from '../../platform/tenants/index.ts';
import type { JobsHost } from '../../server-slice.ts';
import { belongingOfCustomer, endLocks } from '../customers/index.ts';
import { inTurns } from './rounds.ts';

const atOnce = 500;

export async function endOldLocks({ db, recordChanged }: Pick<JobsHost, 'db' | 'recordChanged'>): Promise<void> {
  await inTurns(await db.system(listTenants), async ({ id: tenantId }) => {
    const ended = await db.tenant(tenantId, (tx) => endLocks(tx, tenantId, atOnce));
    for (const { id, version, ...whose } of ended)
      recordChanged(tenantId, { type: 'customer', id, version }, belongingOfCustomer(whose));
    return ended.length === atOnce;
  });
}
