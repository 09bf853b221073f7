// @ts-check
/** An Asterisk that this machine already has. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { neededModules } from './layout.mjs';
import { RuntimeTrouble, tooOld } from './trouble.mjs';
import { isNewEnough, versionIn } from './version.mjs';

/**
 * @typedef {object} SystemAsterisk
 * @property {string} program
 * @property {string} version
 * @property {string} modulesFolder
 * @property {string} dataFolder
 */

const usualPrograms = ['/usr/sbin/asterisk', '/usr/local/sbin/asterisk', '/opt/asterisk/sbin/asterisk'];

/**
 * Examines the Asterisk that the administrator named.
 * @param {string} program
 * @returns {Promise<SystemAsterisk>} throws when it is too old or lacks modules
 */
export async function requireAsterisk(program) {
  const { code, output } = await run(program, ['-V']);
  const version = versionIn(output);
  if (code !== 0 || version === undefined) throw tooOld(program, 'not a program that says its version');
  if (!isNewEnough(version)) throw tooOld(program, `Asterisk ${version}`);
  const prefix = /^(.*)\/s?bin\/[^/]+$/.exec(program)?.[1] ?? '/usr';
  const modulesFolder = modulePlaces(prefix).find((path) => existsSync(join(path, 'res_ari.so')));
  const dataFolder = dataPlaces(prefix).find((path) => existsSync(join(path, 'documentation/core-en_US.xml')));
  if (!modulesFolder || !dataFolder)
    throw lacks(program, 'its modules or its documentation folder in the usual places');
  const missing = neededModules().filter((name) => !existsSync(join(modulesFolder, `${name}.so`)));
  if (missing.length > 0) throw lacks(program, missing.join(', '));
  return { program, version, modulesFolder, dataFolder };
}

/** @returns {Promise<SystemAsterisk | undefined>} a suitable one in the usual places */
export async function findAsterisk() {
  for (const program of usualPrograms.filter((path) => existsSync(path))) {
    const found = await requireAsterisk(program).catch(() => undefined);
    if (found) return found;
  }
  return undefined;
}

/** @param {string} prefix */
const modulePlaces = (prefix) =>
  ['lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu', 'lib64', 'lib'].map((path) =>
    join(prefix, path, 'asterisk/modules'),
  );

/** @param {string} prefix */
const dataPlaces = (prefix) => [
  join(prefix, 'share/asterisk'),
  '/usr/share/asterisk',
  '/var/lib/asterisk',
  join(prefix, 'var/lib/asterisk'),
];

/**
 * @param {string} program
 * @param {string} what
 */
const lacks = (program, what) =>
  new RuntimeTrouble(
    `The Asterisk at ${program} lacks ${what}.`,
    'Install these parts of Asterisk, or unset BAHU_ASTERISK so that Bahu gets its own.',
  );
