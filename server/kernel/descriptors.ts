/** How many files and connections the system lets us open at once, against what the installation may need. */
import { readFileSync } from 'node:fs';
import type { Trouble } from '@bahu/contract/status.ts';

/**
 * Asterisk holds four or five per leg (two sockets for sound and one for its timing, its pipe, a recorder's file),
 * and a call has two legs.
 */
const perCall = 12;
/** Connections of the database, files of the programs, and the two sockets of each of some hundred agents. */
const forTheRest = 1024;

/** What `calls` at once may need, in one process. */
export const neededDescriptors = (calls: number): number => forTheRest + calls * perCall;

/**
 * What a process may open, or null where there is no /proc. Node has raised its own limit to the highest allowed, and
 * Asterisk inherits that.
 */
export function allowedDescriptors(limits = readLimits()): number | null {
  const [, soft] = /^Max open files\s+(\S+)/m.exec(limits) ?? [];
  if (soft === undefined) return null;
  return soft === 'unlimited' ? Infinity : Number(soft);
}

function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}

/** Nothing when there are enough for so many calls. */
export function descriptorTroubles(calls: number, allowed = allowedDescriptors()): Trouble[] {
  const needed = neededDescriptors(calls);
  if (allowed === null || allowed >= needed) return [];
  return [
    {
      code: 'descriptors.few',
      what: `the system allows ${allowed} open files and ${calls} calls need ${needed}: raise the limit (ulimit -n) and start again`,
      params: { allowed, needed },
    },
  ];
}
