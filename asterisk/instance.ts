/** Runs one Asterisk: starts or adopts it, watches it, starts it again when it dies, ends it. */
import { setTimeout as delay } from 'node:timers/promises';
import { prepareInstance, type PreparedInstance } from './instance/files.ts';
import { keepHouse } from './instance/housekeeping.ts';
import { endProcess, findLeftOvers, isRunning, launch } from './instance/processes.ts';
import { requireFreePorts, untilReady } from './instance/readiness.ts';
import type { InstanceOptions } from './options.ts';

export { prepareInstance } from './instance/files.ts';
export { InstanceError } from './instance/readiness.ts';
export { OptionError, type InstanceOptions } from './options.ts';

/** Where an instance tells what happens to it. A pino logger fits. */
export interface InstanceLog {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** A running Asterisk. */
export interface Instance {
  /** The process, a new one after each restart. */
  readonly pid: number;
  /** Whether it ran already when we started. */
  readonly isAdopted: boolean;
  /** Told when the process has died; it is being started again. */
  onDown(listener: () => void): void;
  /** Told when it is ready again, with nothing of what was pushed before. */
  onUp(listener: () => void): void;
  /** Ends Asterisk with all its calls: asked first, killed after five seconds. */
  stop(): Promise<void>;
  /** Ends the watching only: Asterisk and its calls go on, and the next start adopts them. */
  release(): void;
}

const pollMs = 100;
const firstPauseMs = 250;
const longestPauseMs = 30_000;
/** A process that lived this long was no failed start: the next pause is short again. */
const steadyMs = 60_000;

/**
 * Writes the configuration and makes Asterisk run with it: adopts the process that a killed program left behind when it runs with
 * exactly this configuration, ends it otherwise. Resolves when ARI answers.
 * Throws OptionError for unsafe options and InstanceError for what keeps it from starting.
 */
export async function startInstance(options: InstanceOptions, log: InstanceLog): Promise<Instance> {
  const prepared = prepareInstance(options);
  const adopted = await adoptOrEnd(prepared, options, log);
  const pid = adopted ?? (await startProcess(options, prepared));
  if (adopted === undefined) log.info(`Asterisk (${options.name}) runs as process ${pid}`);
  return new Supervisor(options, prepared, log, pid, adopted !== undefined);
}

async function adoptOrEnd(prepared: PreparedInstance, options: InstanceOptions, log: InstanceLog): Promise<number | undefined> {
  const leftOvers = findLeftOvers(prepared);
  const current = leftOvers.find(({ isCurrent }) => isCurrent);
  for (const { pid } of leftOvers.filter((leftOver) => leftOver !== current)) {
    log.info(`Asterisk (${options.name}): ending process ${pid} of an earlier run with another configuration`);
    await endProcess(pid);
  }
  if (!current) return undefined;
  try {
    await untilReady(options, prepared, current.pid);
  } catch {
    await endProcess(current.pid);
    return undefined;
  }
  log.info(`Asterisk (${options.name}) still runs as process ${current.pid}, its calls go on`);
  return current.pid;
}

async function startProcess(options: InstanceOptions, prepared: PreparedInstance): Promise<number> {
  await requireFreePorts(options);
  const pid = await launch(options, prepared);
  try {
    await untilReady(options, prepared, pid);
  } catch (error) {
    await endProcess(pid);
    throw error;
  }
  return pid;
}

class Supervisor implements Instance {
  pid: number;
  readonly isAdopted: boolean;
  readonly #options: InstanceOptions;
  readonly #prepared: PreparedInstance;
  readonly #log: InstanceLog;
  readonly #downListeners: (() => void)[] = [];
  readonly #upListeners: (() => void)[] = [];
  readonly #endHousekeeping: () => void;
  readonly #watching: Promise<void>;
  readonly #released = new AbortController();

  constructor(options: InstanceOptions, prepared: PreparedInstance, log: InstanceLog, pid: number, isAdopted: boolean) {
    this.pid = pid;
    this.isAdopted = isAdopted;
    this.#options = options;
    this.#prepared = prepared;
    this.#log = log;
    this.#endHousekeeping = keepHouse(options, prepared);
    this.#watching = this.#watch();
  }

  onDown(listener: () => void): void {
    this.#downListeners.push(listener);
  }

  onUp(listener: () => void): void {
    this.#upListeners.push(listener);
  }

  release(): void {
    this.#released.abort();
    this.#endHousekeeping();
  }

  async stop(): Promise<void> {
    this.release();
    await this.#watching;
    await endProcess(this.pid);
  }

  #isReleased(): boolean {
    return this.#released.signal.aborted;
  }

  /** Keeps no program alive, and ends early when the watching does. */
  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { ref: false, signal: this.#released.signal }).catch(() => undefined);
  }

  async #watch(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!this.#isReleased()) {
      const since = performance.now();
      while (!this.#isReleased() && isRunning(this.pid)) await this.#pause(pollMs);
      if (this.#isReleased()) return;
      this.#log.error(`Asterisk (${this.#options.name}) has ended; starting it again`);
      for (const listener of this.#downListeners) listener();
      pauseMs = performance.now() - since > steadyMs ? firstPauseMs : pauseMs;
      pauseMs = await this.#restart(pauseMs);
    }
  }

  /** Tries until it runs again; returns the pause before the next restart. */
  async #restart(firstMs: number): Promise<number> {
    for (let pauseMs = firstMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      await this.#pause(pauseMs);
      if (this.#isReleased()) return pauseMs;
      try {
        this.pid = await startProcess(this.#options, this.#prepared);
        this.#log.info(`Asterisk (${this.#options.name}) runs again as process ${this.pid}`);
        for (const listener of this.#upListeners) listener();
        return Math.min(pauseMs * 2, longestPauseMs);
      } catch (error) {
        this.#log.error(
          `Asterisk (${this.#options.name}) does not start: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }
}
