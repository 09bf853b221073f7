/** One server per data folder: two would write the same recordings and end each other's database. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.ts';
import { isAlive } from './processes.ts';

/**
 * Takes the folder for this process and returns the function that gives it back. What a killed process left is taken over.
 * @throws SetupError when another server works with it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'server.lock');
  const mine = `${process.pid} ${birthOf(process.pid)}`;
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 2) throw error;
      refuseLiving(file, folder);
      rmSync(file, { force: true });
    }
  }
}

function refuseLiving(file: string, folder: string): void {
  const [pid = '', birth] = readFileSync(file, 'utf8').split(' ');
  if (!isAlive(Number(pid)) || birthOf(Number(pid)) !== birth) return;
  throw new SetupError(
    `Another Bahu server (process ${pid}) works with ${folder} already: end it first, or set BAHU_DATA to another folder.`,
  );
}

/** When a process was born, in ticks since the system's start: a number used again belongs to another birth. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
