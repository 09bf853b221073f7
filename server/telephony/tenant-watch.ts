/**
 * Keeps the engine in step with the tenants: new ones get an engine, a changed licence or a date that has come counts
 * at once.
 */
import type { Configuration } from '@bahu/domain/callcontrol/configuration.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Db } from '../kernel/db.ts';
import type { Log } from '../kernel/log.ts';
import { canCall } from '../kernel/tenant-settings.ts';
import { LeaseLost } from './engine/lease.ts';

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
  /** Whether this process owns the calls; without them there is nothing to open. */
  isOwner(): boolean;
}

interface Tenant {
  id: string;
  code: string;
  status: string;
  expiresAt: Date | null;
  licensedChannels: number;
}

export class TenantWatch {
  private readonly options: TenantWatchOptions;
  private following: Promise<void> = Promise.resolve();
  private known: Tenant[] = [];

  constructor(options: TenantWatchOptions) {
    this.options = options;
  }

  /** Codes of the tenants whose calls nobody serves. */
  withoutEngine(): string[] {
    return this.known.filter(({ id }) => !this.options.configurationOf(id)).map(({ code }) => code);
  }

  /**
   * Looks at all tenants, one look after the other. One that cannot be opened is tried again with the next look and
   * stops no other one.
   * @throws the database's errors, and LeaseLost when the calls are another's by now.
   */
  follow(): Promise<void> {
    const next = this.following.then(() => this.look());
    this.following = next.catch(() => undefined);
    return next;
  }

  /** As `follow`, for those who do not wait: what fails now is made good by the next look. */
  followSoon(): void {
    this.follow().catch((error: unknown) => {
      this.options.log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'the tenants could not be looked at',
      );
    });
  }

  private async look(): Promise<void> {
    const { db, isOwner } = this.options;
    const columns = ['id', 'code', 'status', 'expiresAt', 'licensedChannels'] as const;
    this.known = await db.system((tx) => tx.selectFrom('tenants').select(columns).execute());
    for (const tenant of this.known) if (isOwner()) await this.lookAt(tenant);
  }

  private async lookAt(tenant: Tenant): Promise<void> {
    const { clock, configurationOf, open, reconfigure, log } = this.options;
    const known = configurationOf(tenant.id);
    try {
      if (!known) await open(tenant.id);
      else if (known.canCall !== canCall(tenant, clock.now()) || known.licensedChannels !== tenant.licensedChannels)
        await reconfigure(tenant.id);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      log.error(
        { err: error, tenant: tenant.code },
        known ? 'a tenant did not learn of its licence' : 'the calls of a tenant could not be taken over',
      );
    }
  }
}
