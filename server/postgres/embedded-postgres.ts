/** Our own PostgreSQL: created on first use, adopted when it still runs from before, started again when it dies, ended on a clean exit. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { SetupError } from '../kernel/errors.ts';
import type { DatabaseUrls } from '../kernel/migrate.ts';
import { createCluster, isCreated, launch, placeCluster, startMs, type Cluster } from './postgres-cluster.ts';
import { isAlive } from '../kernel/processes.ts';
import { endPostmaster, findPostmaster, isReady, tryConnect, type Postmaster } from './postmaster.ts';
import type { Secrets } from '../kernel/secrets.ts';

export interface EmbeddedPostgres {
  urls: DatabaseUrls;
  /** Its process when it was started or found. */
  pid: number;
  /** How it came to run: made anew, started again, or found running. */
  origin: 'created' | 'started' | 'adopted';
  /** Ends it in an orderly way. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The installation's data folder; the database lies in `postgres` below it. */
  dataFolder: string;
  secrets: Secrets;
  /** Settings in the form `name=value` for postgres -c. */
  settings?: readonly string[];
  /** Told about each step that takes time, and about a death. */
  progress?: (step: string) => void;
}

const owner = 'bahu_owner';
const database = 'bahu';
const guardMs = 500;

/**
 * Starts or adopts the PostgreSQL of a data folder and makes sure of the database and its two roles.
 * @throws SetupError in one sentence: no room, no account to run as, no package for this system, or PostgreSQL's own last words.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = placeCluster(options.dataFolder);
  const adopted = await adopt(cluster, options);
  const isNew = !isCreated(cluster);
  if (isNew) {
    options.progress?.('creating the database');
    createCluster(cluster, owner, options.secrets('postgres-owner'));
  }
  const postmaster = adopted ?? (await launch(cluster, options.settings ?? []));
  await ensureDatabase(postmaster, options.secrets);
  const endGuard = guard(cluster, postmaster, options);
  return {
    urls: {
      owner: ownerUrl(postmaster, options.secrets, database),
      app: address(postmaster, 'bahu_app', options.secrets('postgres-app'), database),
    },
    pid: postmaster.pid,
    origin: adopted ? 'adopted' : isNew ? 'created' : 'started',
    stop: async () => {
      await endGuard();
      const current = findPostmaster(cluster.folder);
      if (current) await endPostmaster(current.pid);
    },
  };
}

/** The one that runs from before, when it answers; null when there is none. One that is starting or ending is waited for. */
async function adopt({ folder }: Cluster, options: EmbeddedOptions): Promise<Postmaster | null> {
  const running = findPostmaster(folder);
  if (!running) return null;
  options.progress?.(`adopting the PostgreSQL that still runs (process ${running.pid})`);
  for (const deadline = Date.now() + startMs; Date.now() < deadline; await delay(100)) {
    if (!isAlive(running.pid)) return null;
    if (isReady(folder, running.pid) && (await tryConnect(ownerUrl(running, options.secrets, 'postgres'))) === null)
      return running;
  }
  throw new SetupError(
    `PostgreSQL (process ${running.pid}) already runs in ${folder} but does not answer: end it with "kill -INT ${running.pid}" and start again.`,
  );
}

/** Starts a server that died again, at the same address. Returns the function that ends the watch. */
function guard(cluster: Cluster, first: Postmaster, options: EmbeddedOptions): () => Promise<void> {
  let restart: Promise<void> | null = null;
  const revive = async (): Promise<void> => {
    options.progress?.('PostgreSQL has died and is started again');
    try {
      await launch(cluster, options.settings ?? [], first.port);
    } catch (error) {
      options.progress?.(error instanceof Error ? error.message : String(error));
    }
  };
  const timer = setInterval(() => {
    if (restart || findPostmaster(cluster.folder)) return;
    restart = revive().finally(() => {
      restart = null;
    });
  }, guardMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await restart;
  };
}

/** Idempotent: the database, and the application's role with the password that the secrets hold. */
async function ensureDatabase(postmaster: Postmaster, secrets: Secrets): Promise<void> {
  const client = new Client({ connectionString: ownerUrl(postmaster, secrets, 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      "select exists (select from pg_roles where rolname = 'bahu_app') as role, exists (select from pg_database where datname = $1) as database",
      [database],
    );
    const verb = rows[0]!.role ? 'alter' : 'create';
    await client.query(
      `${verb} role bahu_app login nosuperuser nobypassrls nocreatedb nocreaterole password ${client.escapeLiteral(secrets('postgres-app'))}`,
    );
    if (!rows[0]!.database) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

const ownerUrl = (postmaster: Postmaster, secrets: Secrets, name: string): string =>
  address(postmaster, owner, secrets('postgres-owner'), name);

function address(postmaster: Postmaster, user: string, password: string, name: string): string {
  const host = postmaster.socketFolder ? `?host=${encodeURIComponent(postmaster.socketFolder)}` : '';
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${postmaster.port}/${name}${host}`;
}
