/** What a running Asterisk needs from time to time: logs that stay small, memory given back. */
import { execFile } from 'node:child_process';
import { copyFileSync, readdirSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { wrapperOf } from '../runtime/layout.mjs';
import type { InstanceOptions } from '../options.ts';
import type { PreparedInstance } from './files.ts';

const largestLogBytes = 10_000_000;
const secondsBetweenLooks = 60;
const looksPerTrim = 10;

/** Starts the timer; what it returns ends it. */
export function keepHouse(options: InstanceOptions, prepared: PreparedInstance): () => void {
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    capLogs(prepared.places.logs, largestLogBytes);
    if (looks % looksPerTrim === 0) trimMemory(options, prepared);
  }, secondsBetweenLooks * 1000);
  timer.unref();
  return () => clearInterval(timer);
}

/** Moves the content of logs that grew too large aside (one older copy each). Asterisk writes on at the new end of the same file. */
export function capLogs(folder: string, largestBytes: number): void {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.log'))) {
    const file = path.join(folder, name);
    if (statSync(file).size <= largestBytes) continue;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  }
}

/** After a busy hour Asterisk holds several times the memory that it needs, until it is told to return it. */
function trimMemory(options: InstanceOptions, prepared: PreparedInstance): void {
  execFile(
    options.asterisk ?? wrapperOf(options.runtime),
    ['-C', prepared.configurationFile, '-rx', 'malloc trim'],
    { timeout: 10_000 },
    () => {},
  );
}
