/** Telephony as a whole: it begins and ends with the ownership of the calls, and has an engine per tenant. */
import type { Trouble } from '@bahu/contract/status.ts';
import { createPool } from '../kernel/db.ts';
import { Refusal } from '../kernel/errors.ts';
import { AriClient } from './ari/client.ts';
import { Executor } from './ari/execute.ts';
import { MediaFence } from './ari/fence.ts';
import type { AriEndpoint, AriEvent } from './ari/wire.ts';
import { AgentPhones } from './agent-phones.ts';
import { CallCommands } from './call-commands.ts';
import { ContactWatch } from './contact-watch.ts';
import { gatherLookups } from './customer-lookup.ts';
import { DeskCommands } from './desk-commands.ts';
import { Dispatch } from './dispatch.ts';
import { differences, loadAgents, loadConfiguration } from './engine/load.ts';
import { Registry } from './engine/registry.ts';
import { TenantEngine } from './engine/tenant-engine.ts';
import type { TelephonyOptions } from './options.ts';
import { Ownership } from './ownership.ts';
import { Phones, removeStrangers } from './phones.ts';
import { Publisher } from './publish.ts';
import { banAddress, unbanAddress } from './provisioning/push.ts';
import { Provisioner } from './provisioning/provisioner.ts';
import { trunkAt, trunksAt } from './provisioning/sources.ts';
import { noneYet } from './reconcile.ts';
import { SilenceWatch } from './silence.ts';
import { SipWatch, type RefusedOffer } from './sip/watch.ts';
import { Sweeps } from './sweeps.ts';
import { TenantEngines } from './tenant-engines.ts';
import { TenantWatch } from './tenant-watch.ts';
import { telephonyTroubles } from './troubles.ts';

const sweepMs = 15_000;
const engineConnections = 4;
/** A batch that the database does not take by then goes to the journal, and the calls go on. */
const engineStatementMs = 1500;

export class Telephony {
  readonly registry = new Registry();
  readonly calls: CallCommands;
  readonly desk: DeskCommands;
  readonly agents: AgentPhones;
  readonly publisher: Publisher;
  private readonly options: TelephonyOptions;
  private readonly strong: AriClient;
  private readonly fence: MediaFence;
  private readonly ari: AriClient;
  private readonly executor: Executor;
  private readonly ownership: Ownership;
  private readonly pool: ReturnType<typeof createPool>;
  private readonly phones: Phones;
  private readonly provisioner: Provisioner;
  private readonly engines: TenantEngines;
  private readonly sweeps: Sweeps;
  private readonly dispatch: Dispatch;
  private readonly contacts: ContactWatch;
  private readonly sipWatch: SipWatch | null;
  private readonly silence: SilenceWatch;
  private readonly tenants: TenantWatch;
  private sweepTimer: NodeJS.Timeout | null = null;

