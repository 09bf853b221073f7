/** For the start tests: a fresh clone of this repository in a folder of its own, and the programs that run out of it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { project } from './home.mjs';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Clone {
  /** A folder that only the account may enter, as homes often are. */
  readonly home: string;
  readonly folder: string;
  readonly account: Account;
}

/** Who runs the tests. */
export const self: Account = { name: userInfo().username, uid: userInfo().uid, gid: userInfo().gid };

const ordinaryName = 'bahu-test';

/** An ordinary account, made if need be: for a test that root runs as somebody else. */
export function ordinaryAccount(): Account {
  if (self.uid !== 0) return self;
  const name = ordinaryName;
  spawnSync('useradd', ['--no-create-home', '--shell', '/bin/sh', name]);
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { name, uid: id('-u'), gid: id('-g') };
}

/** Removes the account that was made. */
export function removeOrdinaryAccount(): void {
  if (self.uid === 0) spawnSync('userdel', [ordinaryName]);
}

/** Clones the last commit into a new home of the account, below `place`, named as asterisk/test-leftovers.ts finds what is left of it. */
export function cloneProject(account: Account, place = tmpdir()): Clone {
  const home = mkdtempSync(join(place, `bahu-start-of-${process.pid}-`));
  const folder = join(home, 'bahu');
  execFileSync('git', ['-c', 'safe.directory=*', 'clone', '--quiet', '--no-hardlinks', project, folder]);
  mkdirSync(join(home, 'npm'));
  execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, home]);
  chmodSync(home, 0o700);
  return { home, folder, account };
}

/** Ends what still runs out of the clone, and removes it with the folders that lie elsewhere. */
export function removeClone(clone: Clone): void {
  for (const { pid } of processesOf(clone)) spawnSync('kill', ['-KILL', String(pid)]);
  const outside = foldersOf(clone)
    .filter((path) => path.startsWith('/var/lib/bahu/'))
    .map(dirname);
  for (const path of [...outside, clone.home])
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Programs whose command line or working folder lies in the clone, its data or its runtime. */
export function processesOf(clone: Clone): { pid: number; command: string }[] {
  const folders = foldersOf(clone);
  return readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .map((pid) => ({ pid, command: readProcess(pid) }))
    .filter(({ pid, command }) => pid !== process.pid && folders.some((folder) => command.includes(folder)));
}

/** The clone and where its `.data` and `.runtime` lead. */
function foldersOf({ folder }: Clone): string[] {
  const linked = ['.data', '.runtime'].flatMap((name) => {
    try {
      return [realpathSync(join(folder, name))];
    } catch {
      return [];
    }
  });
  return [...new Set([folder, ...linked])];
}

/** Command line and working folder; empty when the process is gone. */
function readProcess(pid: number): string {
  try {
    return `${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')} ${realpathSync(`/proc/${pid}/cwd`)}`;
  } catch {
    return '';
  }
}
