/** Telephony as a whole: the event stream, an engine per tenant, and the commands of the desk. */
import type { ParkedCalls, Presence, QueueBoard } from '@bahu/contract/realtime.ts';
import type { Trouble } from '@bahu/contract/status.ts';
import type { DialNumber } from '@bahu/domain/numbers/dial.ts';
import { selectTrunk, whyNotPlace } from '@bahu/domain/callcontrol/placing.ts';
import type { Event, Target } from '@bahu/domain/callcontrol/event.ts';
import type { Clock } from '../kernel/clock.ts';
import { createPool, type Db } from '../kernel/db.ts';
import { Refusal } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import { AriClient, type AriAddress } from './ari/client.ts';
import { Executor } from './ari/execute.ts';
import { MediaFence } from './ari/fence.ts';
import type { AriEndpoint, AriEvent } from './ari/wire.ts';
import { CallCommands } from './call-commands.ts';
import { ContactWatch } from './contact-watch.ts';
import { gatherLookups, type CustomerOfNumber, type FindCustomers } from './customer-lookup.ts';
import { Dispatch } from './dispatch.ts';
import { FactLog } from './engine/fact-log.ts';
import { LeaseLost } from './engine/lease.ts';
import { differences, loadAgents, loadState, loadConfiguration } from './engine/load.ts';
import { Registry } from './engine/registry.ts';
import { SavedAgents } from './engine/saved-agents.ts';
import { TenantEngine } from './engine/tenant-engine.ts';
import { createTurns } from './engine/turns.ts';
import { Ownership } from './ownership.ts';
import { Phones, removeStrangers, type PhoneCredentials, type PhoneKind } from './phones.ts';
import { parkedOf, presenceOf, queueBoardOf } from './projection.ts';
import { Publisher, type Screens } from './publish.ts';
import { banAddress, unbanAddress } from './provisioning/push.ts';
import { Provisioner } from './provisioning/provisioner.ts';
import { trunkAt, trunksAt } from './provisioning/sources.ts';
import { noneYet, reconcile, reconcilePlaybacks } from './reconcile.ts';
import { SilenceWatch } from './silence.ts';
import { SipWatch, type RefusedOffer } from './sip/watch.ts';
import { TenantWatch } from './tenant-watch.ts';
import { telephonyTroubles } from './troubles.ts';

export interface TelephonyOptions {
  db: Db;
  /** For the session lock of the leases; the application's role. */
  databaseUrl: string;
  clock: Clock;
  log: Log;
  ari: AriAddress;
  /** Where copies of SIP messages arrive and what proves them; null when the media server sends none. */
  sipCopies: { port: number; key: string } | null;
  voiceFolder: string;
  /** Where the media server writes the sound of legs. */
  rawFolder: string;
  journalFolder: string;
  /** Where browsers reach our audio, when that is not the media server's own choice. */
  mediaAddress: string | null;
  maxCalls: number;
  screens: Screens;
  findCustomers: FindCustomers;
  /** Whether there is room for recordings. */
  mayRecord: () => boolean;
}

const sweepMs = 15_000;
const engineConnections = 4;
/** A batch that the database does not take by then goes to the journal, and the calls go on. */
const engineStatementMs = 1500;

/** A call that an agent may place; `isToldOnceReached`: the call tells who the customer is only when their phone has been reached. */
interface Wanted { target: Pick<Target, 'kind'> & { number: string; keys?: string }; customer: CustomerOfNumber | null; isToldOnceReached: boolean }

