/**
 * Whose turn it is where processors are short, for a database that runs on this machine: its own processes behind our connections stand back by their
 * nice value, calls (none) before pages, pages before jobs, and behind both the pages of a tenant that has lately used more than its part.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import type { PoolClient } from 'pg';
import { errorCode } from './errors.ts';

/** Added to our own nice value, for connections of people who look at pages, of jobs, and of whoever uses too much. */
export const nicenessOf = { pages: 2, jobs: 12, greedy: 14 } as const;
/** The end of the scale of setpriority(2). */
const maxNice = 19;

/** The database's process behind a connection; null when it is not known. */
const processOf = (client: PoolClient): number | null =>
  (client as PoolClient & { processID: number | null }).processID;

/**
 * Lets the processors' time go to others first; measured from the server's own value, in whatever thread this runs. Where that is not allowed
 * everybody is equal, as before.
 */
export function standBack(client: PoolClient, niceness: number): void {
  const pid = processOf(client);
  if (pid === null) return;
  const value = Math.min(maxNice, getPriority(process.pid) + niceness);
  try {
    setPriority(pid, value);
    moveGroup(pid, value, groupTries);
  } catch {
    // another user's process, or it has ended already
  }
}

/** Linux takes such a change of an ordinary user ten times a second at most, from all of them together. */
const groupPauseMs = 120;
const groupTries = 50;

/**
 * Where Linux groups processes by their session (sched_autogroup, on by default), a nice value counts within the session alone, and each process
 * of PostgreSQL has one for itself: what counts then is the value of the group.
 */
function moveGroup(pid: number, value: number, tries: number): void {
  const file = `/proc/${pid}/autogroup`;
  try {
    if (groupOf(file) === groupOf('/proc/self/autogroup')) return;
    writeFileSync(file, String(value));
  } catch (error) {
    if (errorCode(error) !== 'EAGAIN' || tries === 0) return;
    setTimeout(() => moveGroup(pid, value, tries - 1), groupPauseMs * (1 + Math.random())).unref();
  }
}

/** The name of a session's group, from `/autogroup-17 nice 0`. */
const groupOf = (file: string): string => readFileSync(file, 'latin1').split(' ', 1)[0]!;

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

/** When a tenant counts as greedy: from `above` on, and until it is down to `below`, so that standing back does not at once end it. */
export interface Greed {
  above: number;
  below: number;
}

/** Tells from what holders have used who is greedy. */
export function createGreed(usage: Pick<Usage, 'of'>, { above, below }: Greed): (holder: string) => boolean {
  const greedy = new Set<string>();
  return (holder) => {
    const used = usage.of(holder);
    if (used > above) greedy.add(holder);
    else if (used <= below) greedy.delete(holder);
    return greedy.has(holder);
  };
}
