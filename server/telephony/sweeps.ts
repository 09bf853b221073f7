/** Comparing the media server with the rows now and then: one sweep after the other, what it does not know yet is pushed first. */
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { AriClient } from './ari/client.ts';
import type { Executor } from './ari/execute.ts';
import type { Dispatch } from './dispatch.ts';
import type { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import type { Provisioner } from './provisioning/provisioner.ts';
import { reconcile, reconcileMessages, reconcilePlaybacks } from './reconcile.ts';

export interface SweepsOptions {
  ari: AriClient;
  registry: Registry;
  /** Of the companies that live on this media server. */
  engines: () => readonly TenantEngine[];
  dispatch: Dispatch;
  executor: Executor;
  provisioner: Provisioner;
  clock: Clock;
  log: Log;
  /** Of whoever owns the calls now; 0 while another does. */
  epoch: () => number;
}

export class Sweeps {
  private readonly options: SweepsOptions;
  private last: Promise<void> = Promise.resolve();

  constructor(options: SweepsOptions) {
    this.options = options;
  }

  /** `isFresh`: the media server may have started anew and know nothing. */
  soon(isFresh: boolean): void {
    this.last = this.last
      .then(() => this.sweep(isFresh))
      .catch((error: unknown) => {
        this.options.log.warn(
          { reason: error instanceof Error ? error.message : String(error) },
          'the sweep could not be finished',
        );
      });
  }

  private async sweep(isFresh: boolean): Promise<void> {
    const { ari, registry, engines, dispatch, executor, provisioner, clock, log } = this.options;
    if (!(await ari.isHearing())) return;
    await provisioner.provide();
    const epoch = this.options.epoch();
    const isCurrent = (): boolean => epoch !== 0 && this.options.epoch() === epoch;
    const findings = await reconcile({
      ari,
      registry,
      engines,
      dispatch,
      log,
      now: () => clock.now(),
      isCurrent,
      executor,
    });
    if (isFresh) {
      await reconcilePlaybacks({ ari, executor }, engines());
      await reconcileMessages({ ari, executor, now: () => clock.now() }, engines());
    }
    if (Object.values(findings).some((count) => count > 0)) log.info(findings, 'the sweep mended differences');
  }
}
