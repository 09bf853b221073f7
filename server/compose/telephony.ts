/** The part of the composition that makes telephony: the media server, the simulated carrier, the engine of each tenant, the desk. */
import path from 'node:path';
import { sql } from 'kysely';
import { Gauge } from 'prom-client';
import type { Carrier } from '@bahu/carrier/carrier.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import type { Kernel } from './compose.ts';
import { publish } from '../kernel/domain-events.ts';
import { createDb } from '../kernel/db.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Upgrades } from '../kernel/http/upgrades.ts';
import { standardSettings } from '../kernel/tenant-settings.ts';
import { findByNumber, findByNumbers } from '../slices/crm/customers/index.ts';
import type { OriginOptions } from './origin.ts';
import { sipPath } from '../slices/work/desk/routes.ts';
import { coreTroubles } from './media-core.ts';
import { carrierHost, startDemoCarrier, startMedia, type Media } from './media.ts';
import { watchPhoneRights } from './phone-rights.ts';
import { SignInFit } from './sign-in-fit.ts';
import { watchSupervisionRights } from './supervision-rights.ts';
import { listTenants } from '../slices/platform/tenants/index.ts';
import { defaultNode } from '../telephony/media-node.ts';
import { deskAccount } from '../telephony/names.ts';
import { Telephony } from '../telephony/service.ts';
import { watchSecurityLog } from '../telephony/security-log.ts';
import { openBanBook } from '../telephony/sip/bans.ts';
import { SipGuard } from '../telephony/sip/guard.ts';
import { createSipTunnel, type SipTunnel } from '../telephony/sip-tunnel.ts';

export interface TelephonyPart {
  telephony: Telephony;
  media: Media;
  tunnel: SipTunnel;
  carrier: Carrier | null;
}

/** Starts the media server and takes the tenants over. */
export async function startTelephony(kernel: Kernel): Promise<TelephonyPart> {
  const { config, urls, clock, log, hub, health, onStop } = kernel;
  // Connections of its own: no list of anybody's stands before a call.
  const db = createDb(urls.app, { connections: 4, staysOpen: true, log });
  onStop(() => db.close());
  let guard: SipGuard | null = null;
  const onDied = (): void => {
    telephony.mediaServerDied(defaultNode);
    guard?.mediaServerDied();
  };
  const media = await startMedia(config, kernel.secrets, log.child({ part: 'media' }), { onDied });
  onStop(() => media.stop());
  const carrier = config.demo.isWanted && !config.media.external ? await startDemo(kernel) : null;
  const telephony = new Telephony({
    db,
    databaseUrl: urls.app,
    clock,
    log: log.child({ part: 'telephony' }),
    nodes: [
      {
        name: defaultNode,
        ari: media.ari,
        sipCopies: media.sipCopies,
        voiceFolder: media.voiceFolder,
        rawFolder: media.rawFolder,
        mediaAddress: config.media.address,
        maxCalls: config.media.maxCalls,
        mayRecord: () => kernel.disk.mayRecord(),
      },
    ],
    journalFolder: path.join(config.dataFolder, 'journal'),
    screens: hub,
    findCustomers: (tenantId, numbers) => findByNumbers(db, tenantId, numbers),
    onDeskPhone: (tenantId, agentId, seen) =>
      db.tenant(tenantId, (tx) => publish(tx, 'desk-phone.registered', { agentId, ...seen })),
  });
  await telephony.start();
  onStop(() => telephony.stop());
  hub.provide('desk', (tenantId, agentId) => telephony.publisher.desk(tenantId, agentId));
  hub.provide('presence', (tenantId) => telephony.publisher.presence(tenantId));
  hub.provide('board', (tenantId) => telephony.publisher.board(tenantId));
  hub.provide('queue-board', (tenantId) => telephony.publisher.queueBoard(tenantId));
  hub.provide('queues', (tenantId) => telephony.publisher.liveQueues(tenantId));
  hub.provide('channels', (tenantId) => telephony.publisher.channels(tenantId));
  hub.provide('trunk-lines', (tenantId) => telephony.publisher.trunkLines(tenantId));
  hub.provide('parked', (tenantId) => telephony.publisher.parkedCalls(tenantId));
  health.add('media', async () => {
    if (telephony.node(defaultNode).silentMs() === null) throw new Error('no event socket');
  });
  health.tellMediaServer(() => media.core());
  health.watch(() => coreTroubles(media.core(), config.media.runtimeFolder));
  health.add('calls', async () => {
    const reason = telephony.whyNotServing();
    if (reason !== null) throw new Error(reason);
  });
  health.watch(() => telephony.troubles());
  const tunnel = createSipTunnel({ host: media.ari.host, port: media.ari.port, log });
  onStop(() => tunnel.close());
  watchPhoneRights(kernel, { phones: telephony.agents, tunnel });
  const fit = new SignInFit(kernel, { agents: telephony.agents, tunnel });
  telephony.agents.onRights = (tenantId, agentId) => fit.follow(tenantId, agentId);
  onStop(() => fit.stop());
  await fit.followAll();
  watchSupervisionRights(kernel, telephony.registry);
  measure(kernel, telephony, tunnel);
  if (media.securityLog) guard = guardSip(kernel, media.securityLog, telephony, tunnel);
  return { telephony, media, tunnel, carrier };
}

