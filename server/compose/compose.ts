/** The composition root: every part of the program is made here, in the order in which they depend on each other, and ended in reverse. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Gauge, type Registry } from 'prom-client';
import type { MediaServer } from '@bahu/contract/status.ts';
import { departmentOfCall } from '@bahu/domain/callcontrol/department.ts';
import { seedDemo } from '../demo/seed.ts';
import { createSessions, type Sessions } from '../kernel/auth/sessions.ts';
import { createClock, type Clock } from '../kernel/clock.ts';
import { isExposed, type Config } from '../kernel/config.ts';
import { createDb, type Db } from '../kernel/db.ts';
import { descriptorTroubles } from '../kernel/descriptors.ts';
import { watchDisk, type Disk } from '../kernel/disk.ts';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.ts';
import { createLocalFiles, type Files } from '../kernel/files.ts';
import { isInReach } from '../kernel/ownership/calls-in-reach.ts';
import { lockFolder } from '../kernel/folder-lock.ts';
import { createHealth, type Health } from '../kernel/health.ts';
import { createApp } from '../kernel/http/app.ts';
import { serveWeb } from '../kernel/http/static-files.ts';
import { createMetrics, serveStatus } from '../kernel/http/status.ts';
import type { Log } from '../kernel/log.ts';
import { migrate, type DatabaseUrls } from '../kernel/migrate.ts';
import { nicenessOf } from '../kernel/priority.ts';
import { followRegions } from '../kernel/regions.ts';
import { findSecret, openSecrets, type Secrets } from '../kernel/secrets.ts';
import { checkVaultKeys, sealAll, useVaultKeys } from '../kernel/vault.ts';
import { demoPasswordOf, replaceManualPassword } from './demo.ts';
import { startBackground } from './run-background.ts';
import { deskOf, serveSip, startTelephony, type TelephonyPart } from './telephony.ts';
import { startNotices } from './notices.ts';
import { chooseCertificate, listen } from './listen.ts';
import { away, deskWithoutEngine, mountOrigin, type OriginOptions } from './origin.ts';
import { carrierHost, demoPrompts } from './media.ts';
import { createHub, type Hub } from '../realtime/hub.ts';
import { fillInitials } from '../slices/crm/customers/index.ts';
import { listTenants } from '../slices/platform/tenants/index.ts';

export interface Server {
  /** The address to open in a browser. */
  url: string;
  /** Of the demo's accounts; null without a demo. */
  demoPassword: string | null;
  /** The core of the media server that runs (docs/decisions/0006). */
  mediaServer: MediaServer;
  /** Ends everything that was started. */
  stop(): Promise<void>;
}

/** What every part may use. */
export interface Kernel {
  config: Config;
  log: Log;
  /** Of the demo's accounts; null without a demo. */
  demoPassword: string | null;
  clock: Clock;
  secrets: Secrets;
  /** Of the secrets in the database: the one in use, and the one until now. */
  vaultKeys: readonly [string, ...string[]];
  urls: DatabaseUrls;
  db: Db;
  sessions: Sessions;
  files: Files;
  filesFolder: string;
  hub: Hub;
  health: Health;
  metrics: Registry;
  disk: Disk;
  /** Notes how to end a part; parts end in the reverse order. */
  onStop(end: () => Promise<void> | void): void;
}

