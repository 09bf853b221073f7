// @ts-check
/**
 * What a thread runs before its own module: it stands back where processors are short, and learns to read TypeScript, since the
 * loader that the process was started with does not reach into threads.
 */
import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

const maxNice = 19;

/**
 * Linux keeps a nice value for each thread, under the number that /proc tells; elsewhere the thread is equal to the others.
 * @param {number} niceness
 */
function standBack(niceness) {
  try {
    setPriority(
      Number(basename(readlinkSync('/proc/thread-self'))),
      Math.min(maxNice, getPriority(process.pid) + niceness),
    );
  } catch {
    // not allowed, or not Linux
  }
}

standBack(workerData.niceness);
register();
await import(workerData.module);
