/**
 * The list of customers in a tenant of a million: every way to filter, sort and search it, for an administrator, a supervisor of a region and an
 * agent, at the API under row-level security; and the statements of the same requests by hand, as the owner of the table without it.
 */
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { customerRoutes } from '@bahu/contract/customers.ts';
import type { Input } from '@bahu/contract/route.ts';
import { startServer } from '@bahu/server/compose/compose.ts';
import { readConfig } from '@bahu/server/kernel/config.ts';
import { createDb, createPool } from '@bahu/server/kernel/db.ts';
import { startEmbeddedPostgres } from '@bahu/server/postgres/embedded-postgres.ts';
import { createLog } from '@bahu/server/kernel/log.ts';
import { migrate, type DatabaseUrls } from '@bahu/server/kernel/migrate.ts';
import { openSecrets } from '@bahu/server/kernel/secrets.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending } from './measuring/end.ts';
import { quantile, rounded } from './measuring/quantile.ts';
import { fillLargeTenants, type LargeTenant, type Reader } from './peers/large-tenants.ts';
import { recordStatements, SameSql } from './peers/same-sql.ts';

const settings = ['shared_buffers=512MB', 'max_wal_size=8GB', 'checkpoint_timeout=30min'];

interface Kind {
  readonly name: string;
  readonly query: Readonly<Partial<Record<keyof Input<typeof customerRoutes.list>['query'], string>>>;
  /** Compares what may hold a number, which who may not see numbers is refused. */
  readonly comparesNumbers?: true;
}

function kindsOf({ agentId, groupId, regionId, sample }: LargeTenant): Kind[] {
  const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
  const kind = (name: string, query: Kind['query']): Kind => ({ name, query });
  return [
    kind('first page', {}),
    kind('by name', { sort: 'name' }),
    kind('by last call', { sort: 'last-call' }),
    kind('a common stage', { fields: 'stage:is:lead' }),
    kind('a rare stage by name', { fields: 'stage:is:won', sort: 'name' }),
    kind('no such stage', { fields: 'stage:empty:' }),
    kind('one owner', { owner: agentId }),
    kind('one owner by last call', { owner: agentId, sort: 'last-call' }),
    kind('a group', { department: groupId }),
    kind('a region', { department: regionId }),
    kind('a region by name', { department: regionId, sort: 'name' }),
    kind('created in a week', { createdFrom: daysAgo(107), createdTo: daysAgo(100) }),
    kind('created in a year', { createdFrom: daysAgo(700), createdTo: daysAgo(335), sort: 'last-call' }),
    kind('called in two days', { lastCallFrom: daysAgo(2) }),
    kind('called long ago by name', { lastCallTo: daysAgo(900), sort: 'name' }),
    kind('one character', { search: '张' }),
    kind('two characters', { search: '建国' }),
    kind('a whole name', { search: sample.name }),
    kind('no such name', { search: '不存在的' }),
    kind('one letter', { search: 'z' }),
    kind('initials', { search: 'zjg' }),
    kind('three digits', { search: '138' }),
    kind('last digits', { search: sample.phone.slice(-4) }),
    kind('a whole number', { search: sample.phone }),
    kind('name, stage and order', { search: '国', fields: 'stage:is:lead', sort: 'name' }),
    kind('everything at once', {
      search: '明',
      fields: 'stage:is:lead',
      department: regionId,
      createdFrom: daysAgo(400),
      lastCallFrom: daysAgo(200),
      sort: 'last-call',
    }),
    ...designedKinds(daysAgo, regionId),
  ];
}

/** Filters and orders by designed fields: the three that have an index, alone and beside what else a list knows. */
function designedKinds(daysAgo: (days: number) => string, regionId: string): Kind[] {
  const day = (days: number): string => daysAgo(-days).slice(0, 10);
  const kind = (name: string, fields: string, query: Kind['query'] = {}): Kind => ({
    name,
    query: { ...(fields && { fields }), ...query },
    ...(`${fields} ${query['sort'] ?? ''}`.includes('premium') && { comparesNumbers: true }),
  });
  const [soon, year] = [
    `renewal:from:${day(0)};renewal:to:${day(6)}`,
    `renewal:from:${day(-200)};renewal:to:${day(165)}`,
  ];
  return [
    kind('a common option', 'intent:is:low'),
    kind('a rare option', 'intent:is:strategic'),
    kind('a rare option by name', 'intent:is:urgent', { sort: 'name' }),
    kind('several options', 'intent:is:high,urgent,strategic'),
    kind('several options by last call', 'intent:is:middle,strategic', { sort: 'last-call' }),
    kind('an option, stage and region', 'intent:is:high;stage:is:won', { department: regionId }),
    kind('an option and a name', 'intent:is:low', { search: '建国' }),
    kind('a narrow range of numbers', 'premium:from:2000;premium:to:2010'),
    kind('a wide range of numbers', 'premium:from:1000;premium:to:50000'),
    kind('a range of numbers by name', 'premium:from:100000', { sort: 'name' }),
    kind('a range of numbers in its order', 'premium:from:5000', { sort: 'field.premium' }),
    kind('days of one week', soon),
    kind('days of one week in their order', soon, { sort: 'field.renewal' }),
    kind('days of one week by last call', soon, { sort: 'last-call' }),
    kind('days of a year', year),
    kind('days of a year by name', year, { sort: 'name' }),
    kind('days counted from today', 'renewal:within:-6,0'),
    kind('by number, largest first', '', { sort: 'field.premium.desc' }),
    kind('by day', '', { sort: 'field.renewal' }),
    kind('without a day', 'renewal:empty'),
    kind('two ranges', `${soon};premium:from:1000;premium:to:3000`),
    kind('fields, stage and region by name', `${year};intent:is:high,urgent;stage:is:lead,contacted`, {
      department: regionId,
      sort: 'name',
    }),
  ];
}

