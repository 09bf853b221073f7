// @ts-check
/** Where things are in a runtime folder, and the stamp that says that it is complete. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * @typedef {object} Stamp
 * @property {string} version of Asterisk
 * @property {string} modulesFolder
 * @property {string} dataFolder holds documentation/, without which Asterisk does not read its configuration
 * @property {string} made what it was made from: changes when the module list does
 */

const stampFormat = 1;

/** What the library folders are called for each architecture: of Node, of Debian, of the compiler, and the loader. */
const architectures = {
  x64: { debian: 'amd64', triplet: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { debian: 'arm64', triplet: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

/**
 * @param {string} [arch] as Node names it
 * @returns {typeof architectures.x64 | undefined}
 */
export const architectureOf = (arch = process.arch) =>
  arch === 'x64' || arch === 'arm64' ? architectures[arch] : undefined;

/** @returns {string[]} the modules that the engine and the simulated carrier load, without .so */
export function neededModules() {
  const lists = JSON.parse(readFileSync(new URL('../modules.json', import.meta.url), 'utf8'));
  return [...new Set([...lists.base, ...lists.engine, ...lists.carrier])];
}

/** The program that starts this runtime's Asterisk. @param {string} folder */
export const wrapperOf = (folder) => join(folder, 'asterisk');

/** @param {string} folder */
const stampOf = (folder) => join(folder, 'runtime.json');

/** @param {string} source `packages`, or the path of a system's Asterisk */
export const madeFrom = (source) =>
  createHash('sha256')
    .update(JSON.stringify([stampFormat, source, neededModules()]))
    .digest('hex');

/**
 * @param {string} folder
 * @returns {Stamp | undefined} with whole paths; undefined when the runtime is missing, half made, or damaged
 */
export function readStamp(folder) {
  try {
    const stamp = JSON.parse(readFileSync(stampOf(folder), 'utf8'));
    const modulesFolder = resolve(folder, stamp.modulesFolder);
    const dataFolder = resolve(folder, stamp.dataFolder);
    const parts = [
      wrapperOf(folder),
      join(modulesFolder, 'res_ari.so'),
      join(dataFolder, 'documentation/core-en_US.xml'),
    ];
    return parts.every((path) => existsSync(path)) ? { ...stamp, modulesFolder, dataFolder } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Written last: from here on the runtime counts as complete.
 * @param {string} folder
 * @param {Stamp} stamp paths inside the folder are given relative to it, so that the folder can be moved
 */
export function writeStamp(folder, stamp) {
  writeFileSync(stampOf(folder), `${JSON.stringify(stamp, null, 2)}\n`, { mode: 0o644 });
}
