/** The engines of the tenants whose calls are ours, each with the log of its facts. */
import type { createPool, Db } from '../kernel/db.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { MediaNode } from './media-node.ts';
import { FactLog } from './engine/fact-log.ts';
import { LeaseLost, type Lease } from './engine/lease.ts';
import { loadState } from './engine/load.ts';
import type { Registry } from './engine/registry.ts';
import { TenantEngine } from './engine/tenant-engine.ts';
import { createTurns } from './engine/turns.ts';
import type { Publisher } from './publish.ts';

export interface TenantEnginesOptions {
  db: Db;
  /** On which facts are written. */
  pool: ReturnType<typeof createPool>;
  clock: Clock;
  log: Log;
  journalFolder: string;
  lease: Lease;
  registry: Registry;
  /** The media server of this name. @throws when there is none. */
  nodeOf: (name: string) => Pick<MediaNode, 'executor' | 'bridgeTimes' | 'opened'>;
  publisher: Publisher;
  /** An engine that has a defect is closed; somebody opens it again. */
  onBroken: () => void;
}

export class TenantEngines {
  private readonly options: TenantEnginesOptions;
  private readonly turns: ReturnType<typeof createTurns>;
  private readonly factLogs = new Map<string, FactLog>();

  constructor(options: TenantEnginesOptions) {
    this.options = options;
    this.turns = createTurns(() => options.registry.all().map((engine) => engine.tenantId));
  }

  /** A tenant's calls go on from what is written of them. @throws LeaseLost when they are another's meanwhile. */
  async open(tenantId: string): Promise<void> {
    const { db, pool, clock, log, journalFolder, lease, registry, nodeOf, publisher } = this.options;
    const { epoch } = lease;
    if (epoch === 0) throw new LeaseLost();
    const facts = new FactLog({ pool, tenantId, log, folder: journalFolder, epoch, onLost: () => lease.lose() });
    await facts.replay();
    const { state, node } = await db.tenant(tenantId, async (tx) => ({
      state: await loadState(tx, tenantId, clock.now()),
      ...(await tx.selectFrom('tenants').select('node').where('id', '=', tenantId).executeTakeFirstOrThrow()),
    }));
    const media = nodeOf(node);
    if (lease.epoch !== epoch) throw new LeaseLost();
    this.factLogs.set(tenantId, facts);
    for (const trunkId of state.configuration.trunks.keys()) registry.setTrunk(trunkId, tenantId);
    for (const agentId of state.agents.keys()) registry.setAgent(agentId, tenantId);
    registry.add(
      new TenantEngine(state, {
        turns: this.turns,
        tenantId,
        node,
        clock,
        log,
        facts,
        bridgeTimes: media.bridgeTimes,
        execute: (callId, commands) => media.executor.run(callId, commands),
        publish: (published) => publisher.publish(published),
        legsChanged: (legs) => registry.legsChanged(tenantId, legs),
        leaseLost: () => lease.lose(),
        broken: () => this.reopen(tenantId),
      }),
    );
    // What was set up while nobody served the calls counts for them, too.
    if (state.calls.size > 0)
      registry.ofTenant(tenantId)?.post({ type: 'configured', configuration: state.configuration });
    publisher.publishAll(tenantId);
    media.opened(tenantId);
  }

  /** An engine whose writing has a defect is made anew from what is written; the other tenants' go on. */
  private reopen(tenantId: string): void {
    this.options.registry.remove(tenantId);
    void this.factLogs.get(tenantId)?.stop();
    this.options.onBroken();
  }

  /** The calls are another's: their engines end as they are. */
  close(): void {
    for (const engine of this.options.registry.all()) engine.halt();
    this.options.registry.clear();
    for (const facts of this.factLogs.values()) void facts.stop();
    this.factLogs.clear();
  }

  /** Resolves when what is known has been written. */
  async stop(): Promise<void> {
    for (const engine of this.options.registry.all()) engine.halt();
    await Promise.all([...this.factLogs.values()].map((facts) => facts.stop()));
  }

  /** Whether facts of a tenant wait for the database. */
  isBehind(tenantId: string): boolean {
    return (this.factLogs.get(tenantId)?.pending ?? 0) > 0;
  }
  /** Batches of facts that wait for the database, and how many of them are nowhere but in memory. */
  waiting(): { pending: number; inMemory: number } {
    const logs = [...this.factLogs.values()];
    return {
      pending: logs.reduce((sum, { pending }) => sum + pending, 0),
      inMemory: logs.reduce((sum, { inMemory }) => sum + inMemory, 0),
    };
  }
}
