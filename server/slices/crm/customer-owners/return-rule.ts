/** Customers with whom nobody has followed up go back to the public pool by the rule of their company, and their agents are warned before (SPEC C7). */
import { returnLimits } from '@bahu/domain/customer-owners/return-rule.ts';
import { auditBySystem } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readSettings, statusOf } from '../../../kernel/tenant-settings.ts';
import { forgetReads } from '../../people/todos/index.ts';
import { listTenants, type Tenant } from '../../platform/tenants/index.ts';
import type { JobsHost } from '../../server-slice.ts';
import {
  belongingOfCustomer,
  forgetWarnings,
  giveBackUnfollowed,
  warnOfReturn,
  type Returned,
} from '../customers/index.ts';
import { inTurns } from './rounds.ts';

type Told = Pick<JobsHost, 'db' | 'clock' | 'recordChanged'>;

export async function returnUnfollowed(host: Told, atOnce = 500): Promise<void> {
  const { db, clock } = host;
  const now = clock.now();
  const working = (await db.system(listTenants)).filter((tenant) => statusOf(tenant, now) === 'active');
  await inTurns(working, (tenant) => batch(host, tenant, now, atOnce));
}

async function batch(host: Told, tenant: Tenant, now: number, atOnce: number): Promise<boolean> {
  const { id } = tenant;
  const rule = readSettings(tenant.settings).customers;
  const limits = returnLimits(rule, now);
  if (!limits) return (await host.db.tenant(id, (tx) => forgetWarnings(tx, id, atOnce))) === atOnce;
  const warned = await host.db.tenant(id, async (tx) => {
    const some = await warnOfReturn(tx, id, { followedBefore: limits.warnFollowedBefore, at: new Date(now) }, atOnce);
    // Who was warned of the same customer before is warned again.
    await forgetReads(tx, 'customer-return', idsOf(some));
    return some;
  });
  const returned = await host.db.tenant(id, (tx) => giveBack(tx, id, limits, atOnce));
  for (const one of oneOfEach(warned))
    host.recordChanged(id, { type: 'customer-return', id: one.id, version: 0 }, belongingOfCustomer(one));
  for (const one of oneOfEach(returned))
    for (const type of ['customer', 'customer-return'] as const)
      host.recordChanged(
        id,
        { type, id: one.id, version: one.version + 1 },
        { ownerIds: [one.ownerId, null], departmentIds: [one.departmentId] },
      );
  return warned.length === atOnce || returned.length === atOnce;
}

async function giveBack(
  tx: Tx,
  tenantId: string,
  { returnFollowedUntil, returnWarnedUntil }: NonNullable<ReturnType<typeof returnLimits>>,
  atOnce: number,
): Promise<Returned[]> {
  const limits = { followedUntil: returnFollowedUntil, warnedUntil: returnWarnedUntil };
  const some = await giveBackUnfollowed(tx, tenantId, limits, atOnce);
  if (some.length > 0)
    await auditBySystem(tx, tenantId, null, {
      action: 'customer.return',
      recordType: 'customer',
      recordId: null,
      after: { returnedCount: some.length },
    });
  return some;
}

const idsOf = (some: readonly Returned[]): string[] => some.map(({ id }) => id);

/** Of each agent one is told: their lists and reminders learn by any that there is news. */
const oneOfEach = (some: readonly Returned[]): Returned[] => [
  ...new Map(some.map((one) => [one.ownerId, one])).values(),
];