const measure: Measurement = (options) =>
  ending(async (end) => {
    const number = (name: string, standard: number): number =>
      Number(options.find((option) => option.startsWith(`--${name}=`))?.split('=')[1] ?? standard);
    const [customers, rounds] = [number('customers', 1_000_000), number('rounds', 40)];
    const named = options.find((option) => option.startsWith('--kinds='))?.split('=')[1] ?? '';
    const folder = mkdtempSync(path.join(tmpdir(), 'bahu-million-'));
    chmodSync(folder, 0o711);
    end.with(() => rmSync(folder, { recursive: true, force: true }));
    const postgres = await startEmbeddedPostgres({
      dataFolder: path.join(folder, 'database'),
      secrets: openSecrets(path.join(folder, 'secrets.json')),
      settings,
    });
    end.with(() => postgres.stop());
    const tenant = await fill(postgres.urls, customers);
    const config = readConfig(
      {
        BAHU_DATA: path.join(folder, 'data'),
        BAHU_WEB: path.join(folder, 'web'),
        BAHU_PORT: '18600',
        BAHU_DEMO: 'off',
        BAHU_LIMIT_SESSION: '0',
        BAHU_LIMIT_ADDRESS: '0',
        DATABASE_URL: postgres.urls.owner,
        DATABASE_APP_URL: postgres.urls.app,
      },
      ['--roles=api'],
    );
    const server = await startServer(config, createLog('warn'));
    end.with(() => server.stop());
    const hand = await SameSql.connect(postgres.urls, tenant.id);
    end.with(() => hand.end());
    const rows: Row[] = [];
    for (const reader of tenant.readers)
      for (const kind of kindsOf(tenant)) {
        if (!kind.name.includes(named) || (reader.masksNumbers && kind.comparesNumbers)) continue;
        const row = await measureKind(server.url, hand, reader, kind, rounds);
        if (row) rows.push(row);
      }
    const [slowest, worst] = [
      rows.toSorted((a, b) => b.apiP95Ms - a.apiP95Ms)[0]!,
      rows.toSorted((a, b) => b.ratio - a.ratio)[0]!,
    ];
    console.log(`slowest: ${slowest.reader}, ${slowest.kind}; worst ratio: ${worst.reader}, ${worst.kind}`);
    return {
      figures: { p95Ms: slowest.apiP95Ms, ratio: worst.ratio },
      targets: { p95Ms: { most: 80 }, ratio: { most: 1.3 } },
      table: rows.map((row) => ({ ...row })),
    };
  });

async function fill(urls: DatabaseUrls, customers: number): Promise<LargeTenant> {
  await migrate(urls);
  const [owner, db] = [
    createPool(urls.owner, { connections: 1, statementMs: 1_800_000 }),
    createDb(urls.app, { statementMs: 60_000 }),
  ];
  const since = performance.now();
  const tenant = await fillLargeTenants(owner, urls.owner, db, { large: customers, other: customers / 5 });
  console.log(`${customers + customers / 5} customers in ${Math.round((performance.now() - since) / 1000)} s`);
  await db.close();
  await owner.end();
  return tenant;
}

type Of = (values: number[]) => number;

interface Row {
  readonly reader: string;
  readonly kind: string;
  readonly total: number;
  readonly apiP50Ms: number;
  readonly apiP95Ms: number;
  readonly sqlP50Ms: number;
  readonly handP50Ms: number;
  readonly ratio: number;
}

/**
 * The three in turn, round after round, so that what else happens on the machine meets all of them. The two of the database change places: whichever
 * comes second finds the same rows in the processor's caches.
 */
async function measureKind(
  url: string,
  hand: SameSql,
  reader: Reader,
  kind: Kind,
  rounds: number,
): Promise<Row | null> {
  const ask = async (): Promise<{ total: number }> => {
    const reply = await fetch(`${url}/api/customers?${new URLSearchParams(kind.query).toString()}`, {
      headers: { cookie: reader.cookie },
    });
    if (!reply.ok) throw new Error(`${reader.role}, ${kind.name}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as { total: number };
  };
  for (let i = 0; i < 3; i++) await ask();
  let total = 0;
  const statements = await recordStatements(Client, async () => {
    ({ total } = await ask());
  });
  if (statements.length === 0) return null; // refused without a look: parts of numbers that are hidden from them
  const times = { api: [] as number[], protectedSql: [] as number[], bareSql: [] as number[] };
  const timed = async (into: number[], work: () => Promise<unknown>): Promise<void> => {
    const since = performance.now();
    await work();
    into.push(performance.now() - since);
  };
  for (let i = 0; i < rounds + 5; i++) {
    await timed(times.api, ask);
    const both = [
      async () => times.protectedSql.push(await hand.runProtected(statements)),
      async () => times.bareSql.push(await hand.runBare(statements)),
    ];
    for (const run of i % 2 === 0 ? both : both.toReversed()) await run();
    if (i === 4) for (const list of Object.values(times)) list.length = 0;
  }
  const [p50, p95] = [0.5, 0.95].map(
    (share) =>
      (values: number[]): number =>
        quantile(values, share),
  ) as [Of, Of];
  return {
    reader: reader.role,
    kind: kind.name,
    total,
    apiP50Ms: rounded(p50(times.api)),
    apiP95Ms: rounded(p95(times.api)),
    sqlP50Ms: rounded(p50(times.protectedSql), 2),
    handP50Ms: rounded(p50(times.bareSql), 2),
    ratio: rounded(p50(times.protectedSql) / p50(times.bareSql), 2),
  };
}

export default measure;
