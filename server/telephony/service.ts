/** Telephony as a whole: it begins and ends with the ownership of the calls, and has an engine per tenant. */
import type { Trouble } from '@bahu/contract/status.ts';
import { createPool } from '../kernel/db.ts';
import { Refusal } from '../kernel/errors.ts';
import { loadNumberLists, type ConfigurationPart } from '../kernel/number-lists.ts';
import { oneAtATime } from '../kernel/one-at-a-time.ts';
import { AgentPhones } from './agent-phones.ts';
import { CallCommands } from './call-commands.ts';
import { gatherLookups } from './customer-lookup.ts';
import { DeskCommands } from './desk-commands.ts';
import { differences, loadAgents, loadConfiguration, loadQueues } from './engine/load.ts';
import { Registry } from './engine/registry.ts';
import { TenantEngine } from './engine/tenant-engine.ts';
import type { TelephonyOptions } from './options.ts';
import { MediaNode } from './media-node.ts';
import { Ownership } from './ownership.ts';
import type { Phones } from './phones.ts';
import { QualityBook } from './quality-book.ts';
import { writeQuality } from './quality-store.ts';
import { Publisher } from './publish.ts';
import { StateCommands } from './state-commands.ts';
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
  readonly states: StateCommands;
  readonly agents: AgentPhones;
  readonly publisher: Publisher;
  readonly quality: QualityBook;
  private readonly options: TelephonyOptions;
  private readonly nodes: ReadonlyMap<string, MediaNode>;
  private readonly ownership: Ownership;
  private readonly pool: ReturnType<typeof createPool>;
  private readonly engines: TenantEngines;
  private readonly tenants: TenantWatch;
  private sweepTimer: NodeJS.Timeout | null = null;

  constructor(options: TelephonyOptions) {
    const { db, log, clock } = options;
    this.options = options;
    const engineOf = (tenantId: string): TenantEngine => this.engineOf(tenantId);
    this.calls = new CallCommands(engineOf, clock);
    this.desk = new DeskCommands(engineOf, clock);
    this.states = new StateCommands(engineOf, clock);
    this.ownership = new Ownership({
      databaseUrl: options.databaseUrl,
      log,
      open: () => this.open(),
      close: () => this.close(),
    });
    const findCustomer = gatherLookups(options.findCustomers);
    this.quality = new QualityBook({
      clock,
      log,
      write: (tenantId, parts) => writeQuality(db, tenantId, parts),
      onScore: (leg) => this.publisher.scored(leg),
    });
    const shared = {
      db,
      clock,
      log,
      lease: this.ownership.lease,
      registry: this.registry,
      findCustomer,
      onMeasured: this.quality.measured.bind(this.quality),
      onDeskPhone: options.onDeskPhone,
    };
    this.nodes = new Map(options.nodes.map((node) => [node.name, new MediaNode({ ...shared, ...node })]));
    this.pool = createPool(options.databaseUrl, {
      connections: engineConnections,
      statementMs: engineStatementMs,
      staysOpen: true,
      log,
    });
    const phonesOf = ({ node }: TenantEngine): Phones => this.nodeOf(node).phones;
    this.agents = new AgentPhones({ db, log, registry: this.registry, phonesOf, engineOf });
    this.publisher = new Publisher(options.screens, this.registry, clock, this.quality);
    this.engines = new TenantEngines({
      db,
      pool: this.pool,
      clock,
      log,
      journalFolder: options.journalFolder,
      lease: this.ownership.lease,
      registry: this.registry,
      nodeOf: (name) => this.nodeOf(name),
      publisher: this.publisher,
      onBroken: () => this.tenants.followSoon(),
    });
    this.tenants = new TenantWatch({
      db,
      clock,
      log,
      configurationOf: (tenantId) => this.registry.ofTenant(tenantId)?.current.configuration,
      open: (tenantId) => this.engines.open(tenantId),
      reconfigure: (tenantId) => this.configurationChanged(tenantId),
      isOwner: () => this.ownership.lease.epoch !== 0,
    });
  }

  /** The media server of a name. @throws when none has it: a company's calls are not taken over by another one. */
  private nodeOf(name: string): MediaNode {
    const node = this.nodes.get(name);
    if (!node) throw new Error(`no media server has the name ${name}`);
    return node;
  }
  private allNodes(): MediaNode[] {
    return [...this.nodes.values()];
  }

  /** Takes the calls over when nobody living carries them, else stands by until then. */
  async start(): Promise<void> {
    for (const node of this.nodes.values()) node.start();
    await this.ownership.start();
    this.quality.start();
    this.sweepTimer = setInterval(() => {
      for (const node of this.nodes.values()) node.sweepSoon();
      this.tenants.followSoon();
      this.publisher.followDays();
    }, sweepMs);
  }

  /** The calls are ours: takes the tenants over, then listens. Calls of a former owner go on from what it wrote. */
  private async open(): Promise<void> {
    for (const node of this.nodes.values()) node.reset();
    await this.tenants.follow();
    for (const node of this.nodes.values()) node.listen();
  }

  /** The calls are another's: neither hears nor commands, and leaves them as they are. */
  private close(): void {
    for (const node of this.nodes.values()) node.close();
    this.engines.close();
  }

  /** The media server of a name is known to have died. */
  mediaServerDied(name: string): void {
    this.nodeOf(name).died();
  }

  /** The media server of a name, as far as others than the calls have to do with it. */
  node(name: string): Pick<MediaNode, 'accountsKnownForMs' | 'isTrunkAddress' | 'setBan' | 'silentMs'> {
    return this.nodeOf(name);
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
      isFenced: this.allNodes().every(({ isFenced }) => isFenced),
    });
  }

  /** For what people ask for: it must be possible to record it, so without the database it is refused. */
  private engineOf(tenantId: string): TenantEngine {
    const engine = this.registry.ofTenant(tenantId);
    if (!engine || !this.nodeOf(engine.node).isUp) throw new Refusal('phone.media-server-unavailable');
    if (!this.ownership.lease.isFresh() || this.engines.isBehind(tenantId)) throw new Refusal('service.unavailable');
    return engine;
  }

  /** A tenant was created, suspended, extended or licensed anew: effective at once, calls in progress go on. */
  tenantsChanged(): void {
    this.tenants.followSoon();
  }

  /**
   * Menus, queues, trunks, caller IDs, the licence or many agents changed, or the lists of numbers without calls or the queues alone: effective at once,
   * calls in progress stay. Many changes at once are read once.
   */
  configurationChanged(tenantId: string, part: ConfigurationPart = 'all'): Promise<void> {
    const before = this.changed.get(tenantId) ?? part;
    this.changed.set(tenantId, before === part ? part : 'all');
    return this.readChanged(tenantId);
  }

  /** What has changed of a tenant and is not being read yet. */
  private readonly changed = new Map<string, ConfigurationPart>();
  private readonly readChanged = oneAtATime(async (tenantId) => {
    const part = this.changed.get(tenantId) ?? 'all';
    this.changed.delete(tenantId);
    try {
      await this.readers[part](tenantId);
    } catch (error) {
      // Whatever changes next reads all of it again: what was not read is not forgotten.
      this.changed.set(tenantId, 'all');
      throw error;
    }
  });

  private readonly readers: Readonly<Record<ConfigurationPart, (tenantId: string) => Promise<void>>> = {
    all: (tenantId) => this.readConfiguration(tenantId),
    'number-lists': (tenantId) => this.readNumberLists(tenantId),
    queues: (tenantId) => this.readQueues(tenantId),
  };

  private async readQueues(tenantId: string): Promise<void> {
    const engine = this.registry.ofTenant(tenantId);
    if (!engine) return;
    const { home } = engine.current.configuration;
    const queues = await this.options.db.tenant(tenantId, (tx) => loadQueues(tx, home));
    await engine.handle({ type: 'configured', configuration: { ...engine.current.configuration, queues } });
  }

  private async readNumberLists(tenantId: string): Promise<void> {
    const numberLists = await this.options.db.tenant(tenantId, (tx) => loadNumberLists(tx));
    await this.registry.ofTenant(tenantId)?.handle({ type: 'numbers-listed', numberLists });
  }

  private async readConfiguration(tenantId: string): Promise<void> {
    const { configuration, agents } = await this.options.db.tenant(tenantId, async (tx) => ({
      configuration: await loadConfiguration(tx, tenantId, this.options.clock.now()),
      agents: await loadAgents(tx),
    }));
    for (const trunkId of configuration.trunks.keys()) this.registry.setTrunk(trunkId, tenantId);
    const engine = this.registry.ofTenant(tenantId);
    await engine?.handle({ type: 'configured', configuration });
    if (engine) await this.agents.tell(tenantId, differences(engine.current.agents, agents));
    const node = engine && this.nodeOf(engine.node);
    if (node?.isUp) await node.phones.pushAll(tenantId);
  }

  /** Lets go of the calls without touching them: the next process goes on with them. */
  async stop(): Promise<void> {
    if (this.sweepTimer) clearInterval(this.sweepTimer);
    for (const node of this.nodes.values()) node.stopWatching();
    await this.ownership.stop();
    await Promise.all(this.allNodes().map((node) => node.stop()));
    await this.engines.stop();
    await this.quality.stop();
    this.publisher.stop();
    await this.ownership.release();
    await this.pool.end();
  }
}
