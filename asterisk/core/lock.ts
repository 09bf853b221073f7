/** One builder for each runtime folder: two would work in the same half-made tree. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { RuntimeTrouble } from '../runtime/trouble.mjs';

/**
 * Takes the lock and returns the function that gives it back. What a killed builder left is taken over.
 * Throws RuntimeTrouble when another one is at work.
 */
export function lockBuild(file: string): () => void {
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(file, `${process.pid} ${birthOf(process.pid)}`, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 2) throw error;
      const pid = builderOf(file);
      if (pid !== undefined)
        throw new RuntimeTrouble(
          `The media server is being built already (process ${pid}).`,
          'Wait until it is done, or end that process first.',
        );
      rmSync(file, { force: true });
    }
  }
}

/** The living process that holds the lock. A process number that is in use again belongs to another birth. */
export function builderOf(file: string): number | undefined {
  try {
    const [pid = '', birth = ''] = readFileSync(file, 'utf8').split(' ');
    return birth !== '' && birthOf(Number(pid)) === birth ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

/** When a living process was born, in ticks since the system's start; empty when there is none. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
