// @ts-check
/** The downloaded packages, kept so that a second installation needs no network. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debsIn, fetchPackages, findSuite, isWantedToRun } from './apt.mjs';

/**
 * @typedef {object} KeptPackages
 * @property {string} version of Asterisk
 * @property {string} suite where they come from
 * @property {string[]} files whole paths
 */

/** @param {string} folder */
const listOf = (folder) => join(folder, 'packages.json');

/**
 * @param {string} folder
 * @param {string} architecture
 * @returns {KeptPackages | undefined} undefined when something is missing, damaged, or for another architecture
 */
export function readKept(folder, architecture) {
  try {
    const list = JSON.parse(readFileSync(listOf(folder), 'utf8'));
    const isWhole = list.files.every(
      (/** @type {{ name: string, sha256: string }} */ { name, sha256 }) => digest(join(folder, name)) === sha256,
    );
    if (list.architecture !== architecture || !isWhole) return undefined;
    return {
      version: list.version,
      suite: list.suite,
      files: list.files.map((/** @type {{ name: string }} */ { name }) => join(folder, name)),
    };
  } catch {
    return undefined;
  }
}

/**
 * Downloads afresh.
 * @param {string} folder
 * @param {string} architecture
 * @param {(text: string) => void} say
 * @returns {Promise<KeptPackages>}
 */
export async function download(folder, architecture, say) {
  rmSync(listOf(folder), { force: true });
  mkdirSync(folder, { recursive: true });
  const state = join(folder, 'apt');
  const { suite, version, env } = await findSuite(state, architecture, say);
  const names = await fetchPackages(env, folder, say, { names: ['asterisk'], isWanted: isWantedToRun });
  rmSync(state, { recursive: true, force: true });
  const files = names.map((name) => ({ name, sha256: digest(join(folder, name)) }));
  writeFileSync(listOf(folder), `${JSON.stringify({ suite, version, architecture, files }, null, 1)}\n`);
  return { version, suite, files: names.map((name) => join(folder, name)) };
}

/** Forgets packages that turned out to be incomplete. @param {string} folder */
export function forget(folder) {
  rmSync(listOf(folder), { force: true });
  for (const name of debsIn(folder)) rmSync(join(folder, name));
}

/** @param {string} file */
const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
