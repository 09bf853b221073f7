// @ts-check
/** Runs a command to its end and keeps the last lines that it said. */
import { spawn } from 'node:child_process';

const keptLines = 200;

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 128 and more when a signal ended it
 * @property {string} output its last lines, stdout and stderr together
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, timeoutSeconds?: number }} [options] `show` passes its output through
 * @returns {Promise<Outcome>} rejects only when the command cannot be started at all
 */
export function run(command, args, { cwd, env = process.env, show = false, timeoutSeconds } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: timeoutSeconds !== undefined,
    });
    /** @type {string[]} */
    let lines = [];
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      if (show) process.stdout.write(chunk);
      lines = [...lines, ...String(chunk).split('\n')].filter((line) => line.trim() !== '').slice(-keptLines);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const release = timeoutSeconds === undefined ? () => {} : limit(child, timeoutSeconds);
    child.on('error', reject);
    child.on('close', (code) => {
      release();
      resolve({ code: code ?? 128, output: lines.join('\n') });
    });
  });
}

/**
 * Ends a child that leads a process group, with the whole group, when its time is over or when we are told to end.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} seconds
 */
function limit(child, seconds) {
  const end = () => endGroup(child.pid);
  const endBoth = () => {
    end();
    process.exit(130);
  };
  const timer = setTimeout(end, seconds * 1000);
  process.once('SIGINT', endBoth);
  process.once('SIGTERM', endBoth);
  return () => {
    clearTimeout(timer);
    process.off('SIGINT', endBoth);
    process.off('SIGTERM', endBoth);
  };
}

/** @param {number | undefined} pid leader of a process group of its own */
function endGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}
