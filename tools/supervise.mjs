// @ts-check
/** Keeps the server running: a new one at once when it dies unexpectedly, none when it never came up or was told to stop. */
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { homeSettings, project } from './home.mjs';
import { isGone } from './left-over.mjs';
import { say, Trouble } from './progress.mjs';

const pollMs = 50;
/** How long an orderly end may take before it is forced. */
const patienceMs = 20_000;
/** A server that lived this long is replaced without a pause. */
const settledMs = 10_000;
const longestPauseMs = 5000;
const longestLogBytes = 20_000_000;

/**
 * @typedef {object} Status what the server writes when it listens
 * @property {number} pid
 * @property {string} url
 * @property {import('./greeting.mjs').MediaServer['running']} mediaServer
 * @property {string | null} [demoPassword] of the demo's accounts
 *
 * @typedef {object} Command
 * @property {readonly string[]} args arguments for Node
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile takes what the server prints
 * @property {string} statusFile the server writes its Status here when it listens
 */

/**
 * How the server of a home is run.
 * @param {import('./home.mjs').Home} home
 * @param {NodeJS.ProcessEnv} env
 * @returns {Command}
 */
export const serverCommand = (home, env) => ({
  args: ['--import', 'tsx', 'server/main.ts'],
  cwd: project,
  // It starts a keeper when it loses whoever started it.
  env: { ...env, ...homeSettings(home), BAHU_KEEPER: join(project, 'tools/keep.mjs') },
  logFile: join(home.data, 'log/server.log'),
  statusFile: join(home.data, 'run/server.json'),
});

export class Supervisor {
  /** @type {Command} */ #command;
  /** @type {() => boolean} */ #mayBegin;
  /** @type {{ kill(signal: NodeJS.Signals): unknown } | undefined} */ #child;
  /** @type {NodeJS.Timeout} */ #capping;
  /** @type {(status: Status) => void} */ #resolveReady = () => {};
  /** @type {(trouble: Trouble) => void} */ #rejectReady = () => {};
  /** @type {() => void} */ #resolveEnded = () => {};
  #isStopping = false;
  #hasListened = false;
  #quickDeaths = 0;

  /** Resolves when the server first listens; rejects with a Trouble when it dies before. @type {Promise<Status>} */
  ready;
  /** Resolves when it has ended because it was told to. @type {Promise<void>} */
  ended;

  /**
   * @param {Command} command is started at once, unless there is an adopted process
   * @param {{ adopted?: number, mayBegin?: () => boolean }} [options] the server that runs already; asked before a new one is started
   */
  constructor(command, { adopted, mayBegin = () => true } = {}) {
    this.#command = command;
    this.#mayBegin = mayBegin;
    this.ready = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#rejectReady = reject;
    });
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    mkdirSync(dirname(command.logFile), { recursive: true });
    this.#capping = setInterval(() => capLog(command.logFile), 60_000);
    if (adopted === undefined) this.#begin();
    else this.#adopt(adopted);
  }

  /**
   * Watches a server that somebody else started.
   * @param {number} pid
   */
  #adopt(pid) {
    const startedAt = performance.now();
    this.#hasListened = true;
    this.ready.catch(() => {});
    this.#child = { kill: (signal) => process.kill(pid, signal) };
    const watching = setInterval(() => {
      if (!isGone(pid)) return;
      clearInterval(watching);
      this.#child = undefined;
      this.#onExit('process gone', startedAt, 0);
    }, pollMs);
  }

  /** @param {{ isUrgent: boolean }} options whether to end it at once or in order */
  stop({ isUrgent }) {
    this.#isStopping = true;
    if (!this.#child) return this.#finish();
    this.#child.kill(isUrgent ? 'SIGKILL' : 'SIGTERM');
    setTimeout(() => this.#child?.kill('SIGKILL'), patienceMs).unref();
  }

  #begin() {
    if (this.#isStopping) return;
    if (!this.#mayBegin()) return this.#finish();
    const { args, cwd, env, logFile, statusFile } = this.#command;
    const startedAt = performance.now();
    rmSync(statusFile, { force: true });
    const log = openSync(logFile, 'a');
    const logStart = statSync(logFile).size;
    // A session of its own: Ctrl-C reaches the launcher alone, which then ends the server in order.
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', log, log], detached: true });
    this.#child = child;
    closeSync(log);
    const polling = setInterval(() => {
      const status = readStatus(statusFile);
      if (!status) return;
      clearInterval(polling);
      this.#onListening(status, startedAt);
    }, pollMs);
    child.once('exit', (code, signal) => {
      clearInterval(polling);
      this.#child = undefined;
      this.#onExit(signal ?? `exit code ${code}`, startedAt, logStart);
    });
  }

  /**
   * @param {Status} status
   * @param {number} startedAt
   */
  #onListening(status, startedAt) {
    if (this.#hasListened)
      say(`  ✓ the server is back after ${((performance.now() - startedAt) / 1000).toFixed(1)} s 服务已恢复`);
    this.#hasListened = true;
    this.#resolveReady(status);
  }

  /**
   * @param {string} how
   * @param {number} startedAt
   * @param {number} logStart where in the log its last words begin
   */
  #onExit(how, startedAt, logStart) {
    if (this.#isStopping) return this.#finish();
    if (!this.#hasListened) {
      clearInterval(this.#capping);
      return this.#rejectReady(deathTrouble(this.#command.logFile, logStart));
    }
    this.#quickDeaths = performance.now() - startedAt > settledMs ? 0 : this.#quickDeaths + 1;
    say(`  ! the server ended unexpectedly (${how}); starting a new one 服务意外退出，正在重启`);
    const pauseMs = this.#quickDeaths <= 1 ? 0 : Math.min(longestPauseMs, 125 * 2 ** this.#quickDeaths);
    setTimeout(() => (this.#isStopping ? this.#finish() : this.#begin()), pauseMs);
  }

  #finish() {
    clearInterval(this.#capping);
    this.#rejectReady(new Trouble('Bahu was ended before it had started.', 'Run npm start again.'));
    this.#resolveEnded();
  }
}

/**
 * @param {string} file
 * @returns {Status | undefined} undefined while the server has not written all of it
 */
function readStatus(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A server that cannot start says why in one plain line; a defect leaves a stack. Either is in the log.
 * @param {string} logFile
 * @param {number} logStart
 */
function deathTrouble(logFile, logStart) {
  const lines = readFileSync(logFile)
    .subarray(logStart)
    .toString()
    .split('\n')
    .map((line) => line.trim());
  const plain = lines.find((line) => line !== '' && !/^(\{|at |\(node:|\(Use )/.test(line));
  const sentence = plain?.replace(/^\w*Error: /, '') ?? 'The server ended before it listened.';
  return new Trouble(sentence, `Settings are in docs/configuration.md; more about this is in ${logFile}.`);
}

/**
 * The server appends to the open file, so it is copied and cut, not renamed.
 * @param {string} file
 */
function capLog(file) {
  if (!existsSync(file) || statSync(file).size < longestLogBytes) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}
