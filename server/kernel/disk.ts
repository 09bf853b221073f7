/**
 * How much room is left where the installation keeps its data: told before it is used up, and sound is given up
 * before calls and their records.
 */
import { statfs } from 'node:fs/promises';
import type { Trouble } from '@bahu/contract/status.ts';
import type { Log } from './log.ts';

/** Below it somebody should do something: a busy day of recordings. */
const lowMegabytes = 2000;
/**
 * Below it nothing is recorded any more. PostgreSQL needs what is left for the records of the calls, for about as
 * long as it takes to act.
 */
const fullMegabytes = 250;
/** Above it there is room again; apart from the other, or recording would go on and off with each finished file. */
const againMegabytes = 350;
const lookMs = 5000;
const megabyte = 1_000_000;

export interface Disk {
  /** Whether there is room for recordings. */
  mayRecord(): boolean;
  troubles(): Trouble[];
  /** Looks now. It looks by itself every few seconds. */
  look(): Promise<void>;
  stop(): void;
}

/** Bytes that a folder's file system has left for us. */
export const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/**
 * Watches the disk of a folder. One that cannot be asked counts as having room: what cannot be written says so
 * itself.
 */
export function watchDisk(folder: string, log: Log, read: (folder: string) => Promise<number> = freeBytes): Disk {
  let megabytes = Infinity;
  let isFull = false;
  const look = async (): Promise<void> => {
    megabytes = Math.floor((await read(folder).catch(() => Infinity)) / megabyte);
    const wasFull = isFull;
    isFull = megabytes < (wasFull ? againMegabytes : fullMegabytes);
    if (isFull && !wasFull) log.error({ folder, megabytes }, 'the disk is full: new calls are not recorded');
    if (wasFull && !isFull) log.info({ folder, megabytes }, 'there is room on the disk again: calls are recorded');
  };
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return {
    look,
    mayRecord: () => !isFull,
    troubles: () => {
      if (isFull)
        return [
          {
            code: 'disk.full',
            what: `the disk of ${folder} is full (${megabytes} MB left): new calls are not recorded`,
            params: { megabytes },
          },
        ];
      if (megabytes < lowMegabytes)
        return [
          {
            code: 'disk.low',
            what: `little room is left on the disk of ${folder} (${megabytes} MB)`,
            params: { megabytes },
          },
        ];
      return [];
    },
    stop: () => clearInterval(timer),
  };
}
