/**
 * Whose turn it is where processors are short, for a database that runs on this machine: its own processes behind our connections stand back by their
 * nice value, calls (none) before pages, pages before jobs, and behind both the pages of a tenant that has lately used more than its part.
 */
import { readFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import type { PoolClient } from 'pg';

/** Added to our own nice value, for connections of people who look at pages, of jobs, and of whoever uses too much. */
export const nicenessOf = { pages: 5, jobs: 12, greedy: 14 } as const;
/** The end of the scale of setpriority(2). */
const mostNice = 19;

/** The database's process behind a connection; null when it is not known. */
const processOf = (client: PoolClient): number | null => (client as PoolClient & { processID: number | null }).processID;

/** Lets the processors' time go to others first; measured from the server's own value, in whatever thread this runs. Where that is not allowed everybody is equal, as before. */
export function standBack(client: PoolClient, niceness: number): void {
  const pid = processOf(client);
  try {
    if (pid !== null) setPriority(pid, Math.min(mostNice, getPriority(process.pid) + niceness));
  } catch {
    // another user's process, or it has ended already
  }
}

/** Milliseconds of a processor that the database's process behind a connection has had so far (/proc/PID/schedstat); null where that is not told. */
export function processorMs(client: PoolClient): number | null {
  const pid = processOf(client);
  if (pid === null) return null;
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ', 1)[0]) / 1e6;
  } catch {
    return null;
  }
}

/** What holders have used lately: each amount counts half after `halfLifeMs`, a quarter after twice that. */
export interface Usage {
  add(holder: string, amount: number): void;
  of(holder: string): number;
}

/** Holders that are remembered; whoever has used nothing for longest is forgotten first. */
const remembered = 10_000;

/** Amounts by holder, of whatever unit, that fade with time (`now` in milliseconds, monotonic). */
export function createUsage(halfLifeMs: number, now: () => number = () => performance.now()): Usage {
  const used = new Map<string, { amount: number; at: number }>();
  const of = (holder: string): number => {
    const known = used.get(holder);
    return known ? known.amount * 0.5 ** ((now() - known.at) / halfLifeMs) : 0;
  };
  return {
    of,
    add: (holder, amount) => {
      const sum = of(holder) + amount;
      used.delete(holder);
      used.set(holder, { amount: sum, at: now() });
      if (used.size > remembered) used.delete(used.keys().next().value!);
    },
  };
}
