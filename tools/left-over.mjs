// @ts-check
/** What an earlier run may have left when it was killed: a launcher, a server, a PostgreSQL or an Asterisk without a parent. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say, Trouble } from './progress.mjs';

const patienceMs = 10_000;

/**
 * The launcher that runs from this data folder, other than this process.
 * @param {string} runFolder
 * @returns {number | undefined}
 */
export function livingLauncher(runFolder) {
  const pid = pidIn(join(runFolder, 'launcher.json'));
  return pid !== undefined && pid !== process.pid && /start\.mjs/.test(commandOf(pid)) ? pid : undefined;
}

/**
 * Refuses when another launcher of this data folder is alive.
 * @param {string} runFolder
 */
export function refuseSecondStart(runFolder) {
  const pid = livingLauncher(runFolder);
  if (pid === undefined) return;
  throw new Trouble(
    `Bahu runs already from this folder (process ${pid}).`,
    'End it with Ctrl-C in its window first, or clone the project into another folder.',
  );
}

/**
 * Ends a server that outlived its launcher, and who keeps it since then. PostgreSQL and Asterisk stay: the new server adopts them, with the
 * calls that are up. That is why the old server is killed rather than asked, for asked it would end them in order.
 * @param {string} runFolder
 */
export async function endLeftOverServer(runFolder) {
  const keeper = pidIn(join(runFolder, 'keeper.json'));
  if (keeper !== undefined && /keep\.mjs/.test(commandOf(keeper))) await end(keeper, 'SIGKILL');
  const pid = pidIn(join(runFolder, 'server.json')) ?? lockedBy(runFolder);
  if (pid === undefined || !/server\/main\.ts/.test(commandOf(pid))) return;
  await end(pid, 'SIGKILL');
  say(`  ✓ ended the server of an earlier run (process ${pid})`);
}

/**
 * The server that works with the data folder, also one that does not listen yet.
 * @param {string} runFolder
 * @returns {number | undefined}
 */
function lockedBy(runFolder) {
  try {
    const pid = Number.parseInt(readFileSync(join(runFolder, '../server.lock'), 'utf8'), 10);
    return Number.isInteger(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Ends the PostgreSQL and Asterisk of this installation when the server could not do so itself.
 * @param {import('./home.mjs').Home} home
 * @returns {Promise<number>} how many there were
 */
export async function endOrphans({ data, runtime }) {
  const orphans = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .filter((pid) => {
      const command = commandOf(pid);
      return /postgres|asterisk/.test(command) && (command.includes(`${data}/`) || command.includes(`${runtime}/`));
    });
  await Promise.all(orphans.map((pid) => end(pid, 'SIGINT')));
  return orphans.length;
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
async function end(pid, signal) {
  for (const next of /** @type {const} */ ([signal, 'SIGKILL'])) {
    if (!send(pid, next)) return;
    for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await delay(20)) {
      if (isGone(pid)) return;
    }
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 * @returns {boolean} false when it has ended in the meantime
 */
function send(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {number | undefined}
 */
function pidIn(file) {
  try {
    const { pid } = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {string} its command line; empty when it is gone
 */
function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/**
 * Gone, or dead with all its threads and only not yet reaped: its files and ports are free. (The command line empties earlier than that.)
 * @param {number} pid
 */
export function isGone(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2)) && readdirSync(`/proc/${pid}/task`).length <= 1;
  } catch {
    return true;
  }
}