  constructor(options: TelephonyOptions) {
    const { db, log, clock } = options;
    this.options = options;
    const engineOf = (tenantId: string): TenantEngine => this.engineOf(tenantId);
    this.calls = new CallCommands(engineOf, clock);
    this.desk = new DeskCommands(engineOf, clock);
    this.ownership = new Ownership({
      databaseUrl: options.databaseUrl,
      log,
      open: () => this.open(),
      close: () => this.close(),
    });
    this.strong = new AriClient(options.ari, log);
    this.fence = new MediaFence({ strong: this.strong, lease: this.ownership.lease, log });
    this.ari = new AriClient(options.ari, log, this.fence);
    this.executor = this.createExecutor();
    this.pool = createPool(options.databaseUrl, {
      connections: engineConnections,
      statementMs: engineStatementMs,
      staysOpen: true,
      log,
    });
    this.contacts = new ContactWatch({ ari: this.ari, log });
    this.phones = new Phones({ db, ari: this.ari, contacts: this.contacts, mediaAddress: options.mediaAddress, log });
    this.agents = new AgentPhones({ db, log, registry: this.registry, phones: this.phones, engineOf });
    this.provisioner = new Provisioner({
      log,
      tenantIds: () => this.registry.all().map((engine) => engine.tenantId),
      removeStrangers: () => this.removeStrangers(),
      push: (tenantId) => this.phones.pushAll(tenantId),
    });
    this.publisher = new Publisher(options.screens, this.registry, clock);
    this.engines = new TenantEngines({
      db,
      pool: this.pool,
      clock,
      log,
      journalFolder: options.journalFolder,
      lease: this.ownership.lease,
      registry: this.registry,
      executor: this.executor,
      publisher: this.publisher,
      onBroken: () => this.tenants.followSoon(),
    });
    this.sipWatch =
      options.sipCopies &&
      new SipWatch({
        ...options.sipCopies,
        log,
        onRefusedOffer: (offer) => void this.offerRefused(offer),
        onRegistered: (endpoint) => this.contacts.registered(endpoint),
      });
    this.dispatch = new Dispatch({
      ari: this.ari,
      registry: this.registry,
      log,
      maxCalls: options.maxCalls,
      findCustomer: gatherLookups(options.findCustomers),
      onTakeover: () => void this.ownership.lease.look(),
      reasonOf: (sipCallId) => (this.sipWatch ? this.sipWatch.reasonOf(sipCallId) : null),
    });
    this.sweeps = new Sweeps({
      ari: this.ari,
      registry: this.registry,
      dispatch: this.dispatch,
      executor: this.executor,
      provisioner: this.provisioner,
      clock,
      log,
      epoch: () => this.ownership.lease.epoch,
    });
    this.silence = new SilenceWatch({ ari: this.ari, registry: this.registry });
    this.tenants = new TenantWatch({
      db,
      clock,
      log,
      configurationOf: (tenantId) => this.registry.ofTenant(tenantId)?.current.configuration,
      open: (tenantId) => this.openTenant(tenantId),
      reconfigure: (tenantId) => this.configurationChanged(tenantId),
      isOwner: () => this.ownership.lease.epoch !== 0,
    });
  }

  private createExecutor(): Executor {
    const { log, voiceFolder, rawFolder, mayRecord } = this.options;
    return new Executor({
      ari: this.ari,
      folders: { voices: voiceFolder, recordings: rawFolder },
      log,
      mayRecord,
      epoch: () => this.ownership.lease.epoch,
      onFailedLeg: (legId, cause) =>
        this.registry.ofLeg(legId)?.post({ type: 'leg-gone', legId, cause, sipCode: null }),
      onNotRecorded: (legId) => this.registry.ofLeg(legId)?.post({ type: 'leg-ready', legId }),
    });
  }

  /** Takes the calls over when nobody living carries them, else stands by until then. */
  async start(): Promise<void> {
    this.sipWatch?.start();
    this.silence.start();
    await this.ownership.start();
    this.sweepTimer = setInterval(() => {
      this.sweeps.soon(false);
      this.tenants.followSoon();
    }, sweepMs);
  }

  /** The calls are ours: takes the tenants over, then listens. Calls of a former owner go on from what it wrote. */
  private async open(): Promise<void> {
    this.dispatch.reset();
    this.contacts.reset();
    await this.tenants.follow();
    const hear = (event: AriEvent): void => {
      if (this.contacts.hear(event)) this.dispatch.hear(event);
    };
    this.ari.listen({ event: hear, up: () => this.mediaServerCame(), down: () => this.provisioner.forget() });
  }

  /** The calls are another's: neither hears nor commands, and leaves them as they are. */
  private close(): void {
    this.ari.hush();
    this.fence.forget();
    this.engines.close();
  }

  private async openTenant(tenantId: string): Promise<void> {
    await this.engines.open(tenantId);
    this.provisioner.add(tenantId);
    this.sweeps.soon(false);
  }

  private async offerRefused(offer: RefusedOffer): Promise<void> {
    const trunk = trunkAt(offer.from, await this.phones.located());
    if (trunk) this.dispatch.refused(trunk.id, offer);
  }

  /** It may be the one of before or one that has just started and knows nothing. */
  private mediaServerCame(): void {
    this.provisioner.forget();
    this.sweeps.soon(true);
  }