/** The simulated carrier, and the trunks that lead to it wherever it is this time. */
async function startDemo(kernel: Kernel): Promise<Carrier> {
  const { config, db, log, secrets, onStop } = kernel;
  const { sipPort } = config.media.carrier;
  let number: string | undefined;
  for (const { id } of await db.system(listTenants)) {
    await db.tenant(id, (tx) => publish(tx, 'carrier.started', { host: carrierHost, port: sipPort }));
    number ??= await demoNumber(kernel, id);
  }
  const carrier = await startDemoCarrier(
    config,
    secrets,
    log.child({ part: 'carrier' }),
    number && nationalForm(number),
  );
  onStop(() => carrier.stop());
  return carrier;
}

/** What the desk's routes need of telephony. */
export function deskOf(kernel: Kernel, { telephony, carrier }: TelephonyPart): OriginOptions['desk'] {
  return {
    phone: telephony.desk,
    quality: telephony.quality,
    states: telephony.states,
    softphones: telephony.agents,
    deskPhones: {
      deskPhoneChanged: (...changed) => telephony.agents.deskPhoneChanged(...changed),
      isDeskPhoneOnline: (...agent) => telephony.agents.isDeskPhoneOnline(...agent),
      accountOf: deskAccount,
      place: { ...kernel.config.media.sip, outside: kernel.config.media.address },
    },
    calls: telephony.calls,
    supervision: telephony.calls,
    liveCalls: telephony.calls,
    homeOf: (tenantId) => telephony.registry.ofTenant(tenantId)?.current.configuration.home ?? standardSettings.home,
    findCustomer: (tenantId, number) =>
      kernel.db.tenant(tenantId, async (tx) => (await findByNumber(tx, number)) ?? null),
    demoCall: carrier && ((tenantId, caller) => placeDemoCall(kernel, carrier, tenantId, caller)),
  };
}

async function placeDemoCall(
  kernel: Kernel,
  carrier: Carrier,
  tenantId: string,
  caller: string | undefined,
): Promise<void> {
  const did = await demoNumber(kernel, tenantId);
  if (!did) throw new Refusal('demo.unavailable');
  await carrier.placeDemoCall({
    did: nationalForm(did),
    caller: nationalForm(caller ?? (await someCustomer(kernel, tenantId))),
    seconds: 300,
  });
}

async function demoNumber(kernel: Kernel, tenantId: string): Promise<string | undefined> {
  const row = await kernel.db.tenant(tenantId, (tx) =>
    tx
      .selectFrom('didNumbers')
      .innerJoin('trunks', 'trunks.id', 'didNumbers.trunkId')
      .select('didNumbers.number')
      .where('trunks.isSimulated', '=', true)
      .orderBy('didNumbers.number')
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.number;
}

/** Any customer of the demo, so that the call pops somebody; a stranger when there is none. */
async function someCustomer(kernel: Kernel, tenantId: string): Promise<string> {
  const row = await kernel.db.tenant(tenantId, (tx) =>
    tx
      .selectFrom('customers')
      .select('phone')
      .orderBy(sql`random()`)
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.phone ?? '13900000042';
}

export function serveSip(upgrades: Upgrades, part: TelephonyPart): void {
  upgrades.on(sipPath, (upgrade) => part.tunnel.open(upgrade));
}

/**
 * Counts what unknown addresses try at the SIP port, and shuts out those who guess. What it shut out it lets in before the way
 * to the media server closes.
 */
function guardSip(kernel: Kernel, file: string, telephony: Telephony, tunnel: SipTunnel): SipGuard {
  const node = telephony.node(defaultNode);
  const guard = new SipGuard({
    log: kernel.log,
    now: () => kernel.clock.now(),
    isTrunk: (address) => node.isTrunkAddress(address),
    ban: (address) => node.setBan(address, true),
    unban: (address) => node.setBan(address, false),
    endSocket: (port) => tunnel.closePort(port),
    accountsKnownForMs: () => node.accountsKnownForMs(),
    book: openBanBook(path.join(kernel.config.dataFolder, 'sip-bans.json')),
  });
  guard.start();
  kernel.onStop(() => guard.stop());
  const securityLog = watchSecurityLog(file, kernel.log, (event) => guard.see(event));
  kernel.onStop(() => securityLog.stop());
  const collect = function collect(this: Gauge): void {
    for (const [kind, count] of securityLog.read()) this.set({ kind }, count);
  };
  kernel.metrics.registerMetric(
    new Gauge({
      name: 'bahu_sip_refused',
      help: 'SIP requests refused since the start, by kind',
      labelNames: ['kind'],
      registers: [],
      collect,
    }),
  );
  return guard;
}

function measure(kernel: Kernel, telephony: Telephony, tunnel: SipTunnel): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    const collect = function collect(this: Gauge): void {
      this.set(read());
    };
    kernel.metrics.registerMetric(new Gauge({ name, help, registers: [], collect }));
  };
  gauge('bahu_live_calls', 'Calls in progress', () => telephony.liveCalls());
  gauge('bahu_softphone_sockets', 'Softphones connected', () => tunnel.count());
  gauge('bahu_pending_fact_batches', 'Batches of facts waiting for the database', () => telephony.pendingFacts());
  gauge('bahu_media_up', 'Whether the event socket of the media server is open', () =>
    telephony.node(defaultNode).silentMs() === null ? 0 : 1,
  );
}