/** A statement keeps a processor busy, so a tenant has as many at once as there are processors, and never fewer than two: the rest is for the others. */
const connectionsOfApi = { connections: 12, perTenant: Math.min(6, Math.max(2, availableParallelism())) };
/** Starts the program in the roles of its configuration. @throws SetupError in one sentence when the set-up does not allow it. */
export async function startServer(config: Config, log: Log): Promise<Server> {
  const endings: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const kernel = await startKernel(config, log, (end) => void endings.push(end));
    const part = config.roles.has('engine') ? await startTelephony(kernel) : null;
    if (config.roles.has('worker')) {
      await startWorker(kernel, part);
      await startNotices(kernel);
    }
    return {
      url: await serve(kernel, part),
      demoPassword: kernel.demoPassword,
      mediaServer: kernel.health.mediaServer(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startKernel(config: Config, log: Log, onStop: Kernel['onStop']): Promise<Kernel> {
  onStop(lockFolder(config.dataFolder));
  const clock = createClock();
  const secretsFile = path.join(config.dataFolder, 'secrets.json');
  const secrets = openSecrets(secretsFile);
  const urls = config.database ?? (await startDatabase(config, secrets, log, onStop));
  const applied = await migrate(urls);
  if (applied.length) log.info({ applied }, 'the schema was brought up to date');
  const db = createDb(urls.app, {
    log,
    ...connectionsOfApi,
    ...(config.database ? {} : { niceness: nicenessOf.pages, greedyNiceness: nicenessOf.greedy }),
  });
  onStop(() => db.close());
  const vaultKeys = readVaultKeys(config, secrets, secretsFile);
  useVaultKeys(vaultKeys);
  await checkVaultKeys(db);
  const demoPassword = demoPasswordOf(config, secrets);
  const filesFolder = path.join(config.dataFolder, 'files');
  const files = createLocalFiles(filesFolder);
  if (config.demo.isWanted)
    await seedDemo({
      db,
      files,
      ownerUrl: urls.owner,
      password: demoPassword,
      carrier: { host: carrierHost, port: config.media.carrier.sipPort },
      promptFolder: demoPrompts(config),
    });
  if (isExposed(config)) await replaceManualPassword(db, demoPassword);
  const sealed = await sealAll(
    db,
    (await db.system(listTenants)).map(({ id }) => id),
  );
  if (sealed) log.info({ sealed }, 'secrets in the database were encrypted');
  onStop(await followRegions(db, (error) => log.warn({ error }, 'where numbers belong could not be read')));
  const hub = createHub();
  onStop(() => hub.close());
  const health = createHealth(clock);
  health.add('database', () => db.system(listTenants));
  const disk = watchDisk(config.dataFolder, log);
  onStop(() => disk.stop());
  await disk.look();
  health.watch(() => disk.troubles());
  const fewDescriptors = config.roles.has('engine') ? descriptorTroubles(config.media.maxCalls) : [];
  health.watch(() => fewDescriptors);
  for (const { what } of health.troubles()) log.warn(what);
  return {
    config,
    log,
    demoPassword: config.demo.isWanted ? demoPassword : null,
    clock,
    secrets,
    vaultKeys,
    urls,
    db,
    sessions: createSessions(db, clock),
    filesFolder,
    files,
    hub,
    health,
    metrics: createMetrics(),
    disk,
    onStop,
  };
}

/** The key in use, and the one until now when it is being changed (docs/configuration.md). */
function readVaultKeys({ encryptionKey }: Config, secrets: Secrets, secretsFile: string): [string, ...string[]] {
  const old = [
    findSecret(secretsFile, 'encryption-key-old'),
    encryptionKey ? findSecret(secretsFile, 'encryption-key') : undefined,
  ];
  return [encryptionKey ?? secrets('encryption-key'), ...old.filter((key) => key !== undefined)];
}

async function startDatabase(
  config: Config,
  secrets: Secrets,
  log: Log,
  onStop: Kernel['onStop'],
): Promise<DatabaseUrls> {
  const postgres = await startEmbeddedPostgres({
    dataFolder: config.dataFolder,
    secrets,
    progress: (step) => log.info(step),
  });
  onStop(() => postgres.stop());
  return postgres.urls;
}

async function startWorker(kernel: Kernel, part: TelephonyPart | null): Promise<void> {
  const {
    config: { database, logLevel },
    urls,
    vaultKeys,
    filesFolder,
    db,
    hub,
    sessions,
    log,
    onStop,
  } = kernel;
  await fillInitials(
    db,
    (await db.system(listTenants)).map(({ id }) => id),
  );
  const thread = startBackground({
    urls,
    vaultKeys,
    logLevel,
    filesFolder,
    niceness: database ? null : nicenessOf.jobs,
    db,
    hub,
    sessions,
    log,
    recordings: part && { rawFolder: part.media.rawFolder, voicemailFolder: part.media.voicemailFolder },
    deskPhoneChanged: (part ? deskOf(kernel, part) : deskWithoutEngine).deskPhones.deskPhoneChanged,
    forgetSoftphone: part ? (...phone) => part.telephony.agents.forgetSoftphone(...phone) : away,
    ...(part && newsOfJobs(part, log)),
  });
  onStop(() => thread.stop());
}

/** The HTTP origin; without the role `api` it only tells machines how the process is. */
async function serve(kernel: Kernel, part: TelephonyPart | null): Promise<string> {
  const { config, log, clock, health, metrics, onStop } = kernel;
  const tls = chooseCertificate(config, clock.now());
  const app = await createApp({ log, tls, trustedProxies: config.trustedProxies });
  onStop(() => app.close());
  serveStatus(app, health, metrics, config.metricsToken);
  if (config.roles.has('api')) {
    const { sockets, upgrades } = await mountOrigin(app, kernel, {
      health,
      desk: part ? deskOf(kernel, part) : deskWithoutEngine,
      ...(part && newsFor(part, log)),
    });
    if (part) serveSip(upgrades, part);
    onStop(() => sockets.close());
    countSockets(metrics, sockets);
    await serveWeb(app, config.webFolder);
  }
  return listen(app, config, tls !== null);
}

/** Of what calls must know, what jobs bring. */
function newsOfJobs(part: TelephonyPart, log: Log): Pick<OriginOptions, 'onUserChanged' | 'onConfigured'> {
  const { onUserChanged, onConfigured } = newsFor(part, log);
  return { onUserChanged: onUserChanged!, onConfigured: onConfigured! };
}

/** What the back office changes and calls in progress must know of. */
function newsFor(
  { telephony }: TelephonyPart,
  log: Log,
): Pick<OriginOptions, 'onUserChanged' | 'onNewNumber' | 'onConfigured' | 'onTenantChanged'> {
  return {
    onTenantChanged: () => telephony.tenantsChanged(),
    onUserChanged: (tenantId, { id: agentId }) => {
      return telephony.agents
        .saved(tenantId, agentId)
        .catch((error: unknown) =>
          log.error({ err: error, tenant: tenantId, agentId }, 'the engine did not learn of a changed agent'),
        );
    },
    onConfigured: (tenantId, part) => {
      return telephony
        .configurationChanged(tenantId, part)
        .catch((error: unknown) =>
          log.error({ err: error, tenant: tenantId }, 'the engine did not learn of a changed configuration'),
        );
    },
    onNewNumber: (tenantId, { id, name, phone }, tied) => {
      const engine = telephony.registry.ofTenant(tenantId);
      for (const call of engine?.current.calls.values() ?? []) {
        const isTied = isInReach(tied, {
          ownerIds: [call.agentId, ...call.legs.map((leg) => leg.agentId)],
          departmentIds: [departmentOfCall(engine!.current, call)],
        });
        if (isTied && call.number === phone && call.customerId === null)
          engine?.post({ type: 'customer-linked', callId: call.id, customerId: id, customerName: name });
      }
    },
  };
}

function countSockets(metrics: Registry, sockets: { count(): number }): void {
  const collect = function collect(this: Gauge): void {
    this.set(sockets.count());
  };
  metrics.registerMetric(
    new Gauge({ name: 'bahu_realtime_sockets', help: 'Open realtime connections', registers: [], collect }),
  );
}
