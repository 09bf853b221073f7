/** Everything that one origin answers: the tables of the contract under /api, recordings, and the WebSockets. */
import type { FastifyInstance } from 'fastify';
import { createAttacks, type Attack } from '../kernel/auth/attacks.ts';
import type { Sessions } from '../kernel/auth/sessions.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Config } from '../kernel/config.ts';
import type { Db } from '../kernel/db.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Files } from '../kernel/files.ts';
import { createHealth, type Health } from '../kernel/health.ts';
import { createAccess, type Access } from '../kernel/http/access.ts';
import { serveApiPage } from '../kernel/http/api-page.ts';
import { watchMethods } from '../kernel/http/app.ts';
import { keepAnswers } from '../kernel/http/idempotency.ts';
import { createKeyAccess } from '../kernel/http/key-access.ts';
import { describeApi } from '../kernel/http/openapi.ts';
import { createAdmission } from '../kernel/http/rate-limit.ts';
import { statusOf } from '../kernel/http/status.ts';
import { openRecord } from '../kernel/open-records.ts';
import { createUpgrades, type Upgrades } from '../kernel/http/upgrades.ts';
import type { Log } from '../kernel/log.ts';
import type { ConfigurationPart } from '../kernel/number-lists.ts';
import { standardSettings } from '../kernel/tenant-settings.ts';
import { boardView, queueBoardView } from '../realtime/board-for.ts';
import { channelsView } from '../realtime/channels-for.ts';
import { deskView, parkedView } from '../realtime/desk-for.ts';
import type { Hub } from '../realtime/hub.ts';
import { serveRealtime, type Sockets } from '../realtime/sockets.ts';
import { createViewers } from '../realtime/viewers.ts';
import type { CustomersSlice } from '../slices/crm/customers/index.ts';
import { belongingOf, type ChangedUser } from '../slices/people/users/index.ts';
import { deskAccount } from '../telephony/names.ts';
import { cancelWaiting, leftOutFile } from '../slices/platform/imports/index.ts';
import type { Host } from '../slices/server-slice.ts';
import { contract, finders, mountAll, specs, timelineSources, todoSources } from '../slices/together.ts';

export interface OriginParts {
  config: Pick<Config, 'origins' | 'version' | 'limits' | 'webhooksToPrivate'>;
  log: Log;
  clock: Clock;
  db: Db;
  sessions: Sessions;
  files: Files;
  hub: Hub;
}

export interface OriginOptions {
  desk: Host['desk'];
  /** Who else wants to know of changes beside the screens. */
  onUserChanged?: (tenantId: string, user: Pick<ChangedUser, 'id'>) => void | Promise<void>;
  onNewNumber?: CustomersSlice['onNewNumber'];
  /** What a tenant's calls go by has changed. */
  onConfigured?: (tenantId: string, part?: ConfigurationPart) => void | Promise<void>;
  onTenantChanged?: () => void;
  /** Somebody guesses passwords. */
  onAttack?: (attack: Attack) => void;
  /** What `/readyz` tells, for the operator. */
  health?: Health;
}

/** Mounts all routes and WebSockets. */
export async function mountOrigin(
  app: FastifyInstance,
  parts: OriginParts,
  options: OriginOptions,
): Promise<{ sockets: Sockets; upgrades: Upgrades }> {
  const { config, log, clock, db, sessions, hub } = parts;
  const admission = createAdmission(clock, config.limits);
  const health = options.health ?? createHealth(clock);
  const attacks = createAttacks(clock, log);
  health.watch(() => attacks.troubles());
  await app.register(
    async (api) => {
      const refuseOtherMethods = watchMethods(api);
      keepAnswers(api, db);
      const access = createAccess(db, sessions, config.origins, admission);
      mountSlices(api, access, parts, {
        ...options,
        onAttack: (attack) => attacks.note(attack),
        installation: { status: () => statusOf(health), onTenantChanged: () => options.onTenantChanged?.() },
      });
      api.get('/openapi.json', async () => describeApi(contract, config.version));
      refuseOtherMethods();
    },
    { prefix: '/api' },
  );
  await app.register(
    async (v1) => {
      const refuseOtherMethods = watchMethods(v1);
      keepAnswers(v1, db);
      mountSlices(v1, createKeyAccess(db, admission), parts, options);
      serveApiPage(v1, contract, config.version);
      refuseOtherMethods();
    },
    { prefix: '/v1' },
  );
  hub.show('desk', deskView);
  hub.show('parked', parkedView);
  hub.show('board', boardView);
  hub.show('queue-board', queueBoardView);
  hub.show('channels', channelsView);
  const viewers = createViewers(hub, async (reader, id) => {
    const found = await db.tenant(reader.tenantId, (tx) => openRecord(tx, reader, 'customer', id));
    return reader.permissions.has('customer.read') && found?.id === id;
  });
  const upgrades = createUpgrades(app, sessions, config.origins, log);
  return { upgrades, sockets: serveRealtime(upgrades, { hub, viewers, sessions, clock, log }) };
}

/** Mounts every slice behind one gate: what people reach with a session and programs with a key is the same. */
export function mountSlices(
  api: FastifyInstance,
  access: Access,
  parts: OriginParts,
  options: OriginOptions & { installation?: Host['installation'] },
): void {
  const { hub } = parts;
  const { installation = null } = options;
  mountAll(api, {
    ...parts,
    access,
    specs,
    todos: todoSources,
    finders,
    timeline: timelineSources,
    ofJobs: { onCancelled: cancelWaiting, leftOut: leftOutFile },
    desk: options.desk,
    installation,
    recordChanged: (...change) => hub.recordChanged(...change),
    configured: (...change) => options.onConfigured?.(...change),
    userChanged: (tenantId, user) => {
      hub.recordChanged(tenantId, { type: 'user', id: user.id, version: user.version }, belongingOf(user));
      return options.onUserChanged?.(tenantId, user);
    },
    agentChanged: (tenantId, id) => options.onUserChanged?.(tenantId, { id }),
    newNumber: (tenantId, customer, tied) => options.onNewNumber?.(tenantId, customer, tied),
    attacked: (attack) => options.onAttack?.(attack),
  });
}

const awayNow = (): never => {
  throw new Refusal('phone.media-server-unavailable');
};
/** Of a process that runs no engine. */
export const away = async (): Promise<never> => awayNow();

/** The desk of a process that runs no engine: it can be looked at, but not telephoned with. */
export const deskWithoutEngine: OriginOptions['desk'] = {
  phone: { tell: away, tellCall: away, place: away },
  quality: { told: () => false },
  states: { choose: away, pausesOf: awayNow, signFor: away },
  softphones: { issuePhone: away, useDeskPhone: away },
  deskPhones: {
    deskPhoneChanged: away,
    isDeskPhoneOnline: async () => null,
    accountOf: deskAccount,
    place: { address: '127.0.0.1', port: 5060, outside: null },
  },
  calls: { takeTo: away, hold: away, step: away, pickUp: away, park: away, fetch: away },
  supervision: {
    callOf: awayNow,
    supervise: away,
    takeOver: away,
    stopSupervising: away,
    hangUp: away,
    setState: away,
  },
  liveCalls: { liveCall: awayNow, hangUpCall: away },
  homeOf: () => standardSettings.home,
  findCustomer: async () => null,
  demoCall: null,
};
