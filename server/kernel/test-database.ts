/**
 * Databases for tests. As vitest's global setup this file starts one throw-away PostgreSQL per run, whose database `bahu` has all migrations
 * and serves as the template; `createTestDatabase` clones it (about 70 ms) for a test file.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { createDb, type Db, type DbOptions } from './db.ts';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.ts';
import { migrate, type DatabaseUrls } from './migrate.ts';
import { endPostmaster, findPostmaster } from '../postgres/postmaster.ts';
import { isAlive } from './processes.ts';
import { openSecrets } from './secrets.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testCluster: DatabaseUrls;
  }
}

export interface TestDatabase {
  urls: DatabaseUrls;
  db: Db;
  /** Runs SQL as the owner of the schema, past row-level security: for looking at what the application did. */
  asOwner<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Closes the connections and removes the database; call it in afterAll. */
  drop(): Promise<void>;
}

const template = 'bahu';
const prefix = 'bahu-test-';
/** The data lives for a minute, so nothing needs to reach the disk. */
const settings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'max_wal_size=4GB',
];

/** Clones the template. Needs this file as `globalSetup` of the vitest project. */
export async function createTestDatabase(options: DbOptions = {}): Promise<TestDatabase> {
  const cluster = inject('testCluster');
  const maintenance = named(cluster.owner, 'postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(maintenance, `create database ${name} template ${template} strategy file_copy`);
  const urls = { owner: named(cluster.owner, name), app: named(cluster.app, name) };
  const db = createDb(urls.app, { connections: 5, statementMs: 20_000, ...options });
  return {
    urls,
    db,
    asOwner: <Row extends QueryResultRow>(text: string, values: unknown[] = []) => run<Row>(urls.owner, text, values),
    drop: async () => {
      await db.close();
      await run(maintenance, `drop database ${name} with (force)`);
    },
  };
}

/** Vitest's global setup. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  chmodSync(folder, 0o711); // started by root, the service account must get in
  writeFileSync(path.join(folder, 'run.pid'), String(process.pid));
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    secrets: openSecrets(path.join(folder, 'secrets.json')),
    settings,
  });
  await migrate(postgres.urls);
  project.provide('testCluster', postgres.urls);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Ends what a run that was killed left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name);
    const runFile = path.join(folder, 'run.pid');
    if (!existsSync(runFile) || isAlive(Number(readFileSync(runFile, 'utf8')))) continue;
    const left = findPostmaster(path.join(folder, 'postgres'));
    if (left) await endPostmaster(left.pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same address for another database of the cluster. */
function named(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}

async function run<Row extends QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
