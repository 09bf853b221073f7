/**
 * Keeps the lease of the calls: opens telephony when it becomes ours, closes it when it is another's, and stands by
 * in between. One step after the other, so nothing of an earlier ownership overlaps with a later one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../kernel/log.ts';
import { Lease } from './engine/lease.ts';

export interface OwnershipOptions {
  /** As the application's role. */
  databaseUrl: string;
  log: Log;
  /** Makes what serves the calls under the lease's epoch. What it throws is tried again. */
  open: () => Promise<void>;
  /** Lets go of the calls at once, without touching them. */
  close: () => void;
}

/** A third of the lease. */
const renewMs = 4000;
const retryMs = 1000;

export class Ownership {
  readonly lease: Lease;
  private readonly options: OwnershipOptions;
  private openEpoch = 0;
  private isStopped = false;
  private keeping: Promise<void> = Promise.resolve();
  private readonly awake = new AbortController();

  constructor(options: OwnershipOptions) {
    this.options = options;
    this.lease = new Lease({ databaseUrl: options.databaseUrl, log: options.log, onLost: () => this.lost() });
  }

  /** Whether calls are served here. */
  get isOpen(): boolean {
    return this.openEpoch !== 0;
  }

  /**
   * Looks once and, when the calls are ours, serves them; goes on looking until `stop`. A standby resolves at once,
   * too.
   */
  async start(): Promise<void> {
    await this.step();
    if (!this.isOpen) this.options.log.info('another process carries the calls: this one stands by');
    this.keeping = this.keep();
  }

  private async keep(): Promise<void> {
    while (!this.isStopped) {
      await sleep(this.lease.isFresh() && this.isOpen ? renewMs : retryMs, undefined, {
        signal: this.awake.signal,
      }).catch(() => undefined);
      if (!this.isStopped) await this.step();
    }
  }

  private async step(): Promise<void> {
    const { log, open } = this.options;
    await this.lease.look();
    const { epoch } = this.lease;
    if (epoch === 0 || epoch === this.openEpoch || this.isStopped) return;
    try {
      await open();
      if (this.lease.epoch !== epoch) return this.options.close();
      this.openEpoch = epoch;
      log.info({ epoch }, 'the calls are ours');
    } catch (error) {
      log.error({ err: error }, 'the calls are ours and could not be taken over yet');
      this.options.close();
    }
  }

  private lost(): void {
    this.options.log.error('another process has taken the calls over: this one lets go of them and stands by');
    this.openEpoch = 0;
    this.options.close();
  }

  /** Ends the looking; `release` gives the calls to whoever waits for them. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.awake.abort();
    await this.keeping;
  }

  release(): Promise<void> {
    return this.lease.release();
  }
}
