/** News from the media engine to the engine of the tenant that it concerns. */
import { cleanName, parseCaller, parseDialed } from '@bahu/domain/numbers/dial.ts';
import type { Log } from '../kernel/log.ts';
import { newId } from '../kernel/ids.ts';
import type { AriClient } from './ari/client.ts';
import { translate } from './ari/translate.ts';
import type { AriChannel, AriEvent } from './ari/wire.ts';
import type { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { trunkOfChannel } from './names.ts';

export interface CustomerOfNumber { id: string; name: string }

export interface DispatchOptions {
  ari: AriClient;
  registry: Registry;
  log: Log;
  /** Calls that this machine carries at most; a further one is refused before it harms those that are up. */
  maxCalls: number;
  findCustomer: (tenantId: string, number: string) => Promise<CustomerOfNumber | null>;
  /** A second process has taken our event stream. */
  onTakeover: () => void;
}

const causeCongestion = 34;

export class Dispatch {
  private readonly options: DispatchOptions;
  /** Where each agent's softphone is registered. */
  private readonly contacts = new Map<string, string>();

  constructor(options: DispatchOptions) {
    this.options = options;
  }

  hear(event: AriEvent): void {
    const news = translate(event);
    if (!news) return;
    const { registry } = this.options;
    switch (news.about) {
      case 'contact': return this.contactChanged(news.agentId, news.isReachable, news.uri);
      case 'call': return registry.ofCall(news.callId)?.post(news.event);
      case 'takeover': return this.options.onTakeover();
      case 'arrival': return this.arrive(news.trunkId, news.channel);
      case 'leg': {
        const engine = registry.ofLeg(news.event.legId);
        if (engine) engine.post(news.event);
        else if (news.event.type === 'leg-ready') this.hangUp(news.event.legId);
      }
    }
  }

  /** A new registration takes the old one's place; the end of the old one is told afterwards and means nothing. */
  private contactChanged(agentId: string, isReachable: boolean, uri: string): void {
    const engine = this.options.registry.ofAgent(agentId);
    if (isReachable) {
      this.contacts.set(agentId, uri);
      engine?.post({ type: 'phone-registered', agentId });
    } else if ((this.contacts.get(agentId) ?? uri) === uri) {
      this.contacts.delete(agentId);
      engine?.post({ type: 'phone-lost', agentId });
    }
  }

  /** A call on a trunk. The leg is the tenant's from now on, so that what happens to it next finds its way. */
  arrive(trunkId: string, channel: AriChannel): void {
    const { registry, maxCalls } = this.options;
    const engine = registry.ofTrunk(trunkId);
    if (!engine) return this.hangUp(channel.id);
    if (registry.ofLeg(channel.id)) return engine.post({ type: 'leg-ready', legId: channel.id });
    // Its call is over and has its record; it must not begin another one.
    if (registry.hasLeft(channel.id)) return this.hangUp(channel.id);
    const { home } = engine.current.configuration;
    const callId = newId();
    const isOverCapacity = registry.liveCalls() >= maxCalls;
    registry.legsChanged(engine.tenantId, new Map([[channel.id, callId]]));
    const caller = parseCaller(channel.caller?.number ?? '', home);
    engine.post({
      type: 'inbound', callId, legId: channel.id, trunkId, dialed: dialedNumber(channel, engine), caller, callerName: cleanName(channel.caller?.name ?? ''), isOverCapacity,
    });
    void this.linkCustomer(engine, callId, caller);
  }

  /** Looks the other party's customer up beside the call's progress; the call never waits for it. */
  async linkCustomer(engine: TenantEngine, callId: string, number: string): Promise<void> {
    if (number === '') return;
    try {
      const customer = await this.options.findCustomer(engine.tenantId, number);
      if (customer) engine.post({ type: 'customer-linked', callId, customerId: customer.id, customerName: customer.name });
    } catch (error) {
      this.options.log.warn({ callId, reason: error instanceof Error ? error.message : String(error) }, 'the customer of a call could not be looked up');
    }
  }

  private hangUp(legId: string): void {
    this.options.ari.request('DELETE', `/channels/${legId}`, { reason_code: causeCongestion }).catch(() => undefined);
  }
}

/** The number dialled in the form under which DID numbers are kept; what is no number is only its harmless characters. */
export const dialedNumber = (channel: AriChannel, engine: TenantEngine): string => parseDialed(channel.dialplan?.exten ?? '', engine.current.configuration.home);

/** Whether a channel that nobody knows is a caller whom we have not greeted yet. */
export const isForgottenArrival = (channel: AriChannel): boolean =>
  trunkOfChannel(channel.name) !== null && channel.dialplan?.context === 'trunk' && channel.dialplan.app_name === 'Stasis';