export class Telephony {
  readonly registry = new Registry();
  readonly calls: CallCommands;
  private readonly options: TelephonyOptions;
  private readonly strong: AriClient;
  private readonly fence: MediaFence;
  private readonly ari: AriClient;
  private readonly executor: Executor;
  private readonly ownership: Ownership;
  private readonly pool: ReturnType<typeof createPool>;
  private readonly phones: Phones;
  private readonly provisioner: Provisioner;
  private readonly publisher: Publisher;
  private readonly dispatch: Dispatch;
  private readonly contacts: ContactWatch;
  private readonly sipWatch: SipWatch | null;
  private readonly silence: SilenceWatch;
  private readonly tenants: TenantWatch;
  private readonly savedAgents = new SavedAgents((tenantId, agentIds) => this.tellSaved(tenantId, agentIds));
  private readonly turns = createTurns(() => this.registry.all().map((engine) => engine.tenantId));
  private readonly factLogs = new Map<string, FactLog>();
  private sweepTimer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(options: TelephonyOptions) {
    const { db, log, clock } = options;
    this.options = options;
    this.calls = new CallCommands((tenantId) => this.engineOf(tenantId), clock);
    this.ownership = new Ownership({ databaseUrl: options.databaseUrl, log, open: () => this.open(), close: () => this.close() });
    this.strong = new AriClient(options.ari, log);
    this.fence = new MediaFence({ strong: this.strong, lease: this.ownership.lease, log });
    this.ari = new AriClient(options.ari, log, this.fence);
    this.executor = this.createExecutor();
    this.pool = createPool(options.databaseUrl, { connections: engineConnections, statementMs: engineStatementMs, log });
    this.phones = new Phones({ db, ari: this.ari, mediaAddress: options.mediaAddress, log });
    this.provisioner = new Provisioner({
      log, tenantIds: () => this.registry.all().map((engine) => engine.tenantId), removeStrangers: () => this.removeStrangers(), push: (tenantId) => this.phones.pushAll(tenantId),
    });
    this.publisher = new Publisher(options.screens, this.registry, clock);
    this.contacts = new ContactWatch({ ari: this.ari, log });
    this.sipWatch = options.sipCopies && new SipWatch({
      ...options.sipCopies, log, onRefusedOffer: (offer) => void this.offerRefused(offer), onRegistered: (endpoint) => this.contacts.registered(endpoint),
    });
    this.dispatch = new Dispatch({
      ari: this.ari, registry: this.registry, log, maxCalls: options.maxCalls, findCustomer: gatherLookups(options.findCustomers), onTakeover: () => void this.ownership.lease.look(),
      reasonOf: (sipCallId) => (this.sipWatch ? this.sipWatch.reasonOf(sipCallId) : null),
    });
    this.silence = new SilenceWatch({ ari: this.ari, registry: this.registry });
    this.tenants = new TenantWatch({
      db, clock, log, configurationOf: (tenantId) => this.registry.ofTenant(tenantId)?.current.configuration,
      open: (tenantId) => this.openTenant(tenantId), reconfigure: (tenantId) => this.configurationChanged(tenantId), isOwner: () => this.ownership.lease.epoch !== 0,
    });
  }

  private createExecutor(): Executor {
    const { log, voiceFolder, rawFolder, mayRecord } = this.options;
    return new Executor({
      ari: this.ari, folders: { voices: voiceFolder, recordings: rawFolder }, log, mayRecord, epoch: () => this.ownership.lease.epoch,
      onFailedLeg: (legId, cause) => this.registry.ofLeg(legId)?.post({ type: 'leg-gone', legId, cause, sipCode: null }),
      onNotRecorded: (legId) => this.registry.ofLeg(legId)?.post({ type: 'leg-ready', legId }),
    });
  }

