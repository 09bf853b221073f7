/**
 * Keeps the media server's memory of phones and trunks as the database has it, and knows whether anything is missing
 * there: it is empty after each restart.
 */
import type { Log } from '../../kernel/log.ts';

export interface ProvisionerOptions {
  log: Log;
  /** The tenants that are served here. */
  tenantIds: () => string[];
  /** Takes out of the media server what no tenant has any more. */
  removeUnknownEndpoints: () => Promise<void>;
  /** Makes everything of a tenant known, again. */
  push: (tenantId: string) => Promise<void>;
}

/** A tenant that cannot be pushed so often has a fault of its own, and no longer counts as not known yet. */
const maxTries = 4;

export class Provisioner {
  private readonly options: ProvisionerOptions;
  /** Rises whenever the media server may have forgotten everything. */
  private memory = 0;
  private isClean = false;
  /** Tenants that are not all known yet, with how often that was tried in vain. */
  private readonly missing = new Map<string, number>();
  /** Monotonic milliseconds since when everything that can be known has been known; null while something is missing. */
  private wholeSince: number | null = null;

  constructor(options: ProvisionerOptions) {
    this.options = options;
  }

  /** The media server may have started anew: nothing is known there. */
  forget(): void {
    this.memory++;
    this.isClean = false;
    this.wholeSince = null;
  }

  /** A tenant is served here from now on. */
  add(tenantId: string): void {
    this.missing.set(tenantId, 0);
    this.wholeSince = null;
  }

  /** For how long the media server has known everything that it can be told, in milliseconds; 0 while something is missing. */
  wholeForMs(): number {
    return this.wholeSince === null ? 0 : performance.now() - this.wholeSince;
  }

  /**
   * Pushes what is missing. A tenant that cannot be pushed keeps none of the others back and is tried again with the
   * next call. Calls must not overlap.
   * @throws when the media server cannot be asked.
   */
  async provide(): Promise<void> {
    if (this.isClean && this.missing.size === 0 && this.wholeSince !== null) return;
    const { memory } = this;
    if (!this.isClean) {
      await this.options.removeUnknownEndpoints();
      if (memory !== this.memory) return;
      this.isClean = true;
      for (const tenantId of this.options.tenantIds()) this.missing.set(tenantId, 0);
    }
    for (const tenantId of this.missing.keys()) await this.provideTenant(tenantId, memory);
    const isWhole = [...this.missing.values()].every((tries) => tries >= maxTries);
    if (memory === this.memory && isWhole) this.wholeSince ??= performance.now();
  }

  private async provideTenant(tenantId: string, memory: number): Promise<void> {
    const { log, push, tenantIds } = this.options;
    try {
      if (tenantIds().includes(tenantId)) await push(tenantId);
      if (memory === this.memory) this.missing.delete(tenantId);
    } catch (error) {
      if (memory === this.memory) this.missing.set(tenantId, (this.missing.get(tenantId) ?? 0) + 1);
      log.error(
        { err: error, tenant: tenantId },
        'the phones and trunks of a tenant are not all known to the media server yet',
      );
    }
  }
}
