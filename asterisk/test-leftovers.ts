/**
 * Folders of tests that start programs. A run that is killed leaves its Asterisk, PostgreSQL and servers behind on the ports that the next run
 * wants: a folder names the process that made it, and as vitest's global setup this file ends whatever still runs out of folders whose process is gone.
 */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const named = /^bahu-[a-z-]+-of-(\d+)-/;
const endsMs = 10_000;

/** A new folder for what a test starts, below the system's temporary folder or another `place`. */
export const testFolder = (kind: string, place = tmpdir()): string =>
  mkdtempSync(path.join(place, `bahu-${kind}-of-${process.pid}-`));

/** Vitest's global setup: ends what runs left behind that were killed, and removes its folders. */
export default async function sweep(place: unknown = tmpdir()): Promise<void> {
  const root = typeof place === 'string' ? place : tmpdir();
  const folders = readdirSync(root)
    .filter((name) => isLeft(name))
    .map((name) => path.join(root, name));
  if (folders.length === 0) return;
  const deadline = performance.now() + endsMs;
  for (let left = runningFrom(folders); left.length > 0 && performance.now() < deadline; left = runningFrom(folders)) {
    for (const pid of left) end(pid);
    await delay(50);
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function isLeft(name: string): boolean {
  const maker = named.exec(name)?.[1];
  if (maker === undefined) return false;
  try {
    process.kill(Number(maker), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Programs whose command line, working folder or environment names one of the folders. */
function runningFrom(folders: readonly string[]): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => {
      const said = ofProcess(pid);
      return folders.some((folder) => said.includes(folder));
    });
}

/** Empty for a process that is gone, or of somebody else. */
function ofProcess(pid: number): string {
  try {
    const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'utf8');
    return `${read('cmdline')}\0${readlinkSync(`/proc/${pid}/cwd`)}\0${read('environ')}`;
  } catch {
    return '';
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
