/** How much of its licence a tenant uses. Counted in the tenant's own transaction, where nothing of another can be seen. */
import type { Static } from 'typebox';
import type { PlatformTenant } from '@bahu/contract/operator.ts';
import { dayNumber, dayStart } from '@bahu/domain/time/day.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { countRows } from '../../../kernel/keyset.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { storedBytes, type Tenant } from '../tenants/index.ts';

export type Usage = Static<typeof PlatformTenant>['usage'];

/** A list of two hundred tenants is paged without counting everything anew; what decides about a licence is never taken from here. */
const keptMs = 60_000;
/** Tenants that are counted side by side; the rest of the connections stays for everybody else. */
const together = 3;

export interface UsageBook {
  /** Usage of tenants in their order, at most a minute old. */
  of(tenants: readonly Tenant[]): Promise<Usage[]>;
  /** Counts a tenant anew the next time. */
  forget(tenantId: string): void;
}

/** Keeps what was counted for a minute. */
export function createUsageBook(db: Db, clock: Clock): UsageBook {
  const kept = new Map<string, { usage: Usage; until: number }>();

  async function usageOf(tenant: Tenant): Promise<Usage> {
    const known = kept.get(tenant.id);
    if (known && known.until > clock.now()) return known.usage;
    const { utcOffsetMinutes } = readSettings(tenant.settings);
    const usage = await db.tenant(tenant.id, (tx) =>
      countUsage(tx, new Date(dayStart(dayNumber(clock.now(), utcOffsetMinutes), utcOffsetMinutes))),
    );
    kept.set(tenant.id, { usage, until: clock.now() + keptMs });
    return usage;
  }

  return {
    of: async (tenants) => {
      const usages: Usage[] = [];
      for (let at = 0; at < tenants.length; at += together)
        usages.push(...(await Promise.all(tenants.slice(at, at + together).map(usageOf))));
      return usages;
    },
    forget: (tenantId) => void kept.delete(tenantId),
  };
}

/** Counts the usage of the transaction's tenant; `today` is when its day began. */
export async function countUsage(tx: Tx, today: Date): Promise<Usage> {
  const { total: customers } = await countRows(tx, tx.selectFrom('customers').select('id'));
  const counts = await tx
    .selectNoFrom((eb) => [
      eb
        .selectFrom('users')
        .where('isEnabled', '=', true)
        .select((of) => of.fn.countAll<number>().as('count'))
        .as('agents'),
      eb
        .selectFrom('calls')
        .where('endedAt', 'is', null)
        .where('trunkId', 'is not', null)
        .select((of) => of.fn.countAll<number>().as('count'))
        .as('channels'),
      storedBytes.as('storageBytes'),
      eb
        .selectFrom('calls')
        .where('startedAt', '>=', today)
        .where('isElsewhere', '=', false)
        .select((of) => of.fn.countAll<number>().as('count'))
        .as('callsToday'),
    ])
    .executeTakeFirstOrThrow();
  const { agents, channels, storageBytes, callsToday } = counts;
  return {
    agents: agents ?? 0,
    channels: channels ?? 0,
    storageBytes: Number(storageBytes),
    callsToday: callsToday ?? 0,
    customers,
  };
}
