import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { createLog } from '../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';
import { createHub } from '../realtime/hub.ts';
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
const telephonyOf = (): Telephony =>
  new Telephony({
    db: database.db,
    databaseUrl: database.urls.app,
    clock: createClock(),
    log: createLog('silent'),
    sipCopies: null,
    mediaAddress: null,
    maxCalls: 10,
    ari: { host: '127.0.0.1', port: 1, user: 'bahu', password: 'x' },
    voiceFolder: folder,
    rawFolder: folder,
    journalFolder: folder,
    screens: createHub(),
    findCustomers: async () => new Map(),
    mayRecord: () => true,
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
  await expect.poll(() => telephony.whyNotServing(), { timeout: 30_000 }).toBeNull();
  expect(telephony.troubles().map(({ code }) => code)).not.toContain('tenants.without-engine');
  await Promise.all([standby.stop(), telephony.stop()]);
});
