/** What becomes of how a company had its phones in browsers send sound. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { readSettings } from './tenant-settings.ts';
import { fill, openOldDatabase, type OldDatabase } from './test-old-database.ts';

let database: OldDatabase;
beforeAll(async () => {
  database = await openOldDatabase(195);
});
afterAll(() => database.close());

test('[A4.5] a weak network stays Opus first, for all agents who choose nothing else, and the old setting is gone', async () => {
  const { run } = database;
  const [weak, plain, other] = [await fill(run, '100001'), await fill(run, '100002'), await fill(run, '100003')];
  const set = (tenant: string, settings: object) =>
    run('update tenants set settings = settings || $2::jsonb where id = $1', [tenant, JSON.stringify(settings)]);
  await set(weak.tenant, {
    phones: { browserSound: 'weak-network' },
    desk: { defaults: { popsInbound: false }, locks: ['popsInbound'] },
  });
  await set(plain.tenant, { phones: { browserSound: 'standard' } });
  await set(other.tenant, { phones: { browserSound: 'weak-network' } });
  await migrate(database.urls);
  const settingsOf = async (tenant: string) =>
    (await run<{ settings: Record<string, unknown> }>('select settings from tenants where id = $1', [tenant]))[0]!
      .settings;
  const all = await Promise.all([weak, plain, other].map(({ tenant }) => settingsOf(tenant)));
  expect(all.map((settings) => 'phones' in settings)).toEqual([false, false, false]);
  expect(all.map((settings) => readSettings(settings).desk)).toEqual([
    { defaults: { popsInbound: false, codecs: ['opus', 'alaw', 'ulaw'] }, locks: ['popsInbound'] },
    { defaults: {}, locks: [] },
    { defaults: { codecs: ['opus', 'alaw', 'ulaw'] }, locks: [] },
  ]);
});
