import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Configuration } from '@bahu/domain/callcontrol/configuration.ts';
import { newId } from '../kernel/ids.ts';
import { createLog } from '../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';
import { loadConfiguration } from './engine/load.ts';
import { TenantWatch } from './tenant-watch.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A watch over this database that notes what it did; `now` is epoch milliseconds. */
function watchOf() {
  const held = new Map<string, Configuration>();
  const done: string[] = [];
  const clock = { now: () => state.now };
  const load = async (what: string, id: string): Promise<void> => {
    if (state.broken.has(id)) throw new Error('a row that cannot be read');
    done.push(`${what} ${id}`);
    held.set(id, await database.db.tenant(id, (tx) => loadConfiguration(tx, id, clock.now())));
  };
  const state = { now: Date.now(), held, done, broken: new Set<string>(), isOwner: true };
  const watch = new TenantWatch({
    db: database.db,
    clock,
    log: createLog('silent'),
    configurationOf: (id) => held.get(id),
    open: (id) => load('open', id),
    reconfigure: (id) => load('reconfigure', id),
    isOwner: () => state.isOwner,
  });
  return { state, watch };
}

test('[P1] the engine learns of new tenants, of changed licences and of dates that have come, each once', async () => {
  const { state, watch } = watchOf();
  const [first, second] = [newId(), newId()];
  const expiresAt = new Date(state.now + 60_000);
  await database.asOwner("insert into tenants (id, code, name, expires_at) values ($1, '100021', '甲', $2)", [
    first,
    expiresAt,
  ]);
  await Promise.all([watch.follow(), watch.follow()]);
  expect(state.done).toEqual([`open ${first}`]);
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100022', '乙')", [second]);
  await watch.follow();
  expect(state.done.splice(0)).toEqual([`open ${first}`, `open ${second}`]);

  await database.asOwner('update tenants set licensed_channels = 3 where id = $1', [second]);
  state.now = expiresAt.getTime();
  await watch.follow();
  expect(state.done.splice(0).toSorted()).toEqual([`reconfigure ${first}`, `reconfigure ${second}`].toSorted());
  expect([state.held.get(first)!.canCall, state.held.get(second)!.licensedChannels]).toEqual([false, 3]);

  await database.asOwner('update tenants set expires_at = null where id = $1', [first]);
  await watch.follow();
  await watch.follow();
  expect([state.done, state.held.get(first)!.canCall]).toEqual([[`reconfigure ${first}`], true]);
});

test('[A2.10] a tenant that cannot be opened is named, tried again, and keeps no other one waiting', async () => {
  const { state, watch } = watchOf();
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100023', '丙')", [newId()]);
  const [broken] = await database.asOwner<{ id: string }>("select id from tenants where code = '100022'");
  state.broken.add(broken!.id);
  await watch.follow();
  expect([state.done.length, watch.withoutEngine()]).toEqual([2, ['100022']]);
  state.broken.clear();
  await watch.follow();
  expect([state.done.length, watch.withoutEngine()]).toEqual([3, []]);
});

test('[A2.10] a standby opens nothing, and whoever gets the calls again opens all of them again', async () => {
  const { state, watch } = watchOf();
  state.isOwner = false;
  await watch.follow();
  expect(state.done).toEqual([]);
  state.isOwner = true;
  await watch.follow();
  state.held.clear();
  await watch.follow();
  expect([state.done.length, new Set(state.done).size]).toEqual([6, 3]);
});
