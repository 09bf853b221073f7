/**
 * Our own PostgreSQL in a folder: created on first use, adopted when it still runs from before, ended on a clean exit. It is started detached,
 * so that a kill -9 of this program leaves it running with its data safe.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { SetupError } from './errors.ts';
import type { DatabaseUrls } from './migrate.ts';
import { findPostgres } from './postgres-binaries.ts';
import { endPostmaster, findPostmaster, isAlive, isReady, tryConnect, type Postmaster } from './postmaster.ts';
import type { Secrets } from './secrets.ts';
import { canReach, findServiceAccount, makePrivateFolder, type ServiceAccount } from './service-account.ts';

export interface EmbeddedPostgres {
  urls: DatabaseUrls;
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
  /** Told about each step that takes time. */
  progress?: (step: string) => void;
}

const owner = 'bahu_owner';
const database = 'bahu';
/** sockaddr_un holds 108 bytes with the final zero. */
const longestSocketPath = 107;
const neededBytes = 300 * 1024 * 1024;
/** Recovery after a power cut replays at most max_wal_size (1 GB): measured 14 s for several GB. */
const startMs = 120_000;

/**
 * Starts or adopts the PostgreSQL of a data folder and makes sure of the database and its two roles.
 * @throws SetupError in one sentence: no room, no account to run as, no package for this system, or PostgreSQL's own last words.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(options.dataFolder, { recursive: true });
  const account = findServiceAccount();
  const folder = placeCluster(options.dataFolder, account);
  const running = findPostmaster(folder);
  if (running) return adopt(folder, running, options);
  const native = findPostgres(account, privateRoot());
  const isNew = !existsSync(path.join(folder, 'PG_VERSION'));
  if (isNew) createCluster(native, folder, account, options);
  const postmaster = await launch(native, folder, account, options);
  return finish(folder, postmaster, isNew ? 'created' : 'started', options);
}

/** Where root keeps what its service account must reach. */
const privateRoot = (): string => '/var/lib/bahu';

/** The folder of the cluster. When the account cannot reach the data folder, a link there leads to a folder that it can. */
function placeCluster(dataFolder: string, account: ServiceAccount | null): string {
  const folder = path.join(dataFolder, 'postgres');
  if (!account || canReach(account, dataFolder)) return folder;
  const name = createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 16);
  const outside = path.join(privateRoot(), name, 'postgres');
  mkdirSync(path.dirname(outside), { recursive: true, mode: 0o755 });
  if (!existsSync(outside)) rmSync(folder, { force: true });
  if (!existsSync(folder)) symlinkSync(outside, folder);
  return outside;
}

async function adopt(folder: string, running: Postmaster, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  options.progress?.(`adopting the PostgreSQL that still runs (process ${running.pid})`);
  const deadline = Date.now() + startMs;
  while (isAlive(running.pid) && Date.now() < deadline) {
    if (isReady(folder) && (await tryConnect(ownerUrl(running, options.secrets, 'postgres'))) === null) return finish(folder, running, 'adopted', options);
    await delay(100);
  }
  if (!isAlive(running.pid)) return startEmbeddedPostgres(options);
  throw new SetupError(`PostgreSQL (process ${running.pid}) already runs in ${folder} but does not answer: end it with "kill -INT ${running.pid}" and start again.`);
}

/** Made under another name and renamed, so that a creation cut short is never taken for a database. */
function createCluster(native: string, folder: string, account: ServiceAccount | null, options: EmbeddedOptions): void {
  options.progress?.('creating the database');
  mkdirSync(path.dirname(folder), { recursive: true });
  checkRoom(path.dirname(folder));
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  makePrivateFolder(unfinished, account);
  const passwordFile = path.join(unfinished, 'password');
  const cluster = path.join(unfinished, 'cluster');
  writeFileSync(passwordFile, options.secrets('postgres-owner'), { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  // The builtin provider: with plain C the trigrams and lower case of Chinese and accented letters are lost.
  const args = [
    '-D', cluster, '--username', owner, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8',
    '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--lc-collate', 'C', '--lc-ctype', 'C.UTF-8',
  ];
  const made = spawnSync(path.join(native, 'bin/initdb'), args, { ...identity(account), cwd: unfinished, encoding: 'utf8', env: cleanEnv() });
  if (made.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new SetupError(`The database could not be created: ${lastWords(made.stderr ?? '') || made.error?.message || 'initdb failed'}`);
  }
  renameSync(cluster, folder);
  rmSync(unfinished, { recursive: true, force: true });
}

function checkRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < neededBytes) throw new SetupError(`The disk of ${folder} is full: the database needs at least 300 MB; make room or set BAHU_DATA to a folder on another disk.`);
}

