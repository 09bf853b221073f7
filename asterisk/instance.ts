/** Runs one Asterisk: starts or adopts it, watches it, starts it again when it dies, ends it. */
import { setTimeout as delay } from 'node:timers/promises';
import { readCore, type Core, type CoreKind } from './core/layout.mjs';
import { prepareInstance, type PreparedInstance } from './instance/files.ts';
import { keepHouse } from './instance/housekeeping.ts';
import { endProcess, findLeftOvers, isRunning, launch } from './instance/processes.ts';
import { hasCalls, requireFreePorts, untilReady } from './instance/readiness.ts';
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
  /** The core that runs; a restart takes the newest. */
  readonly core: CoreKind;
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

/** What runs: the process, and the core that it was started with. */
interface Running {
  pid: number;
  core: CoreKind;
}

/**
 * Writes the configuration and makes Asterisk run with it: adopts the process that a killed program left behind when it runs with
 * exactly this configuration, ends it otherwise. One without calls is also ended when there is a better core than its own.
 * Resolves when ARI answers. Throws OptionError for unsafe options and InstanceError for what keeps it from starting.
 */
export async function startInstance(options: InstanceOptions, log: InstanceLog): Promise<Instance> {
  const prepared = prepareInstance(options);
  const adopted = await adoptOrEnd(prepared, options, log);
  const running = adopted ?? (await startProcess(options, prepared));
  if (adopted === undefined) log.info(`Asterisk (${options.name}) runs as process ${running.pid}`);
  return new Supervisor(options, prepared, log, running, adopted !== undefined);
}

/** The core that a start would take now. */
const nextCore = ({ asterisk, runtime }: InstanceOptions): Core =>
  asterisk === undefined ? readCore(runtime) : { kind: 'machine', program: asterisk, id: asterisk };

async function adoptOrEnd(
  prepared: PreparedInstance,
  options: InstanceOptions,
  log: InstanceLog,
): Promise<Running | undefined> {
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
  if (current.coreId !== nextCore(options).id && !(await hasCalls(options))) {
    log.info(
      `Asterisk (${options.name}): process ${current.pid} has no calls and runs another core than there is now; ending it`,
    );
    await endProcess(current.pid);
    return undefined;
  }
  log.info(`Asterisk (${options.name}) still runs as process ${current.pid}, its calls go on`);
  return { pid: current.pid, core: kindOf(current.coreId) };
}

/** The kind of core that a process runs, from the id that it was started with. */
const kindOf = (coreId: string): CoreKind =>
  coreId.startsWith('built-') ? 'built' : coreId === 'packaged' ? 'packaged' : 'machine';

async function startProcess(options: InstanceOptions, prepared: PreparedInstance): Promise<Running> {
  await requireFreePorts(options);
  const core = nextCore(options);
  const pid = await launch(core, options, prepared);
  try {
    await untilReady(options, prepared, pid);
  } catch (error) {
    await endProcess(pid);
    throw error;
  }
  return { pid, core: core.kind };
}

class Supervisor implements Instance {
  pid: number;
  core: CoreKind;
  readonly isAdopted: boolean;
  readonly #options: InstanceOptions;
  readonly #prepared: PreparedInstance;
  readonly #log: InstanceLog;
  readonly #downListeners: (() => void)[] = [];
  readonly #upListeners: (() => void)[] = [];
  readonly #endHousekeeping: () => void;
  readonly #watching: Promise<void>;
  readonly #released = new AbortController();

  constructor(
    options: InstanceOptions,
    prepared: PreparedInstance,
    log: InstanceLog,
    running: Running,
    isAdopted: boolean,
  ) {
    this.pid = running.pid;
    this.core = running.core;
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
        ({ pid: this.pid, core: this.core } = await startProcess(this.#options, this.#prepared));
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
