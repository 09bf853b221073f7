/**
 * Callers of whom nothing is heard. Asterisk knows when the last packet of sound came but tells it only by ending the call, which no caller deserves
 * who is muted or behind a firewall. So the count of packets of each conversation's other party is read now and then; when it stands still, the agent
 * is told.
 */
import { remoteParty } from '@bahu/domain/callcontrol/call.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import type { AriClient } from './ari/client.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';

/** Between two readings of a leg. Two alike mean that nothing came for at least so long. */
const readEveryMs = 10_000;
/** Legs that are asked for side by side. */
const width = 4;

export interface SilenceOptions {
  ari: Pick<AriClient, 'request'>;
  /** Of the companies whose calls it carries. */
  engines: () => readonly TenantEngine[];
}

export class SilenceWatch {
  private readonly options: SilenceOptions;
  /** Packets received by leg, as last read. */
  private packets = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(options: SilenceOptions) {
    this.options = options;
  }

  start(): void {
    this.timer = setTimeout(
      () =>
        void this.read().finally(() => {
          if (this.timer) this.start();
        }),
      readEveryMs,
    );
  }

  /** Reads every conversation once. Never throws: a leg that cannot be read is left as it is. */
  async read(): Promise<void> {
    const before = this.packets;
    this.packets = new Map();
    const legs = this.options
      .engines()
      .flatMap((engine) => customersTalking(engine).map((legId) => ({ engine, legId })));
    for (let i = 0; i < legs.length; i += width)
      await Promise.all(
        legs.slice(i, i + width).map(({ engine, legId }) => this.readLeg(engine, legId, before.get(legId))),
      );
  }

  private async readLeg(engine: TenantEngine, legId: string, before: number | undefined): Promise<void> {
    const count = await this.options.ari.request<{ rxcount?: number }>('GET', `/channels/${legId}/rtp_statistics`).then(
      ({ rxcount }) => rxcount,
      () => undefined,
    );
    if (count === undefined) return;
    this.packets.set(legId, count);
    if (before !== undefined)
      engine.post({ type: count === before ? 'leg-silent' : 'leg-heard', legId } satisfies Event);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** The legs of the parties outside whom a tenant's conversations are about, held ones left out: who hears music may keep silent. */
const customersTalking = (engine: TenantEngine): string[] =>
  [...engine.current.calls.values()].flatMap((call) => {
    const remote = remoteParty(call);
    return call.phase === 'talking' &&
      remote?.kind === 'customer' &&
      remote.state === 'in' &&
      remote.heldBy === null &&
      remote.legId !== null
      ? [remote.legId]
      : [];
  });
