import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDb } from './db.ts';
import { newId } from './ids.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
const ours = newId();
const theirs = newId();
const trunk = (tenantId: string) => ({ tenantId, id: newId(), name: `trunk of ${tenantId}`, host: 'carrier.example' });

beforeAll(async () => {
  database = await createTestDatabase();
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100001', 'A'), ($2, '100002', 'B')", [
    ours,
    theirs,
  ]);
  await database.db.tenant(ours, (tx) => tx.insertInto('trunks').values(trunk(ours)).execute());
  await database.db.tenant(theirs, (tx) => tx.insertInto('trunks').values(trunk(theirs)).execute());
});
afterAll(() => database.drop());

const trunkNames = (tenantId: string) =>
  database.db.tenant(tenantId, async (tx) =>
    (await tx.selectFrom('trunks').select('name').execute()).map((row) => row.name),
  );

test('[P2] a transaction sees the rows of its tenant and no others', async () => {
  expect(await trunkNames(ours)).toEqual([`trunk of ${ours}`]);
  expect(await trunkNames(newId())).toEqual([]);
});

test('[P2] without a tenant every tenant table looks empty', async () => {
  expect(await database.db.system((tx) => tx.selectFrom('trunks').selectAll().execute())).toEqual([]);
  expect(await database.db.system((tx) => tx.selectFrom('tenants').select('code').orderBy('code').execute())).toEqual([
    { code: '100001' },
    { code: '100002' },
  ]);
});

test('[P2] a row of another tenant can be neither written nor moved there', async () => {
  const foreign = { tenantId: theirs, id: newId(), name: 'x', host: 'carrier.example' };
  await expect(database.db.tenant(ours, (tx) => tx.insertInto('trunks').values(foreign).execute())).rejects.toThrow(
    'row-level security',
  );
  await expect(
    database.db.tenant(ours, (tx) => tx.updateTable('trunks').set({ tenantId: theirs }).execute()),
  ).rejects.toThrow('row-level security');
});

test('[P2] a connection never keeps the tenant of an earlier transaction, also after failures', async () => {
  const single = createDb(database.urls.app, { connections: 1 });
  for (let i = 0; i < 200; i++) {
    const tenantId = i % 2 ? ours : theirs;
    const failing = i % 5 === 0;
    const seen = await single
      .tenant(tenantId, async (tx) => {
        if (failing) await sql`select 1 / 0`.execute(tx);
        return tx.selectFrom('trunks').select('tenantId').execute();
      })
      .catch(() => null);
    if (!failing) expect(seen).toEqual([{ tenantId }]);
    expect(await single.system((tx) => tx.selectFrom('trunks').select('id').execute())).toEqual([]);
  }
  await single.close();
});

test('[P2] long searches of one tenant leave the connections of another free', async () => {
  const db = createDb(database.urls.app, { connections: 4, perTenant: 2, statementMs: 20_000 });
  const searching = Array.from({ length: 6 }, () =>
    db.tenant(ours, (tx) => sql`select pg_sleep(20)`.execute(tx)).catch(() => null),
  );
  const running = () =>
    database.asOwner(
      "select pid from pg_stat_activity where usename = 'bahu_app' and datname = current_database() and query like '%pg_sleep%' and state = 'active'",
    );
  while ((await running()).length < 2) await delay(5);
  for (let i = 0; i < 20; i++)
    expect(await db.tenant(theirs, (tx) => tx.selectFrom('trunks').select('tenantId').execute())).toEqual([
      { tenantId: theirs },
    ]);
  expect((await running()).length).toBe(2);
  while ((await running()).length)
    await database.asOwner(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bahu_app' and datname = current_database() and query like '%pg_sleep%'",
    );
  await db.close();
  await Promise.all(searching);
});

test('a transaction within another one of the same tenant does not wait for a place that the outer one holds', async () => {
  const db = createDb(database.urls.app, { connections: 4, perTenant: 1 });
  const inner = await db.tenant(ours, () =>
    db.tenant(ours, (tx) => tx.selectFrom('trunks').select('tenantId').execute()),
  );
  expect(inner).toEqual([{ tenantId: ours }]);
  await db.close();
});

test('[P2] the database works for connections that stand back at a lower priority', async () => {
  const polite = createDb(database.urls.app, { connections: 1, niceness: 7 });
  const processOf = async (db: typeof polite): Promise<number> =>
    (await db.system((tx) => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx))).rows[0]!.pid;
  const [pid, other] = [await processOf(polite), await processOf(database.db)];
  expect([getPriority(pid), getPriority(other)]).toEqual([getPriority() + 7, getPriority()]);
  // Where the processes of a session share their time, its value is what counts between sessions; else there is nothing to read.
  const ofGroup = (id: number): number =>
    Number(
      /nice (-?\d+)/.exec(
        existsSync(`/proc/${id}/autogroup`) ? readFileSync(`/proc/${id}/autogroup`, 'latin1') : '',
      )?.[1] ?? getPriority(id),
    );
  await expect.poll(() => [ofGroup(pid), ofGroup(other)]).toEqual([getPriority(pid), getPriority(other)]);
  await polite.close();
});

