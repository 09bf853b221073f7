/**
 * Keeps the library's runner alive. It keeps a failure of its first look at the database for ever (its list of tasks is a promise that it
 * never asks for again), so a runner that only fails while the database answers is replaced.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Runner, WorkerEvents } from 'graphile-worker';
import type { Log } from './log.ts';

/** Failures in a row after which a runner is not believed to recover; two workers look every two seconds. */
const maxFailures = 6;
const pauseMs = 1000;

export interface RunnerParts {
  start(events: WorkerEvents): Promise<Runner>;
  /** Rejects while the database is away. */
  askDatabase(): Promise<unknown>;
  log: Log;
}

/** Starts a runner and replaces it when it is stuck. `stop` lets running jobs end. */
export async function keepRunning(parts: RunnerParts): Promise<{ stop(): Promise<void> }> {
  let failures = 0;
  let isStopping = false;
  let replacing: Promise<void> | null = null;
  const start = async (): Promise<Runner> => {
    failures = 0;
    const events: WorkerEvents = new EventEmitter();
    events.on('worker:getJob:empty', succeeded);
    events.on('job:start', succeeded);
    events.on('worker:getJob:error', failed);
    const started = await parts.start(events);
    started.promise.catch((error: unknown) => parts.log.error({ err: error }, 'the job runner stopped'));
    return started;
  };
  const succeeded = (): void => {
    failures = 0;
  };
  const failed = (): void => {
    if (++failures < maxFailures || replacing || isStopping) return;
    replacing = replace().finally(() => {
      replacing = null;
    });
  };
  const replace = async (): Promise<void> => {
    parts.log.warn('the job runner takes no jobs and is replaced');
    await runner?.stop();
    runner = null;
    for (;;) {
      if (isStopping) return;
      try {
        await parts.askDatabase();
        runner = await start();
        return;
      } catch {
        await delay(pauseMs); // still away; jobs wait in the database
      }
    }
  };
  let runner: Runner | null = await start();
  return {
    stop: async () => {
      isStopping = true;
      await replacing;
      await runner?.stop();
    },
  };
}
