// @ts-check
/** Makes a runtime out of Debian packages: unpacked beside the system, with its own C library, holding only the modules that we load. */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipe, run } from './command.mjs';
import { neededModules } from './layout.mjs';
import { RuntimeTrouble } from './trouble.mjs';

/** Left out of every package: nothing of it is read. */
const excluded = `
  usr/share/doc usr/share/man usr/share/locale usr/share/lintian usr/share/bug usr/share/perl usr/share/bash-completion
  usr/share/zoneinfo usr/share/asterisk/sounds usr/share/asterisk/moh usr/share/asterisk/static-http
  usr/share/asterisk/phoneprov usr/share/asterisk/firmware usr/lib/systemd usr/lib/sysusers.d usr/lib/tmpfiles.d etc var
  usr/bin
`
  .trim()
  .split(/\s+/);

/**
 * @param {string[]} packages files, in any order
 * @param {string} folder where `usr` appears
 * @returns {Promise<void>}
 */
export async function unpackAll(packages, folder) {
  mkdirSync(folder, { recursive: true });
  const leaveOut = excluded.map((path) => `--exclude=./${path}`);
  for (const file of packages) {
    await pipe(
      ['dpkg-deb', '--fsys-tarfile', file],
      ['tar', '-x', '-C', folder, '--no-same-owner', ...leaveOut],
      folder,
    );
  }
}

/**
 * Deletes the modules that we do not load and proves that the others find all their libraries inside the runtime.
 * @param {string} folder that holds `usr`
 * @param {{ triplet: string, loader: string }} architecture
 * @returns {Promise<void>} throws when a module is missing or incomplete
 */
export async function keepNeededModules(folder, { triplet, loader }) {
  const libraries = join(folder, 'usr/lib', triplet);
  const modules = join(libraries, 'asterisk/modules');
  const needed = new Set(neededModules());
  const missing = [...needed].filter((name) => !existsSync(join(modules, `${name}.so`)));
  if (missing.length > 0) throw incomplete(missing);
  for (const file of readdirSync(modules)) {
    if (!needed.has(file.replace(/\.so$/, ''))) rmSync(join(modules, file), { recursive: true });
  }
  const programs = [join(folder, 'usr/sbin/asterisk'), ...[...needed].map((name) => join(modules, `${name}.so`))];
  const checks = await inGroups(programs, (path) => lacking(path, libraries, loader));
  if (checks.some((lacks) => lacks.length > 0)) throw incomplete([...new Set(checks.flat())]);
}

/** @param {string[]} names */
const incomplete = (names) =>
  new RuntimeTrouble(
    `The Debian packages of Asterisk lack what Bahu needs: ${names.slice(0, 5).join(', ')}.`,
    'Choose another Debian mirror, or install Asterisk 22.10.1 or newer yourself and set BAHU_ASTERISK to its program.',
  );

/**
 * @param {string} path of a program or a module
 * @param {string} libraries
 * @param {string} loader
 * @returns {Promise<string[]>} libraries that are missing, or would come from the machine instead of the runtime
 */
async function lacking(path, libraries, loader) {
  const { code, output } = await run(join(libraries, loader), [
    '--inhibit-cache',
    '--library-path',
    searchPath(libraries),
    '--list',
    path,
  ]);
  const foreign = output
    .split('\n')
    .filter((line) => /not found/.test(line) || (/=> \//.test(line) && !line.includes(libraries)));
  if (foreign.length > 0) return foreign.map((line) => line.trim().split(' ')[0] ?? line);
  return code === 0 ? [] : [path];
}

/** @param {string} libraries */
const searchPath = (libraries) => `${libraries}:${libraries}/asterisk`;

/**
 * @template T, R
 * @param {T[]} items
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
async function inGroups(items, work) {
  const results = [];
  for (let at = 0; at < items.length; at += 8) results.push(...(await Promise.all(items.slice(at, at + 8).map(work))));
  return results;
}

/**
 * Writes the program that starts the private Asterisk. The machine's own C library is not used, and nothing leaks into child processes.
 * @param {string} file
 * @param {{ triplet: string, loader: string }} architecture
 */
export function writeWrapper(file, { triplet, loader }) {
  writeScript(file, [
    'R=$(dirname "$(readlink -f "$0")")',
    `L=$R/usr/lib/${triplet}`,
    `exec "$L/${loader}" --inhibit-cache --library-path "$L:$L/asterisk" --argv0 asterisk "$R/usr/sbin/asterisk" "$@"`,
  ]);
}

/**
 * The same for an Asterisk of the machine itself, so that everybody starts `asterisk` in the runtime folder.
 * @param {string} file
 * @param {string} program
 */
export function writeForwarder(file, program) {
  writeScript(file, [`exec ${shellQuoted(program)} "$@"`]);
}

/** @param {string} text */
const shellQuoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * @param {string} file
 * @param {string[]} lines
 */
function writeScript(file, lines) {
  rmSync(file, { force: true });
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}
