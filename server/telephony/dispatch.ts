/** News from the media server to the engine of the tenant that it concerns. */
import { planOf } from '@bahu/domain/callcontrol/line-plan.ts';
import { readFromLine } from '@bahu/domain/numbers/line-digits.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { farEndOf } from '@bahu/domain/callcontrol/leg-id.ts';
import { parkedOn } from '@bahu/domain/callcontrol/park.ts';
import type { Log } from '../kernel/log.ts';
import { newId } from '../kernel/ids.ts';
import { AriError, isGone, type AriClient } from './ari/client.ts';
import { translate, type News } from './ari/translate.ts';
import type { Move } from './bridge-times.ts';
import type { AriChannel, AriEvent } from './ari/wire.ts';
import type { FindCustomer } from './customer-lookup.ts';
import type { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { identityVariable, phoneEndpoint, trunkOfChannel, type AgentPhone } from './names.ts';
import { callerIdentity, readSentIdentity, type SentIdentity } from './sip/identity.ts';

export interface DispatchOptions {
  ari: AriClient;
  registry: Registry;
  log: Log;
  /** Whether the media server carries as many calls as it may: a further one is refused before it harms those that are up. */
  isFull: () => boolean;
  findCustomer: FindCustomer;
  /** The media server has lost a bridge in which people should be. */
  onLostBridge: () => void;
  /** A leg of ours has come into a bridge or has left it. */
  onMove: (move: Move) => void;
  /** A second process has taken our event stream. */
  onTakeover: () => void;
  /** The Q.850 cause with which the network refused a SIP call; null: it gave none; undefined: that is not known yet. */
  reasonOf: (sipCallId: string) => number | null | undefined;
}

type LegNews = Extract<News, { about: 'leg' }>;

const causeCongestion = 34;
const causeBusy = 17;
const causeUnallocated = 1;
/** With which Asterisk says that a channel cannot read a function, as `CHANNEL(rtp,…)` without media. */
const statusUnreadable = 500;
/** How long the reason of a refusal may come after the news of the end; it takes another way to us. */
const reasonMs = 30;
/** When an arrival gets its long time limit: a call that is refused is gone by then, and needs none. */
export const keepAfterMs = 300;
/**
 * Limits that are being set at once. The media server answers when the channel comes to it, and one that is ending never does: such a wait must
 * not have all the connections on which calls are answered.
 */
const keptAtOnce = 4;
/** Four hours, after which a call ends whatever happens; the dialplan's own limit. */
export const longestCallSeconds = 14_400;

export class Dispatch {
  private readonly options: DispatchOptions;
  /** Where each phone is registered, by its endpoint. */
  private readonly contacts = new Map<string, string>();
  /** Callers' channels that have their long time limit. */
  private readonly owned = new Set<string>();
  private readonly toKeep: string[] = [];
  private keeping = 0;

  constructor(options: DispatchOptions) {
    this.options = options;
  }

  /** Forgets where phones are: what was heard before is not what is now. */
  reset(): void {
    this.contacts.clear();
    this.owned.clear();
    this.toKeep.length = 0;
  }

  hear(event: AriEvent): void {
    const news = translate(event);
    if (!news) return;
    const { registry } = this.options;
    switch (news.about) {
      case 'contact':
        return this.contactChanged(news.phone, news.isReachable, news.uri);
      case 'call':
        return registry.ofCall(news.callId)?.post(news.event);
      case 'permanent':
        return registry.ofAgent(news.agentId)?.post(news.event);
      case 'bridge-gone':
        return this.bridgeGone(news.callId, news.bridgeId);
      case 'move':
        if (registry.ofLeg(news.move.legId)) this.options.onMove(news.move);
        return;
      case 'takeover':
        return this.options.onTakeover();
      case 'arrival':
        return this.arrive(news.trunkId, news.channel, news.identity);
      case 'dialled':
        return void this.slotDialled(news);
      case 'leg':
        return this.hearLeg(news);
    }
  }

  private hearLeg({ event, channel }: LegNews): void {
    const engine = this.options.registry.ofLeg(event.legId);
    if (!engine) {
      if (event.type === 'leg-ready') this.hangUp(event.legId);
      if (event.type === 'far-end-ready') this.hangUp(farEndOf(event.legId));
    } else if (channel && event.type === 'leg-gone') this.legGone(engine, event, channel);
    else if (channel && event.type === 'leg-answered' && isDialed(engine, event.legId))
      void this.legAnswered(engine, event);
    else engine.post(event);
  }

  /** From a bridge that we end, everybody has been taken by then. */
  private bridgeGone(callId: string, bridgeId: string): void {
    const call = this.options.registry.ofCall(callId)?.current.calls.get(callId);
    const isUsed = call?.parties.some(({ place }) => place.kind === 'bridge' && place.bridgeId === bridgeId);
    if (isUsed) this.options.onLostBridge();
  }

  /** A phone that has dialled the number of a parked call has it, or hears that it cannot. One that is known has come back from a wait. */
  private async slotDialled({ agentId, slot, legId }: Extract<News, { about: 'dialled' }>): Promise<void> {
    const { registry } = this.options;
    const engine = registry.ofAgent(agentId);
    if (!engine) return this.hangUp(legId);
    const call = registry.hasLeft(legId) ? undefined : parkedOn(engine.current.calls.values(), slot);
    if (call && !engine.current.legs.has(legId)) {
      // The leg is the tenant's from now on: a phone that hangs up while the fetch is being written is heard of behind it.
      registry.legsChanged(engine.tenantId, new Map([[legId, call.id]]));
      await engine.handle({ type: 'unpark', agentId, callId: call.id, legId }).catch(() => undefined);
      if (!engine.current.legs.has(legId)) registry.legsChanged(engine.tenantId, new Map([[legId, null]]));
    }
    if (engine.current.legs.has(legId)) engine.post({ type: 'leg-ready', legId, isNew: true });
    else this.hangUp(legId, call ? causeBusy : causeUnallocated);
  }

  private legGone(engine: TenantEngine, event: Extract<Event, { type: 'leg-gone' }>, channel: AriChannel): void {
    const isRefused = event.sipCode !== null && trunkOfChannel(channel.name) !== null;
    const sipCallId = channel.protocol_id ?? '';
    const reason = isRefused ? this.options.reasonOf(sipCallId) : null;
    if (reason !== undefined) engine.post({ ...event, reason });
    else setTimeout(() => engine.post({ ...event, reason: this.options.reasonOf(sipCallId) ?? null }), reasonMs);
  }

  /**
   * Answered means that there is a way for sound. Asterisk ends a leg that was answered without one, so a leg that is
   * gone by now never had it; one that is there but has no media cannot read the function, which Asterisk says with 500
   * and nothing else. Any other failure tells nothing of the leg (Asterisk is starting, overloaded or silent): then the
   * answer counts, for people may be talking.
   */
  private async legAnswered(engine: TenantEngine, event: Extract<Event, { type: 'leg-answered' }>): Promise<void> {
    const query = { variable: 'CHANNEL(rtp,dest)' };
    const hasAudio = await this.options.ari
      .request<{ value: string }>('GET', `/channels/${event.legId}/variable`, query)
      .then(
        ({ value }) => /:[1-9][0-9]*$/.test(value),
        (error: unknown) => !isWithoutMedia(error),
      );
    engine.post(hasAudio ? event : { type: 'leg-answered-without-audio', legId: event.legId });
  }

  /**
   * A new registration takes the old one's place; the end of the old one is told afterwards and means nothing. The phone that the agent does not use
   * comes and goes without a word.
   */
  private contactChanged(phone: AgentPhone, isReachable: boolean, uri: string): void {
    const { agentId, kind } = phone;
    const name = phoneEndpoint(phone);
    const engine = this.options.registry.ofAgent(agentId);
    const isInUse = engine?.current.agents.get(agentId)?.hasDeskPhone === (kind === 'desk');
    if (isReachable) {
      this.contacts.set(name, uri);
      if (isInUse) engine?.post({ type: 'phone-registered', agentId });
    } else if ((this.contacts.get(name) ?? uri) === uri) {
      this.contacts.delete(name);
      if (isInUse) engine?.post({ type: 'phone-lost', agentId });
    }
  }

  /** A call on a trunk. The leg is the tenant's from now on, so that what happens to it next finds its way. */
  arrive(trunkId: string, channel: AriChannel, identity: string | undefined): void {
    const { registry, isFull } = this.options;
    const engine = registry.ofTrunk(trunkId);
    if (!engine) return this.hangUp(channel.id);
    if (registry.ofLeg(channel.id)) return engine.post({ type: 'leg-ready', legId: channel.id });
    // Its call is over and has its record; it must not begin another one.
    if (registry.hasLeft(channel.id)) return this.hangUp(channel.id);
    const callId = newId();
    const isOverCapacity = isFull();
    registry.legsChanged(engine.tenantId, new Map([[channel.id, callId]]));
    setTimeout(() => {
      if (registry.ofLeg(channel.id)) this.keepAlive(channel.id);
    }, keepAfterMs).unref();
    const from = { number: channel.caller?.number ?? '', name: channel.caller?.name ?? '' };
    const read = readerOf(engine, trunkId);
    const caller = callerIdentity(readSentIdentity(identity, from), read);
    engine.post({
      type: 'inbound',
      callId,
      legId: channel.id,
      trunkId,
      dialed: read(channel.dialplan?.exten ?? ''),
      caller: caller.number,
      callerName: caller.name,
      withheld: caller.withheld,
      isOverCapacity,
    });
    void this.linkCustomer(engine, callId, caller.number);
  }

  /** A caller whom nobody greeted: what the dialplan would have handed over is asked for. */
  async greet(trunkId: string, channel: AriChannel): Promise<void> {
    const identity = await this.options.ari
      .request<{ value: string }>('GET', `/channels/${channel.id}/variable`, { variable: identityVariable })
      .catch(() => undefined);
    this.arrive(trunkId, channel, identity?.value);
  }

  /** A call that the media server refused before there was a channel still has its record. */
  refused(trunkId: string, offer: { dialed: string; sent: SentIdentity }): void {
    const engine = this.options.registry.ofTrunk(trunkId);
    if (!engine) return;
    const callId = newId();
    const read = readerOf(engine, trunkId);
    const caller = callerIdentity(offer.sent, read);
    engine.post({
      type: 'inbound',
      callId,
      legId: `${callId}.0`,
      trunkId,
      dialed: read(offer.dialed),
      caller: caller.number,
      callerName: caller.name,
      withheld: caller.withheld,
      isOverCapacity: false,
      refusal: 'no-codec',
    });
    void this.linkCustomer(engine, callId, caller.number);
  }

  /** Looks the other party's customer up beside the call's progress; the call never waits for it. */
  async linkCustomer(engine: TenantEngine, callId: string, number: string): Promise<void> {
    if (number === '') return;
    try {
      const customer = await this.options.findCustomer(engine.tenantId, number);
      if (customer)
        engine.post({ type: 'customer-linked', callId, customerId: customer.id, customerName: customer.name });
    } catch (error) {
      this.options.log.warn(
        { callId, reason: error instanceof Error ? error.message : String(error) },
        'the customer of a call could not be looked up',
      );
    }
  }

  /** A channel that nobody has taken over ends within a minute by itself (see the dialplan); this one is ours. Told once per channel. */
  keepAlive(legId: string): void {
    if (this.owned.has(legId)) return;
    this.owned.add(legId);
    this.toKeep.push(legId);
    if (this.keeping < keptAtOnce) void this.keepNext();
  }

  private async keepNext(): Promise<void> {
    this.keeping++;
    for (let legId = this.toKeep.shift(); legId !== undefined; legId = this.toKeep.shift()) {
      if (!this.owned.has(legId) || this.options.registry.hasLeft(legId)) continue;
      await this.setLongLimit(legId);
    }
    this.keeping--;
  }

  private async setLongLimit(legId: string): Promise<void> {
    const query = { variable: 'TIMEOUT(absolute)', value: longestCallSeconds };
    try {
      await this.options.ari.request('POST', `/channels/${legId}/variable`, query);
    } catch (error) {
      // The next sweep tries again.
      this.owned.delete(legId);
      if (!isGone(error))
        this.options.log.warn({ legId, reason: String(error) }, 'a call still has its first time limit');
    }
  }

  /** Forgets channels that are gone. */
  keepOnly(legIds: ReadonlySet<string>): void {
    for (const legId of this.owned) if (!legIds.has(legId)) this.owned.delete(legId);
  }

  private hangUp(legId: string, reason = causeCongestion): void {
    this.options.ari.request('DELETE', `/channels/${legId}`, { reason_code: reason }).catch(() => undefined);
  }
}

/** Whether an error says that a leg has nowhere to send sound to. */
const isWithoutMedia = (error: unknown): boolean =>
  isGone(error) || (error instanceof AriError && error.status === statusUnreadable);

/** Whether a channel that nobody knows is a caller whom we have not greeted yet. */
export const isForgottenArrival = (channel: AriChannel): boolean =>
  trunkOfChannel(channel.name) !== null &&
  channel.dialplan?.context === 'trunk' &&
  channel.dialplan.app_name === 'Stasis';

/** Whether a leg is of a number that was dialled, so that its answer is news. */
function isDialed(engine: TenantEngine, legId: string): boolean {
  const call = engine.current.calls.get(engine.current.legs.get(legId) ?? '');
  return call?.legs.some((leg) => leg.id === legId && leg.role === 'customer' && leg.state !== 'up') === true;
}

/** How numbers are read that a trunk sends: it may have the digits for an outside line before them. */
const readerOf =
  ({ current: { configuration } }: Pick<TenantEngine, 'current'>, trunkId: string) =>
  (sent: string): string =>
    readFromLine(sent, configuration.home, planOf(configuration, trunkId));