  private async removeStrangers(): Promise<void> {
    const endpoints = await this.ari.request<AriEndpoint[]>('GET', '/endpoints/PJSIP').catch(noneYet);
    await removeStrangers(
      this.ari,
      endpoints,
      (kind, id) => (kind === 'agent' ? this.registry.ofAgent(id) : this.registry.ofTrunk(id)) !== undefined,
    );
  }

  /** The media server is known to have died: everything it carried is over. */
  engineDied(): void {
    for (const engine of this.registry.all()) engine.post({ type: 'engine-lost' });
  }

  /** For how long, in milliseconds, the media server has known every phone and trunk; 0 while something is missing there. */
  accountsKnownForMs(): number {
    return this.ari.isUp ? this.provisioner.wholeForMs() : 0;
  }

  /** Whether SIP calls of ours go to this address. */
  async isTrunkAddress(address: string): Promise<boolean> {
    return trunksAt([address], await this.phones.located()).length > 0;
  }

  /** Shuts an address out of the SIP port, or lets it in again. */
  async setBan(address: string, isBanned: boolean): Promise<void> {
    await (isBanned ? banAddress : unbanAddress)(this.ari, address);
  }

  /** Age of the last sign of life of the media server in milliseconds, or null when it is away. */
  engineSilentMs(): number | null {
    return this.ari.isUp ? this.ari.silentMs() : null;
  }
  liveCalls(): number {
    return this.registry.liveCalls();
  }
  /** Batches of facts that wait for the database. */
  pendingFacts(): number {
    return this.engines.waiting().pending;
  }

  /** Why this process serves no calls, or not all; null when it serves every tenant. */
  whyNotServing(): string | null {
    if (this.ownership.lease.epoch === 0) return 'another process carries the calls: this one stands by';
    if (!this.ownership.isOpen) return 'the calls are ours and could not be taken over yet';
    const missing = this.tenants.withoutEngine();
    return missing.length > 0 ? `no engine for ${missing.join(', ')}` : null;
  }

  /** What is wrong with the calls' records and owners although the calls go on. */
  troubles(): Trouble[] {
    return telephonyTroubles({
      journalFolder: this.options.journalFolder,
      inMemory: this.engines.waiting().inMemory,
      withoutEngine: this.ownership.isOpen ? this.tenants.withoutEngine() : [],
      isFenced: this.fence.isFenced,
    });
  }

  /** For what people ask for: it must be possible to record it, so without the database it is refused. */
  private engineOf(tenantId: string): TenantEngine {
    const engine = this.registry.ofTenant(tenantId);
    if (!engine || !this.ari.isUp) throw new Refusal('phone.engine-away');
    if (!this.ownership.lease.isFresh() || this.engines.isBehind(tenantId)) throw new Refusal('service.unavailable');
    return engine;
  }

  /** A tenant was created, suspended, extended or licensed anew: effective at once, calls in progress go on. */
  tenantsChanged(): void {
    this.tenants.followSoon();
  }

  /** Menus, queues, trunks, caller IDs, the licence or many agents changed: effective at once, calls in progress stay. */
  async configurationChanged(tenantId: string): Promise<void> {
    const { configuration, agents } = await this.options.db.tenant(tenantId, async (tx) => ({
      configuration: await loadConfiguration(tx, tenantId, this.options.clock.now()),
      agents: await loadAgents(tx),
    }));
    for (const trunkId of configuration.trunks.keys()) this.registry.setTrunk(trunkId, tenantId);
    const engine = this.registry.ofTenant(tenantId);
    await engine?.handle({ type: 'configured', configuration });
    if (engine) await this.agents.tell(tenantId, differences(engine.current.agents, agents));
    if (this.ari.isUp) await this.phones.pushAll(tenantId);
  }

  /** Lets go of the calls without touching them: the next process goes on with them. */
  async stop(): Promise<void> {
    if (this.sweepTimer) clearInterval(this.sweepTimer);
    this.sipWatch?.stop();
    this.silence.stop();
    await this.ownership.stop();
    await this.ari.close();
    await this.strong.close();
    await this.engines.stop();
    this.publisher.stop();
    await this.ownership.release();
    await this.pool.end();
  }
}
