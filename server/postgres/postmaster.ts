/** The running PostgreSQL of a data folder, as its postmaster.pid tells: found, waited for, ended. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { isAlive } from '../kernel/processes.ts';

export interface Postmaster {
  pid: number;
  port: number;
  /** Folder of its unix socket, or an empty text. */
  socketFolder: string;
}

const statusLine = 7;

/** So long a postmaster that starts may have an empty pid file: it makes it and writes it. Without its file it would end within a minute. */
const emptyMs = 5000;

/**
 * The postmaster that lives in a data folder, or null. A pid file whose process is gone or is another program is removed, as is one that was left
 * empty by a disk that was full: no other postmaster would start beside it.
 */
export function findPostmaster(dataFolder: string): Postmaster | null {
  const file = path.join(dataFolder, 'postmaster.pid');
  const lines = readLines(file);
  if (!lines) return null;
  const pid = Number(lines[0]);
  if (pid === 0 && isYoung(file)) return null;
  if (isPostgres(pid)) return { pid, port: Number(lines[3] ?? 5432), socketFolder: lines[4] ?? '' };
  rmSync(file, { force: true });
  return null;
}

/** Whether this postmaster says in its pid file that it takes connections; a dead one's file may lie there still. */
export function isReady(dataFolder: string, pid: number): boolean {
  const lines = readLines(path.join(dataFolder, 'postmaster.pid'));
  return Number(lines?.[0]) === pid && lines?.[statusLine]?.trim() === 'ready';
}

/** Ends a postmaster: open transactions are rolled back, the data is checkpointed. Resolves when the process is gone. */
export async function endPostmaster(pid: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let signal: NodeJS.Signals | 0 = 'SIGINT'; isAlive(pid) && Date.now() < deadline; signal = 0) {
    try {
      process.kill(pid, signal);
    } catch {
      return; // it ended between the two calls
    }
    await delay(15);
  }
}

/** Whether a connection succeeds, with the error when it does not. */
export async function tryConnect(url: string): Promise<Error | null> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // told by the promise below
  try {
    await client.connect();
    await client.query('select 1');
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => undefined); // a connection that never was cannot be closed
  }
}

function readLines(file: string): string[] | null {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return null;
  }
}

/** After a reboot the number of an old postmaster may belong to anybody. Where there is no /proc, being alive must do. */
function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

function isYoung(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < emptyMs;
  } catch {
    return true; // gone meanwhile, and nothing to remove
  }
}
