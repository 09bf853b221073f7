/** Processor time of processes, all their threads and all that they started, from /proc. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of a second in /proc; 100 on every Linux that runs this. */
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Ticks { readonly parent: number; readonly own: number; readonly reaped: number }

function ticksOf(pid: number): Ticks | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, reaped: fields[13]! + fields[14]! };
  } catch {
    return null;
  }
}

/** Seconds of processor time that a process and its children have used so far, those that have ended too. */
export function processorSeconds(pid: number): number {
  const all = new Map(readdirSync('/proc').map(Number).filter(Number.isInteger).map((id) => [id, ticksOf(id)] as const));
  const isBelow = (id: number): boolean => {
    for (let at = id; at > 1; at = all.get(at)?.parent ?? 0) if (at === pid) return true;
    return false;
  };
  let ticks = 0;
  for (const [id, used] of all) if (used && isBelow(id)) ticks += used.own + used.reaped;
  return ticks / ticksPerSecond;
}

/** Seconds that all processors of the machine have worked so far. */
export function machineSeconds(): number {
  const [, user, nice, system, , , interrupt, softInterrupt] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!.split(/\s+/).map(Number);
  return (user! + nice! + system! + interrupt! + softInterrupt!) / ticksPerSecond;
}
