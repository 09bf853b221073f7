/** A PostgreSQL cluster in a folder: where it lies, how it is created, how its server is launched. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from '../kernel/errors.ts';
import { findPostgres } from './postgres-binaries.ts';
import { isReady, type Postmaster } from './postmaster.ts';
import { canReach, findServiceAccount, makePrivateFolder, type ServiceAccount } from '../kernel/service-account.ts';

export interface Cluster {
  /** Folder of the data. */
  folder: string;
  /** Who the server runs as; null means ourselves. */
  account: ServiceAccount | null;
}

/** Where root keeps what its service account must reach. */
const privateRoot = '/var/lib/bahu';
/** sockaddr_un holds 108 bytes with the final zero. */
const longestSocketPath = 107;
const neededBytes = 300 * 1024 * 1024;
/** Recovery after a power cut replays at most max_wal_size (1 GB): measured 14 s for several GB. */
export const startMs = 120_000;

/** The cluster of a data folder. When the account cannot reach that folder, a link there leads to one that it can. */
export function placeCluster(dataFolder: string): Cluster {
  mkdirSync(dataFolder, { recursive: true });
  const account = findServiceAccount();
  const folder = path.join(dataFolder, 'postgres');
  if (!account || canReach(account, dataFolder)) return { folder, account };
  const name = createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 16);
  const outside = path.join(privateRoot, name, 'postgres');
  mkdirSync(path.dirname(outside), { recursive: true, mode: 0o755 });
  if (!existsSync(outside)) rmSync(folder, { force: true });
  if (!existsSync(folder)) symlinkSync(outside, folder);
  return { folder: outside, account };
}

/** Whether the cluster was created before. */
export const isCreated = ({ folder }: Cluster): boolean => existsSync(path.join(folder, 'PG_VERSION'));

/**
 * Creates the cluster with its owner. Made under another name and renamed, so that a creation cut short is never taken for a database.
 * @throws SetupError when there is no room, or with the last words of initdb.
 */
export function createCluster({ folder, account }: Cluster, owner: string, password: string): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  checkRoom(path.dirname(folder));
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  makePrivateFolder(unfinished, account);
  const passwordFile = path.join(unfinished, 'password');
  const made = path.join(unfinished, 'cluster');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  // The builtin provider: with plain C the trigrams and lower case of Chinese and accented letters are lost.
  const args = [
    '-D',
    made,
    '--username',
    owner,
    '--pwfile',
    passwordFile,
    '--auth',
    'scram-sha-256',
    '--encoding',
    'UTF8',
    '--locale-provider',
    'builtin',
    '--builtin-locale',
    'C.UTF-8',
    '--lc-collate',
    'C',
    '--lc-ctype',
    'C.UTF-8',
  ];
  const initdb = path.join(findPostgres(account, privateRoot), 'bin/initdb');
  const { status, stderr, error } = spawnSync(initdb, args, {
    ...identity(account),
    cwd: unfinished,
    encoding: 'utf8',
    env: cleanEnv(),
  });
  if (status === 0) renameSync(made, folder);
  rmSync(unfinished, { recursive: true, force: true });
  if (status !== 0)
    throw new SetupError(
      `The database could not be created: ${lastWords(stderr ?? '') || error?.message || 'initdb failed'}`,
    );
}

function checkRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < neededBytes)
    throw new SetupError(
      `The disk of ${folder} is full: the database needs at least 300 MB; make room or set BAHU_DATA to a folder on another disk.`,
    );
}

/**
 * How queries are planned. Just-in-time compilation takes longer than our queries do. Lists read rows that lie in memory or on a disk without heads, where
 * one page costs what the next one does; at the standard price of 4 a list of many rows would be read from the whole table, among the rows of others,
 * from wherever the last such reading got to: most times quick, and slow when it comes by another large tenant.
 */
const planning = ['jit=off', 'random_page_cost=1.1'];

/**
 * Launches the server, detached: a kill -9 of this program leaves it running with its data safe. `tcpPort` is used where a socket's path
 * would be too long; a free one is taken when it is not given.
 * @throws SetupError with PostgreSQL's last words.
 */
export async function launch(
  { folder, account }: Cluster,
  settings: readonly string[],
  tcpPort?: number,
): Promise<Postmaster> {
  const hasSocket =
    process.platform !== 'win32' && Buffer.byteLength(path.join(folder, '.s.PGSQL.5432')) < longestSocketPath;
  const port = hasSocket ? 5432 : (tcpPort ?? (await freePort()));
  const listening = hasSocket
    ? ['listen_addresses=', `unix_socket_directories=${quoted(folder)}`]
    : ['listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const all = [
    ...listening,
    `port=${port}`,
    'unix_socket_permissions=0700',
    'log_min_messages=warning',
    ...planning,
    ...settings,
  ];
  const logFile = `${folder}.log`;
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(
    path.join(findPostgres(account, privateRoot), 'bin/postgres'),
    ['-D', folder, ...all.flatMap((setting) => ['-c', setting])],
    {
      ...identity(account),
      cwd: folder,
      detached: true,
      stdio: ['ignore', log, log],
      env: cleanEnv(),
    },
  );
  closeSync(log);
  const failure = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(lastWords(readFileSync(logFile, 'utf8')) || 'it ended at once'));
  });
  child.unref();
  const trouble = await Promise.race([failure, waitUntilReady(folder, child.pid ?? 0)]);
  child.removeAllListeners();
  if (trouble !== null) throw new SetupError(`PostgreSQL did not start: ${trouble} (more in ${logFile})`);
  return { pid: child.pid ?? 0, port, socketFolder: hasSocket ? folder : '' };
}

/** Resolves to null when connections are taken, to a text after the time for it. */
async function waitUntilReady(folder: string, pid: number): Promise<string | null> {
  for (const deadline = Date.now() + startMs; Date.now() < deadline; await delay(10)) {
    if (isReady(folder, pid)) return null;
  }
  return `it was not ready after ${startMs / 1000} s`;
}

const identity = (account: ServiceAccount | null): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {};

/** The list of socket folders is separated by commas and takes quotes. */
const quoted = (folder: string): string => `"${folder.replaceAll('"', '""')}"`;

/** PostgreSQL must not inherit PG… settings of the shell, nor our secrets. */
const cleanEnv = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
});

/** What a program that failed said last, without the time and process that PostgreSQL puts before each line. */
const lastWords = (output: string): string =>
  output
    .trim()
    .split('\n')
    .slice(-2)
    .map((line) => line.replace(/^\S+ \S+ \S+ \[\d+\] /, '').trim())
    .join(' ');

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
