// @ts-check
/**
 * The builder of the media server's core as a child: in a process group of its own, so that the compiler ends with it, and with a pipe as its
 * standard input, so that it ends with us however we end.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { forgetHalfMade, readCore, readFailure } from '../asterisk/core/layout.mjs';
import { project } from './home.mjs';
import { say } from './progress.mjs';

const patienceMs = 2000;
/** A build that failed is not tried again by itself before this. */
const restMs = 24 * 3600 * 1000;

/**
 * @typedef {object} MediaBuild
 * @property {Promise<number>} ended resolves with the exit code
 * @property {() => Promise<void>} stop ends it with its compiler, and resolves when it is gone
 */

/**
 * Starts the builder.
 * @param {string} runtime
 * @param {{ logFile?: string }} [options] with a file for what it says it runs at the lowest priority; without one it says it here
 * @returns {MediaBuild}
 */
export function startMediaBuild(runtime, { logFile } = {}) {
  const output = logFile === undefined ? 'inherit' : openLog(logFile);
  const args = [
    '--import',
    'tsx',
    'asterisk/media-server.ts',
    runtime,
    ...(logFile === undefined ? [] : ['--background']),
  ];
  const child = spawn(process.execPath, args, { cwd: project, stdio: ['pipe', output, output], detached: true });
  if (typeof output === 'number') closeSync(output);
  child.stdin?.on('error', () => {}); // it has ended already
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 128));
  });
  const stop = async () => {
    if (child.pid === undefined || child.exitCode !== null) return;
    child.kill('SIGTERM'); // it ends its whole group
    await Promise.race([ended, delay(patienceMs, undefined, { ref: false })]);
    endGroup(child.pid);
    await ended;
    forgetHalfMade(runtime, child.pid);
  };
  return { ended, stop };
}

/** @param {number} leader */
function endGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // it ended in the meantime
  }
}

/** @param {string} file */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'w');
}

/**
 * Builds the core beside the running server when there is none yet, and says how it came out.
 * @param {import('./home.mjs').Home} home
 * @param {NodeJS.ProcessEnv} env
 * @returns {MediaBuild | undefined} undefined when nothing is to be built
 */
export function buildBeside({ data, runtime }, env) {
  if (!isBuildDue(runtime, env)) return undefined;
  const logFile = join(data, 'log/media-server.log');
  const build = startMediaBuild(runtime, { logFile });
  let isStopped = false;
  void build.ended.then((code) => {
    if (!isStopped) say(code === 0 ? builtLine : `  ! ${lastWords(runtime, logFile)}`);
  });
  const stop = () => {
    isStopped = true;
    return build.stop();
  };
  return { ended: build.ended, stop };
}

/**
 * @param {string} runtime
 * @param {NodeJS.ProcessEnv} env
 */
export function isBuildDue(runtime, env) {
  if (env.BAHU_ARI || env.BAHU_MEDIA_BUILD === 'off' || !existsSync(join(runtime, 'runtime.json'))) return false;
  if (readCore(runtime).kind !== 'packaged') return false;
  const failure = readFailure(runtime);
  return !failure || Date.now() - Date.parse(failure.at) > restMs;
}

const builtLine =
  '  ✓ the media server is built and tested; it is used from the next start 媒体服务已编译并通过测试，下次启动时启用';

/**
 * @param {string} runtime
 * @param {string} logFile
 */
function lastWords(runtime, logFile) {
  const failure = readFailure(runtime);
  if (failure) return `${failure.message}\n    → ${failure.advice}`;
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  return `${lines.at(-1) || 'The media server could not be built.'}\n    → More about this is in ${logFile}.`;
}
