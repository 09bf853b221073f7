/** Keeps the engine in step with the tenants: new ones get an engine, a changed licence or a date that has come counts at once. */
import type { Configuration } from '@bahu/domain/switchboard/board.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Db } from '../kernel/db.ts';
import type { Log } from '../kernel/log.ts';
import { mayCall } from './engine/load.ts';

export interface TenantWatchOptions {
  db: Db;
  clock: Clock;
  log: Log;
  /** What the tenant's engine goes by now; undefined when this process has none for it. */
  configurationOf(tenantId: string): Pick<Configuration, 'canCall' | 'licensedChannels'> | undefined;
  /** Makes an engine for a tenant that has none yet. */
  open(tenantId: string): Promise<void>;
  /** Has the tenant's engine read its configuration anew. */
  reconfigure(tenantId: string): Promise<void>;
}

export class TenantWatch {
  private readonly options: TenantWatchOptions;
  /** Tenants that were opened once; one that another process took over afterwards stays his. */
  private readonly opened = new Set<string>();
  private following: Promise<void> = Promise.resolve();

  constructor(options: TenantWatchOptions) {
    this.options = options;
  }

  /** Looks at all tenants, one look after the other. @throws the database's errors. */
  follow(): Promise<void> {
    const next = this.following.then(() => this.look());
    this.following = next.catch(() => undefined);
    return next;
  }

  /** As `follow`, for those who do not wait: what fails now is made good by the next look. */
  followSoon(): void {
    this.follow().catch((error: unknown) => this.options.log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the tenants could not be looked at'));
  }

  private async look(): Promise<void> {
    const { db, clock, configurationOf, open, reconfigure } = this.options;
    const tenants = await db.system((tx) => tx.selectFrom('tenants').select(['id', 'status', 'expiresAt', 'licensedChannels']).execute());
    for (const tenant of tenants) {
      const known = configurationOf(tenant.id);
      if (known && (known.canCall !== mayCall(tenant, clock.now()) || known.licensedChannels !== tenant.licensedChannels)) await reconfigure(tenant.id);
      if (known || this.opened.has(tenant.id)) continue;
      this.opened.add(tenant.id);
      await open(tenant.id);
    }
  }
}
