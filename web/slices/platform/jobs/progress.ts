/** How far a job is, how fast, and how long it will take. Pure: the moment is given. */
import type { Job } from '@bahu/contract/jobs.ts';

export interface Progress {
  /** 0 to 100, null while the number of rows is unknown. */
  percent: number | null;
  /** Rows a second so far, null before there is anything to reckon with. */
  rate: number | null;
  secondsLeft: number | null;
}

/** Below this a rate says nothing. */
const minSeconds = 1;

export function progressOf(
  { done, total, startedAt }: Pick<Job, 'done' | 'total' | 'startedAt'>,
  now: number,
): Progress {
  const percent = total === null ? null : total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
  const seconds = startedAt === null ? 0 : (now - Date.parse(startedAt)) / 1000;
  if (seconds < minSeconds || done === 0) return { percent, rate: null, secondsLeft: null };
  const rate = done / seconds;
  const secondsLeft = total === null ? null : Math.max(0, Math.ceil((total - done) / rate));
  return { percent, rate, secondsLeft };
}

/** Of each import the newest step only, of jobs that come newest first: the steps of one file are one piece of work. */
export function withoutOlderSteps<J extends Pick<Job, 'importId'>>(jobs: readonly J[]): J[] {
  const seen = new Set<string>();
  return jobs.filter(({ importId }) => importId === null || (!seen.has(importId) && Boolean(seen.add(importId))));
}

export const isRunning = ({ state }: Pick<Job, 'state'>): boolean => state === 'waiting' || state === 'running';
