import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Configuration } from '@bahu/domain/callcontrol/configuration.ts';
import { createClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { createLog } from '../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';
import { standardSettings } from '../kernel/tenant-settings.ts';
import { createHub } from '../realtime/hub.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { Telephony } from './service.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'bahu-telephony-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Telephony over this database whose media server is not there. */
const telephonyOf = (db = database.db): Telephony =>
  new Telephony({
    db,
    databaseUrl: database.urls.app,
    clock: createClock(),
    log: createLog('silent'),
    nodes: ['default', 'second'].map((name) => ({
      name,
      sipCopies: null,
      mediaAddress: null,
      maxCalls: 10,
      ari: { host: '127.0.0.1', port: 1, user: 'bahu', password: 'x' },
      voiceFolder: folder,
      rawFolder: folder,
      mayRecord: () => true,
    })),
    journalFolder: folder,
    screens: createHub(),
    findCustomers: async () => new Map(),
    onDeskPhone: async () => undefined,
  });

test('[A2.10] whose calls nobody serves is told by the code of the tenant, until they are served', async () => {
  const [served, missing] = [newId(), newId()];
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100041', '甲'), ($2, '100042', '乙')", [
    served,
    missing,
  ]);
  // A journal that cannot be read: nobody may go on with these calls as if nothing had been written there.
  const journal = path.join(folder, `${missing}.ndjson`);
  mkdirSync(journal);
  const [telephony, standby] = [telephonyOf(), telephonyOf()];
  expect(telephony.whyNotServing()).toContain('stands by');
  await telephony.start();
  await standby.start();
  expect(telephony.whyNotServing()).toBe('no engine for 100042');
  expect(telephony.troubles()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'tenants.without-engine', params: { tenants: '100042' } }),
    ]),
  );
  expect([standby.whyNotServing(), standby.troubles().map(({ code }) => code)]).toEqual([
    expect.stringContaining('stands by'),
    [],
  ]);
  rmdirSync(journal);
  telephony.tenantsChanged();
  await expect.poll(() => telephony.whyNotServing()).toBeNull();
  expect(telephony.troubles().map(({ code }) => code)).not.toContain('tenants.without-engine');
  await Promise.all([standby.stop(), telephony.stop()]);
});

test('[A2.10] a company whose media server this process does not know is served by no other one, and those on the other media servers are', async () => {
  const [here, there, nowhere] = [newId(), newId(), newId()];
  const rows =
    "insert into tenants (id, code, name, node) values ($1, '100043', '丙', 'default'), ($2, '100044', '丁', 'second'), ($3, '100045', '戊', 'third')";
  await database.asOwner(rows, [here, there, nowhere]);
  const telephony = telephonyOf();
  await telephony.start();
  expect(telephony.whyNotServing()).toBe('no engine for 100045');
  expect([here, there, nowhere].map((id) => telephony.registry.ofTenant(id)?.node)).toEqual([
    'default',
    'second',
    undefined,
  ]);
  const [kept, lost] = [here, there].map((id) => vi.spyOn(telephony.registry.ofTenant(id)!, 'post'));
  telephony.mediaServerDied('second');
  expect([kept!.mock.calls, lost!.mock.calls]).toEqual([[], [[{ type: 'media-server-restarted' }]]]);
  expect(() => telephony.node('third')).toThrow('no media server has the name third');
  await telephony.stop();
  await database.asOwner('delete from tenants where id = $1', [nowhere]);
});

test('[S5] what could not be read of a company is read with whatever changes next', async () => {
  const tenantId = newId();
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100977', '己')", [tenantId]);
  const read: string[] = [];
  let isAway = true;
  const telephony = telephonyOf(
    Object.create(database.db, {
      tenant: {
        value: async (id: string, work: (tx: never) => Promise<object>) => {
          if (isAway) throw new Error('the database is away');
          const result = await database.db.tenant(id, work as never);
          read.push('configuration' in (result as object) ? 'all' : 'lists');
          return result;
        },
      },
    }) as typeof database.db,
  );
  await expect(telephony.configurationChanged(tenantId)).rejects.toThrow('away');
  isAway = false;
  await telephony.configurationChanged(tenantId, 'number-lists');
  await telephony.configurationChanged(tenantId, 'number-lists');
  expect(read).toEqual(['all', 'lists']);
});

test('[U5] of queues that have changed alone nothing else is read; two parts that changed meanwhile are all', async () => {
  const [tenantId, queueId] = [newId(), newId()];
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100978', '庚')", [tenantId]);
  await database.asOwner(
    "insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, '售前', '901', 'longest-idle')",
    [tenantId, queueId],
  );
  const telephony = telephonyOf();
  const trunks = new Map([['known', {}]]);
  const told: { queues: string[]; hasKnownTrunks: boolean }[] = [];
  telephony.registry.add({
    tenantId,
    node: 'default',
    current: { configuration: { home: standardSettings.home, trunks, queues: new Map() }, agents: new Map() },
    handle: async ({ configuration }: { configuration: Configuration }) =>
      void told.push({ queues: [...configuration.queues.keys()], hasKnownTrunks: configuration.trunks.has('known') }),
  } as unknown as TenantEngine);
  await telephony.configurationChanged(tenantId, 'queues');
  expect(told.splice(0)).toEqual([{ queues: [queueId], hasKnownTrunks: true }]);
  await Promise.all(
    (['queues', 'number-lists', 'queues'] as const).map((part) => telephony.configurationChanged(tenantId, part)),
  );
  expect(told.map(({ hasKnownTrunks }) => hasKnownTrunks)).toEqual([true, false]);
});
