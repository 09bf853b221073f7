/**
 * One media server and all that speaks with it. A company lives whole on one of them, so no call has parts on two; commands, sweeps and recovery
 * concern the companies of one node alone.
 */
import type { Clock } from '../kernel/clock.ts';
import type { Db } from '../kernel/db.ts';
import type { Log } from '../kernel/log.ts';
import { AriClient, type AriAddress } from './ari/client.ts';
import { Executor } from './ari/execute.ts';
import { MediaFence } from './ari/fence.ts';
import type { AriEndpoint, AriEvent } from './ari/wire.ts';
import { BridgeTimes } from './bridge-times.ts';
import { ContactWatch, hostOfUri, newDeskContact } from './contact-watch.ts';
import type { FindCustomer } from './customer-lookup.ts';
import { Dispatch } from './dispatch.ts';
import type { Lease } from './engine/lease.ts';
import type { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { LegWatch, type LegWatchOptions } from './leg-watch.ts';
import { agentOfPermanentLeg } from './names.ts';
import { Phones, removeUnknownEndpoints } from './phones.ts';
import { orderOf, standardCodecs } from './provisioning/codecs.ts';
import { banAddress, unbanAddress } from './provisioning/push.ts';
import { Provisioner } from './provisioning/provisioner.ts';
import { trunkAt, trunksAt } from './provisioning/sources.ts';
import { noneYet } from './reconcile.ts';
import { SipWatch, type RefusedOffer } from './sip/watch.ts';
import { Sweeps } from './sweeps.ts';

/** The one that `npm start` keeps, and on which a new company lives. */
export const defaultNode = 'default';

/** What is known of a media server before anything is asked of it. */
export interface MediaNodeAddress {
  /** As `tenants.node` names it. */
  name: string;
  ari: AriAddress;
  /** Where copies of SIP messages arrive and what proves them; null when the media server sends none. */
  sipCopies: { port: number; key: string } | null;
  voiceFolder: string;
  /** Where the media server writes the sound of legs. */
  rawFolder: string;
  /** Where browsers reach our audio, when that is not the media server's own choice. */
  mediaAddress: string | null;
  /** Calls that it carries at most; a further one is refused before it harms those that are up. */
  maxCalls: number;
  /** Whether there is room for recordings. */
  mayRecord: () => boolean;
}

export interface MediaNodeOptions extends MediaNodeAddress {
  db: Db;
  clock: Clock;
  log: Log;
  lease: Lease;
  registry: Registry;
  findCustomer: FindCustomer;
  onMeasured: LegWatchOptions['onMeasured'];
  /** A desk phone has come, from an address and with a name of its own choice. */
  onDeskPhone: (tenantId: string, agentId: string, seen: { address: string; userAgent: string }) => Promise<void>;
}

/** Of an agent whom nobody knows any more, as of one who has chosen nothing. */
function codecsOf(registry: Registry, of: { agentId: string } | { legId: string }): string {
  const engine = 'agentId' in of ? registry.ofAgent(of.agentId) : registry.ofLeg(of.legId);
  const agentId = 'agentId' in of ? of.agentId : engine && agentOfLeg(engine, of.legId);
  const agent = engine?.current.agents.get(agentId ?? '');
  return agent ? orderOf(agent.codecs) : standardCodecs;
}

const agentOfLeg = ({ current }: TenantEngine, legId: string): string | null | undefined =>
  current.calls.get(current.legs.get(legId) ?? '')?.legs.find(({ id }) => id === legId)?.agentId;

export class MediaNode {
  readonly name: string;
  readonly phones: Phones;
  readonly executor: Executor;
  readonly bridgeTimes = new BridgeTimes();
  private readonly options: MediaNodeOptions;
  private readonly strong: AriClient;
  private readonly fence: MediaFence;
  private readonly ari: AriClient;
  private readonly contacts: ContactWatch;
  private readonly provisioner: Provisioner;
  private readonly dispatch: Dispatch;
  private readonly sweeps: Sweeps;
  private readonly legs: LegWatch;
  private readonly sipWatch: SipWatch | null;

  constructor(options: MediaNodeOptions) {
    const { name, db, log, clock, lease, registry, maxCalls, findCustomer } = options;
    this.name = name;
    this.options = options;
    this.strong = new AriClient(options.ari, log);
    this.fence = new MediaFence({ strong: this.strong, lease, log });
    const ari = new AriClient(options.ari, log, this.fence);
    this.ari = ari;
    this.executor = this.createExecutor();
    this.contacts = new ContactWatch({ ari, log });
    this.phones = new Phones({ db, ari, contacts: this.contacts, mediaAddress: options.mediaAddress, log });
    this.provisioner = new Provisioner({
      log,
      tenantIds: () => this.engines().map((engine) => engine.tenantId),
      removeUnknownEndpoints: () => this.removeUnknownEndpoints(),
      push: (tenantId) => this.phones.pushAll(tenantId),
    });
    this.sipWatch = this.createSipWatch();
    this.dispatch = new Dispatch({
      ari,
      registry,
      log,
      isFull: () => this.liveCalls() >= maxCalls,
      findCustomer,
      onLostBridge: () => this.sweepSoon(),
      onMove: (move) => this.bridgeTimes.note(move, clock.now()),
      onTakeover: () => void lease.look(),
      reasonOf: (sipCallId) => (this.sipWatch ? this.sipWatch.reasonOf(sipCallId) : null),
    });
    const { executor, dispatch, provisioner } = this;
    const engines = (): TenantEngine[] => this.engines();
    const epoch = (): number => lease.epoch;
    this.sweeps = new Sweeps({ ari, registry, engines, dispatch, executor, provisioner, clock, log, epoch });
    this.legs = new LegWatch({ ari, engines, onMeasured: options.onMeasured });
  }

  private createExecutor(): Executor {
    const { log, voiceFolder, rawFolder, mayRecord, registry, lease } = this.options;
    return new Executor({
      ari: this.ari,
      folders: { prompts: voiceFolder, recordings: rawFolder },
      log,
      mayRecord,
      phoneOf: (agentId) =>
        registry.ofAgent(agentId)?.current.agents.get(agentId)?.hasDeskPhone === true ? 'desk' : 'browser',
      epoch: () => lease.epoch,
      codecsOf: (of) => codecsOf(registry, of),
      onFailedLeg: (legId, cause) => {
        const agentId = agentOfPermanentLeg(legId);
        if (agentId !== null) registry.ofAgent(agentId)?.post({ type: 'permanent-leg-gone', agentId, legId, cause });
        else registry.ofLeg(legId)?.post({ type: 'leg-gone', legId, cause, sipCode: null });
      },
      onNotRecorded: (legId) => registry.ofLeg(legId)?.post({ type: 'leg-ready', legId }),
    });
  }

  private createSipWatch(): SipWatch | null {
    const { sipCopies, log } = this.options;
    return (
      sipCopies &&
      new SipWatch({
        ...sipCopies,
        log,
        onRefusedOffer: (offer) => void this.offerRefused(offer),
        onRegistered: (endpoint) => this.contacts.registered(endpoint),
      })
    );
  }

  /** The engines of the companies that live here. */
  engines(): TenantEngine[] {
    return this.options.registry.all().filter((engine) => engine.node === this.name);
  }

  private liveCalls(): number {
    return this.engines().reduce((sum, { current }) => sum + current.calls.size, 0);
  }

  /** Begins with what it does whoever owns the calls. */
  start(): void {
    this.sipWatch?.start();
    this.legs.start();
  }

  /** Nothing that was heard before is what is now. */
  reset(): void {
    this.dispatch.reset();
    this.bridgeTimes.reset();
    this.contacts.reset();
  }

  /** The calls are ours: hears from now on what happens to them. */
  listen(): void {
    const hear = (event: AriEvent): void => {
      if (this.contacts.hear(event)) this.dispatch.hear(event);
      void this.noteDesk(event);
    };
    this.ari.listen({ event: hear, up: () => this.came(), down: () => this.provisioner.forget() });
  }

  /** Where a desk phone has registered, and what it says that it is, for whoever set it up. */
  private async noteDesk(event: AriEvent): Promise<void> {
    const found = newDeskContact(event);
    const engine = found && this.options.registry.ofAgent(found.agentId);
    if (!engine) return;
    try {
      const userAgent = await this.contacts.userAgentOf(found.endpoint, found.uri);
      await this.options.onDeskPhone(engine.tenantId, found.agentId, { address: hostOfUri(found.uri), userAgent });
    } catch (error) {
      this.options.log.warn({ agent: found.agentId, reason: String(error) }, 'where a desk phone is was not noted');
    }
  }

  /** It may be the one of before or one that has just started and knows nothing. */
  private came(): void {
    for (const { current } of this.engines()) this.bridgeTimes.miss(current.legs.keys());
    this.provisioner.forget();
    this.sweeps.soon(true);
  }

  /** The calls are another's: neither hears nor commands. */
  close(): void {
    this.ari.hush();
    this.fence.forget();
  }

  /** A company that lives here has an engine now. */
  opened(tenantId: string): void {
    this.provisioner.add(tenantId);
    this.sweepSoon();
  }

  sweepSoon(): void {
    this.sweeps.soon(false);
  }

  private async offerRefused(offer: RefusedOffer): Promise<void> {
    const trunk = trunkAt(offer.from, await this.phones.located());
    if (trunk) this.dispatch.refused(trunk.id, offer);
  }

  private async removeUnknownEndpoints(): Promise<void> {
    const { registry } = this.options;
    const endpoints = await this.ari.request<AriEndpoint[]>('GET', '/endpoints/PJSIP').catch(noneYet);
    const desks = await Promise.all(this.engines().map(({ tenantId }) => this.phones.withDesk(tenantId)));
    const withDesk = new Set(desks.flat());
    const lives = (engine: TenantEngine | undefined): boolean => engine?.node === this.name;
    await removeUnknownEndpoints(this.ari, endpoints, (kind, id) =>
      kind === 'desk' ? withDesk.has(id) : lives(kind === 'trunk' ? registry.ofTrunk(id) : registry.ofAgent(id)),
    );
  }

  /** The media server is known to have died: everything it carried is over. */
  died(): void {
    for (const engine of this.engines()) engine.post({ type: 'media-server-restarted' });
  }

  /** Whether its event socket is open. */
  get isUp(): boolean {
    return this.ari.isUp;
  }

  /** Whether it keeps former owners of the calls out. */
  get isFenced(): boolean {
    return this.fence.isFenced;
  }

  /** For how long, in milliseconds, it has known every phone and trunk; 0 while something is missing there. */
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

  /** Age of its last sign of life in milliseconds, or null when it is away. */
  silentMs(): number | null {
    return this.ari.isUp ? this.ari.silentMs() : null;
  }

  stopWatching(): void {
    this.sipWatch?.stop();
    this.legs.stop();
  }

  /** Lets go of the media server without touching its calls. */
  async stop(): Promise<void> {
    await this.ari.close();
    await this.strong.close();
  }
}
