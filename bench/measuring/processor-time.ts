/** Processor time of processes, all their threads and all that they started, from /proc. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of a second in /proc; 100 on every Linux that runs this. */
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Ticks {
  readonly parent: number;
  readonly own: number;
  readonly reaped: number;
}

function ticksOf(pid: number): Ticks | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, reaped: fields[13]! + fields[14]! };
  } catch {
    return null;
  }
}

/**
 * Seconds of processor time that a process and what it started have used so far, with those that have ended too.
 * `except` is a process below it that is counted for itself, as the server's Asterisk is.
 */
function processorSeconds(pid: number, except?: number): number {
  const all = new Map(
    readdirSync('/proc')
      .map(Number)
      .filter(Number.isInteger)
      .map((id) => [id, ticksOf(id)] as const),
  );
  const isBelow = (id: number): boolean => {
    for (let at = id; at > 1 && at !== except; at = all.get(at)?.parent ?? 0) if (at === pid) return true;
    return false;
  };
  let ticks = 0;
  for (const [id, used] of all) if (used && isBelow(id)) ticks += used.own + used.reaped;
  return ticks / ticksPerSecond;
}

/** Process ids of a system's parts; null where it has no such part. */
export interface Parts {
  readonly asterisk: () => number;
  readonly server: () => number | null;
  readonly database: () => number | null;
}

export interface Usage {
  readonly asterisk: number;
  readonly server: number;
  readonly database: number;
  readonly machine: number;
}

/** Seconds that each part, and the machine as a whole, has worked so far. */
export function usageOf({ asterisk, server, database }: Parts): Usage {
  const of = (pid: number | null, except?: number): number => (pid === null ? 0 : processorSeconds(pid, except));
  return {
    asterisk: of(asterisk()),
    server: of(server(), asterisk()),
    database: of(database()),
    machine: machineSeconds(),
  };
}

/** Seconds that all processors of the machine have worked so far. */
function machineSeconds(): number {
  const [, user, nice, system, , , interrupt, softInterrupt] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]!
    .split(/\s+/)
    .map(Number);
  return (user! + nice! + system! + interrupt! + softInterrupt!) / ticksPerSecond;
}
