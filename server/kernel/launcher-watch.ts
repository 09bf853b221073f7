/**
 * A server whose launcher was killed has nobody to replace it when it dies. It starts a keeper then
 * (`tools/keep.mjs`), which adopts it, and another one when that is killed, too.
 */
import { spawn } from 'node:child_process';
import type { Log } from './log.ts';

const lookMs = 500;
const pauseMs = 1000;

/**
 * Watches whoever started this process. `keeper` is the program that takes its place; without one nobody is expected
 * to watch. Returns the function that ends the watch, to be called when the process is told to end.
 */
export function watchLauncher(keeper: string | undefined, log: Log): () => void {
  if (!keeper) return () => undefined;
  const launcher = process.ppid;
  let isEnding = false;
  const keep = (): void => {
    if (isEnding) return;
    const child = spawn(process.execPath, [keeper, String(process.pid)], {
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    log.warn({ keeper: child.pid }, 'whoever started this server is gone: a keeper takes their place');
    child.once('error', (error) => log.error({ err: error }, 'no keeper could be started'));
    child.once('exit', () => setTimeout(keep, pauseMs).unref());
    child.unref();
  };
  const timer = setInterval(() => {
    if (process.ppid === launcher) return;
    clearInterval(timer);
    keep();
  }, lookMs);
  timer.unref();
  return () => {
    isEnding = true;
    clearInterval(timer);
  };
}