test('[P2] a tenant that keeps a processor busy stands back behind the others, and only as long as it does', async () => {
  const db = createDb(database.urls.app, { connections: 4, niceness: 2, greedyNiceness: 9 });
  const other = newId();
  const niceOf = (tenantId: string): Promise<number> =>
    db.tenant(
      tenantId,
      async (tx) =>
        getPriority((await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid) -
        getPriority(),
    );
  expect([await niceOf(ours), await niceOf(other)]).toEqual([2, 2]);
  for (let i = 0; i < 40 && (await niceOf(ours)) === 2; i++)
    await db.tenant(ours, (tx) => sql`select count(*) from generate_series(1, 2000000)`.execute(tx));
  expect([await niceOf(ours), await niceOf(other)]).toEqual([9, 2]);
  await expect.poll(() => niceOf(ours), { interval: 500 }).toBe(2);
  await db.close();
});

test('a text with two statements is refused, with and without parameters', async () => {
  await expect(database.db.tenant(ours, (tx) => sql.raw('select 1; select 2').execute(tx))).rejects.toThrow(
    'multiple commands',
  );
  await expect(database.db.tenant(ours, (tx) => sql`select ${'a'}::text; select 2`.execute(tx))).rejects.toThrow(
    'multiple commands',
  );
});

test('a statement that takes too long is ended by the server', async () => {
  const hasty = createDb(database.urls.app, { statementMs: 100 });
  await expect(hasty.system((tx) => sql`select pg_sleep(20)`.execute(tx))).rejects.toThrow('statement timeout');
  await hasty.close();
});

test('losing all connections fails the queries of that moment and no later ones', async () => {
  const db = createDb(database.urls.app, { connections: 2 });
  const sleeping = db.system((tx) => sql`select pg_sleep(20)`.execute(tx));
  const lost = expect(sleeping).rejects.toThrow(/terminat/);
  await db.system((tx) => sql`select 1`.execute(tx));
  await database.asOwner(
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bahu_app' and datname = current_database()",
  );
  await lost;
  expect(await db.tenant(ours, (tx) => tx.selectFrom('trunks').select('tenantId').execute())).toEqual([
    { tenantId: ours },
  ]);
  await db.close();
});

test('a whole pool of dead connections is felt by nobody', async () => {
  const db = createDb(database.urls.app, { connections: 8 });
  const all = () =>
    Promise.all(Array.from({ length: 8 }, () => db.system((tx) => sql`select pg_sleep(0.05)`.execute(tx))));
  await all();
  await database.asOwner(
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bahu_app' and datname = current_database()",
  );
  await expect(all()).resolves.toHaveLength(8);
  await db.close();
});

test('[A2.10] what a call asks is answered though the connection was dead on which it was asked first', async () => {
  await database.asOwner('create sequence asked', []);
  await database.asOwner('grant usage on sequence asked to bahu_app', []);
  const ending =
    "case when nextval('asked') = 1 then pg_terminate_backend(pg_backend_pid()) and pg_sleep(20) is not null end";
  const db = createDb(database.urls.app, { connections: 2 });
  expect(await db.ask('one', `select $1::int as answer, ${ending} as ended`, [42])).toEqual([
    { answer: 42, ended: null },
  ]);
  await db.close();
});

test('what is asked and ends its own connection is refused in the end', async () => {
  const db = createDb(database.urls.app, { connections: 2 });
  await expect(db.ask('end', 'select pg_terminate_backend(pg_backend_pid())', [])).rejects.toThrow(/terminat/);
  await db.close();
});

test('a transaction that had begun is never run a second time', async () => {
  const db = createDb(database.urls.app, { connections: 1 });
  let runs = 0;
  const lost = db.tenant(ours, async (tx) => {
    runs++;
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
  });
  await expect(lost).rejects.toThrow(/terminat/);
  expect(runs).toBe(1);
  await db.close();
});

test('whole numbers and moments come back as numbers and dates, keys of documents stay as written', async () => {
  const { rows } = await database.db.system((tx) =>
    sql<{
      bigOne: number;
      at: Date;
      doc: object;
    }>`select 1234567890123::bigint as big_one, now() as at, '{"some_key": 1}'::jsonb as doc`.execute(tx),
  );
  expect(rows[0]).toEqual({ bigOne: 1234567890123, at: expect.any(Date) as Date, doc: { some_key: 1 } });
});