  /** Takes the calls over when nobody living carries them, else stands by until then. */
  async start(): Promise<void> {
    this.sipWatch?.start();
    this.silence.start();
    await this.ownership.start();
    this.sweepTimer = setInterval(() => {
      this.sweepSoon(false);
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
    for (const engine of this.registry.all()) engine.halt();
    this.registry.clear();
    for (const facts of this.factLogs.values()) void facts.stop();
    this.factLogs.clear();
  }

  private async openTenant(tenantId: string): Promise<void> {
    const { db, clock, log, journalFolder } = this.options;
    const { lease } = this.ownership;
    const { epoch } = lease;
    if (epoch === 0) throw new LeaseLost();
    const facts = new FactLog({ pool: this.pool, tenantId, log, folder: journalFolder, epoch, onLost: () => lease.lose() });
    await facts.replay();
    const board = await db.tenant(tenantId, (tx) => loadState(tx, tenantId, clock.now()));
    if (lease.epoch !== epoch) throw new LeaseLost();
    this.factLogs.set(tenantId, facts);
    for (const trunkId of board.configuration.trunks.keys()) this.registry.setTrunk(trunkId, tenantId);
    for (const agentId of board.agents.keys()) this.registry.setAgent(agentId, tenantId);
    this.registry.add(new TenantEngine(board, {
      turns: this.turns,
      tenantId, clock, log, facts, execute: (callId, commands) => this.executor.run(callId, commands), publish: (published) => this.publisher.publish(published),
      legsChanged: (legs) => this.registry.legsChanged(tenantId, legs), leaseLost: () => lease.lose(), broken: () => this.reopen(tenantId),
    }));
    this.publisher.publishAll(tenantId);
    this.provisioner.add(tenantId);
    this.sweepSoon(false);
  }

  private async offerRefused(offer: RefusedOffer): Promise<void> {
    const trunk = trunkAt(offer.from, await this.phones.located());
    if (trunk) this.dispatch.refused(trunk.id, offer);
  }

  /** An engine whose writing has a defect is made anew from what is written; the other tenants' go on. */
  private reopen(tenantId: string): void {
    this.registry.remove(tenantId);
    void this.factLogs.get(tenantId)?.stop();
    this.tenants.followSoon();
  }

  /** It may be the one of before or one that has just started and knows nothing. */
  private mediaServerCame(): void {
    this.provisioner.forget();
    this.sweepSoon(true);
  }

  /** Sweeps one after the other; what the media server does not know yet is pushed first. */
  private sweepSoon(isFresh: boolean): void {
    this.sweeping = this.sweeping.then(() => this.sweep(isFresh)).catch((error: unknown) => {
      this.options.log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the sweep could not be finished');
    });
  }

  private async sweep(isFresh: boolean): Promise<void> {
    if (!(await this.ari.isHearing())) return;
    await this.provisioner.provide();
    const { log, clock } = this.options;
    const { epoch } = this.ownership.lease;
    const isCurrent = (): boolean => epoch !== 0 && this.ownership.lease.epoch === epoch;
    const findings = await reconcile({ ari: this.ari, registry: this.registry, dispatch: this.dispatch, log, now: () => clock.now(), isCurrent, executor: this.executor });
    if (isFresh) await reconcilePlaybacks(this.ari, this.registry);
    if (Object.values(findings).some((count) => count > 0)) log.info(findings, 'the sweep mended differences');
  }

  private async removeStrangers(): Promise<void> {
    const endpoints = await this.ari.request<AriEndpoint[]>('GET', '/endpoints/PJSIP').catch(noneYet);
    await removeStrangers(this.ari, endpoints, (kind, id) => (kind === 'agent' ? this.registry.ofAgent(id) : this.registry.ofTrunk(id)) !== undefined);
  }

  /** The media server is known to have died: everything it carried is over. */
  engineDied(): void {
    for (const engine of this.registry.all()) engine.post({ type: 'engine-lost' });
  }

  /** For how long, in milliseconds, the media server has known every phone and trunk; 0 while something is missing there. */
  accountsKnownForMs(): number { return this.ari.isUp ? this.provisioner.wholeForMs() : 0; }

  /** Whether SIP calls of ours go to this address. */
  async isTrunkAddress(address: string): Promise<boolean> {
    return trunksAt([address], await this.phones.located()).length > 0;
  }

  /** Shuts an address out of the SIP port, or lets it in again. */
  async setBan(address: string, isBanned: boolean): Promise<void> {
    await (isBanned ? banAddress : unbanAddress)(this.ari, address);
  }

  /** Whether a session holds an agent's softphone. */
  holdsPhone(tenantId: string, sessionId: string): boolean {
    return [...(this.registry.ofTenant(tenantId)?.current.agents.values() ?? [])].some((agent) => agent.sessionId === sessionId);
  }

  /** Age of the last sign of life of the media server in milliseconds, or null when it is away. */
  engineSilentMs(): number | null { return this.ari.isUp ? this.ari.silentMs() : null; }
  liveCalls(): number { return this.registry.liveCalls(); }
  /** Batches of facts that wait for the database. */
  pendingFacts(): number { return [...this.factLogs.values()].reduce((sum, facts) => sum + facts.pending, 0); }

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
      journalFolder: this.options.journalFolder, inMemory: [...this.factLogs.values()].reduce((sum, facts) => sum + facts.inMemory, 0),
      withoutEngine: this.ownership.isOpen ? this.tenants.withoutEngine() : [], isFenced: this.fence.isFenced,
    });
  }

  desk(tenantId: string, agentId: string): ReturnType<Publisher['desk']> { return this.publisher.desk(tenantId, agentId); }

  presence(tenantId: string): Presence | undefined {
    const board = this.registry.ofTenant(tenantId)?.current;
    return board && presenceOf(board);
  }
  queueBoard(tenantId: string): QueueBoard | undefined {
    const board = this.registry.ofTenant(tenantId)?.current;
    return board && queueBoardOf(board);
  }

  parkedCalls(tenantId: string): ParkedCalls | undefined {
    const board = this.registry.ofTenant(tenantId)?.current;
    return board && parkedOf(board);
  }

  /** For what people ask for: it must be possible to record it, so without the database it is refused. */
  private engineOf(tenantId: string): TenantEngine {
    const engine = this.registry.ofTenant(tenantId);
    if (!engine || !this.ari.isUp) throw new Refusal('phone.engine-away');
    if (!this.ownership.lease.isFresh() || this.factLogs.get(tenantId)?.pending) throw new Refusal('service.unavailable');
    return engine;
  }

  /** An event of an agent's own desk; resolves when its facts are written. */
  async tell(tenantId: string, event: Event): Promise<void> {
    await this.engineOf(tenantId).handle(event);
  }

  /** @throws Refusal when the agent has no such call. */
  async tellCall(tenantId: string, agentId: string, callId: string, event: Event): Promise<void> {
    const engine = this.engineOf(tenantId);
    if (engine.current.agents.get(agentId)?.callId !== callId) throw new Refusal('phone.no-such-call');
    await engine.handle(event);
  }

  /** Places a call. @throws Refusal saying why not. */
  async place(tenantId: string, agentId: string, wanted: Wanted): Promise<string> {
    const engine = this.engineOf(tenantId);
    const target = this.targetOf(engine, agentId, wanted.target);
    const refusal = target === null ? 'phone.no-trunk' : whyNotPlace(engine.current, agentId, target);
    if (refusal || target === null) throw new Refusal(refusal ?? 'phone.no-trunk');
    const callId = newId(this.options.clock.now());
    const { customer, isToldOnceReached } = wanted;
    await engine.handle({ type: 'place', callId, agentId, target, customerId: customer?.id ?? null, customerName: customer?.name ?? null, isToldOnceReached });
    return callId;
  }

  private targetOf(engine: TenantEngine, agentId: string, wanted: { kind: Target['kind']; number: string; keys?: string }): Target | null {
    if (wanted.kind === 'extension') return { kind: 'extension', extension: wanted.number };
    return selectTrunk(engine.current, agentId, wanted.number as DialNumber, wanted.keys);
  }

  /** New softphone credentials; a softphone of the agent elsewhere is taken over. */
  async mintPhone(tenantId: string, agentId: string, sessionId: string, kind: PhoneKind = 'browser'): Promise<PhoneCredentials> {
    const engine = this.engineOf(tenantId);
    await engine.handle({ type: 'phone-minted', agentId, sessionId });
    return this.phones.mint(tenantId, agentId, sessionId, kind).catch((error: unknown) => {
      this.options.log.warn({ err: error }, 'a softphone could not be made known to the media server');
      throw new Refusal('phone.engine-away');
    });
  }

  /** A session ended; its softphone, if it held one, ends with it. */
  async signedOut(tenantId: string, sessionId: string): Promise<void> {
    const engine = this.registry.ofTenant(tenantId);
    const agent = [...(engine?.current.agents.values() ?? [])].find((candidate) => candidate.sessionId === sessionId);
    if (!engine || !agent) return;
    await engine.handle({ type: 'signed-out', agentId: agent.id, sessionId });
    await this.phones.remove(tenantId, agent.id, sessionId);
  }

  /** A user was created, changed or deleted. */
  agentSaved(tenantId: string, agentId: string): Promise<void> {
    return this.savedAgents.saved(tenantId, agentId);
  }

  private async tellSaved(tenantId: string, agentIds: readonly string[]): Promise<void> {
    const saved = await this.options.db.tenant(tenantId, (tx) => loadAgents(tx, agentIds));
    const found = new Set(saved.map(({ id }) => id));
    await this.tellAgents(tenantId, { saved, removed: agentIds.filter((id) => !found.has(id)) });
  }

  private async tellAgents(tenantId: string, { saved, removed }: ReturnType<typeof differences>): Promise<void> {
    const engine = this.registry.ofTenant(tenantId);
    for (const { id } of saved) this.registry.setAgent(id, tenantId);
    if (!engine) return;
    await Promise.all([...saved.map((agent) => engine.handle({ type: 'agent-saved', agent })), ...removed.map((agentId) => engine.handle({ type: 'agent-removed', agentId }))]);
  }

  /** A tenant was created, suspended, extended or licensed anew: effective at once, calls in progress go on. */
  tenantsChanged(): void {
    this.tenants.followSoon();
  }

  /** Menus, queues, trunks, caller IDs, the licence or many agents changed: effective at once, calls in progress stay. */
  async configurationChanged(tenantId: string): Promise<void> {
    const { configuration, agents } = await this.options.db.tenant(tenantId, async (tx) => ({ configuration: await loadConfiguration(tx, tenantId, this.options.clock.now()), agents: await loadAgents(tx) }));
    for (const trunkId of configuration.trunks.keys()) this.registry.setTrunk(trunkId, tenantId);
    const engine = this.registry.ofTenant(tenantId);
    await engine?.handle({ type: 'configured', configuration });
    if (engine) await this.tellAgents(tenantId, differences(engine.current.agents, agents));
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
    for (const engine of this.registry.all()) engine.halt();
    await Promise.all([...this.factLogs.values()].map((facts) => facts.stop()));
    this.publisher.stop();
    await this.ownership.release();
    await this.pool.end();
  }
}
