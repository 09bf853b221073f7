/**
 * The processes of an instance. They outlive the program that started them, so that calls go on when it dies; they are found again by
 * their command line, and the hash of their configuration is in their environment.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Core } from '../core/layout.mjs';
import type { InstanceOptions } from '../options.ts';
import type { PreparedInstance } from './files.ts';

const hashVariable = 'BAHU_CONFIGURATION';
const coreVariable = 'BAHU_CORE';

const readProc = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

/** Whether the process runs: not when it is dead and only not yet reaped, but also while threads of it still end. */
export function isRunning(pid: number): boolean {
  const stat = readProc(pid, 'stat');
  if (stat === '') return false;
  return stat[stat.lastIndexOf(')') + 2] !== 'Z' || threadsOf(pid) > 1;
}

function threadsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length;
  } catch {
    return 0;
  }
}

/** A process of the instance that runs already. `isCurrent` tells whether it runs with the configuration as it is now. */
export interface LeftOver {
  pid: number;
  isCurrent: boolean;
  /** The id of the core that it runs (`core/layout.mjs`). */
  coreId: string;
}

/** All running processes of this instance, whoever started them. */
export function findLeftOvers({ configurationFile, hash }: PreparedInstance): LeftOver[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids
    .filter((pid) => {
      const parts = readProc(pid, 'cmdline').split('\0');
      return parts.includes(configurationFile) && parts.includes('-f') && isRunning(pid);
    })
    .map((pid) => {
      const environment = new Map(
        readProc(pid, 'environ')
          .split('\0')
          .map((entry) => entry.split('=', 2) as [string, string]),
      );
      return {
        pid,
        isCurrent: environment.get(hashVariable) === hash,
        coreId: environment.get(coreVariable) ?? 'packaged',
      };
    });
}

/** Starts Asterisk in a session of its own. Nothing of our environment reaches it: its dialplan functions could read it. */
export async function launch(core: Core, options: InstanceOptions, prepared: PreparedInstance): Promise<number> {
  const output = openSync(outputFile(prepared), 'a', 0o600);
  try {
    const child = spawn(core.program, ['-C', prepared.configurationFile, '-f'], {
      detached: true,
      cwd: options.folder,
      stdio: ['ignore', output, output],
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        LANG: 'C.UTF-8',
        HOME: options.folder,
        [hashVariable]: prepared.hash,
        [coreVariable]: core.id,
      },
      ...options.user,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return child.pid!;
  } finally {
    closeSync(output);
  }
}

/** What Asterisk printed before its own log was open. */
export const outputFile = ({ places }: PreparedInstance): string => path.join(places.logs, 'output.log');

/** Ends a process: asks, waits for `patienceMs`, then kills. Resolves when it is gone. */
export async function endProcess(pid: number, patienceMs = 5000): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isRunning(pid)) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < patienceMs && isRunning(pid); waited += 20) await delay(20);
  }
}
