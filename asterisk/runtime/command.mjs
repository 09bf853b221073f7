// @ts-check
/** Runs programs without a shell and reads what their failures mean. */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { diskFull, failed, noNetwork } from './trouble.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} code
 * @property {string} output both streams; only the end of very long ones
 */

const keptCharacters = 4_000_000;

/**
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log?: string }} [options] `log`: a file that takes all of the output
 * @returns {Promise<Outcome>} also when the program does not exist (code 127)
 */
export function run(program, parameters, { cwd, env = process.env, log } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd, env: { ...env, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => {
      const text = chunk.toString();
      output = (output + text).slice(-keptCharacters);
      if (log !== undefined) appendFileSync(log, text);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * The same, and a failure becomes an error that the user understands.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} its output
 */
export async function mustRun(program, parameters, options) {
  const { code, output } = await run(program, parameters, options);
  if (code !== 0) throw meaningOf(program, output, options?.cwd ?? '');
  return output;
}

/**
 * Pipes the output of one program into another.
 * @param {[string, ...string[]]} from
 * @param {[string, ...string[]]} to
 * @param {string} folder named in the message when the disk is full
 * @returns {Promise<void>}
 */
export async function pipe(from, to, folder) {
  const source = spawn(from[0], from.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  const target = spawn(to[0], to.slice(1), { stdio: ['pipe', 'ignore', 'pipe'] });
  target.stdin.on('error', () => {}); // the exit code of the program that stopped reading says it better
  source.stdout.pipe(target.stdin);
  const outcomes = await Promise.all([ended(source), ended(target)]);
  const bad = outcomes.find(({ code }) => code !== 0);
  if (bad) throw meaningOf(from[0], outcomes.map(({ output }) => output).join('\n'), folder);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<Outcome>}
 */
const ended = (child) =>
  new Promise((resolve) => {
    let output = '';
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });

/**
 * @param {string} command
 * @param {string} output
 * @param {string} folder
 */
function meaningOf(command, output, folder) {
  if (/No space left on device/.test(output)) return diskFull(folder);
  if (isNetworkTrouble(output)) return noNetwork();
  return failed(command, output);
}

const networkTroubles = [
  'Could not resolve',
  'Temporary failure',
  'Could not connect',
  'Unable to connect',
  'Connection timed out',
  'Network is unreachable',
  'Connection refused',
  'Cannot initiate the connection',
];

/** @param {string} output */
export const isNetworkTrouble = (output) => networkTroubles.some((words) => output.includes(words));