async function launch(native: string, folder: string, account: ServiceAccount | null, options: EmbeddedOptions): Promise<Postmaster> {
  const socketPath = path.join(folder, '.s.PGSQL.5432');
  const hasSocket = process.platform !== 'win32' && Buffer.byteLength(socketPath) < longestSocketPath;
  const port = hasSocket ? 5432 : await freePort();
  const listening = hasSocket ? ['listen_addresses=', `unix_socket_directories=${folder}`] : ['listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const settings = [...listening, `port=${port}`, 'unix_socket_permissions=0700', 'log_min_messages=warning', 'jit=off', ...(options.settings ?? [])];
  const logFile = `${folder}.log`;
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(path.join(native, 'bin/postgres'), ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])], {
    ...identity(account), cwd: folder, detached: true, stdio: ['ignore', log, log], env: cleanEnv(),
  });
  closeSync(log);
  const failure = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(lastWords(readFileSync(logFile, 'utf8')) || 'it ended at once'));
  });
  child.unref();
  const postmaster = { pid: child.pid ?? 0, port, socketFolder: hasSocket ? folder : '' };
  const trouble = await Promise.race([failure, waitUntilReady(folder)]);
  child.removeAllListeners();
  if (trouble !== null) throw new SetupError(`PostgreSQL did not start: ${trouble} (more in ${logFile})`);
  return postmaster;
}

/** Resolves to null when connections are taken, to a text after the time for it. */
async function waitUntilReady(folder: string): Promise<string | null> {
  for (const deadline = Date.now() + startMs; Date.now() < deadline; await delay(10)) {
    if (isReady(folder)) return null;
  }
  return `it was not ready after ${startMs / 1000} s`;
}

async function finish(folder: string, postmaster: Postmaster, origin: EmbeddedPostgres['origin'], options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  await ensureDatabase(postmaster, options.secrets);
  const app = address(postmaster, 'bahu_app', options.secrets('postgres-app'), database);
  return {
    urls: { owner: ownerUrl(postmaster, options.secrets, database), app },
    pid: postmaster.pid,
    origin,
    stop: async () => {
      const current = findPostmaster(folder);
      if (current) await endPostmaster(current.pid);
    },
  };
}

/** Idempotent: the database, and the application's role with the password that the secrets hold. */
async function ensureDatabase(postmaster: Postmaster, secrets: Secrets): Promise<void> {
  const client = new Client({ connectionString: ownerUrl(postmaster, secrets, 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      "select exists (select from pg_roles where rolname = 'bahu_app') as role, exists (select from pg_database where datname = $1) as database", [database],
    );
    const verb = rows[0]!.role ? 'alter' : 'create';
    await client.query(`${verb} role bahu_app login nosuperuser nobypassrls nocreatedb nocreaterole password ${client.escapeLiteral(secrets('postgres-app'))}`);
    if (!rows[0]!.database) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

const ownerUrl = (postmaster: Postmaster, secrets: Secrets, name: string): string => address(postmaster, owner, secrets('postgres-owner'), name);

function address(postmaster: Postmaster, user: string, password: string, name: string): string {
  const host = postmaster.socketFolder ? `?host=${encodeURIComponent(postmaster.socketFolder)}` : '';
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${postmaster.port}/${name}${host}`;
}

const identity = (account: ServiceAccount | null): { uid?: number; gid?: number } => (account ? { uid: account.uid, gid: account.gid } : {});

/** PostgreSQL must not inherit PG… settings of the shell, nor our secrets. */
const cleanEnv = (): Record<string, string> => ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' });

/** What a program that failed said last, without the time and process that PostgreSQL puts before each line. */
const lastWords = (output: string): string => output.trim().split('\n').slice(-2).map((line) => line.replace(/^\S+ \S+ \S+ \[\d+\] /, '').trim()).join(' ');

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const found = probe.address();
      probe.close(() => resolve(typeof found === 'object' && found ? found.port : 0));
    });
  });
}
