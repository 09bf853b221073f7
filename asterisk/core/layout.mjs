// @ts-check
/**
 * Which core a runtime starts. The core is the program `asterisk` itself, which all modules run in: Debian's as it is packaged, or the same
 * source built here without one of Debian's changes (docs/decisions/0006), kept in `core/` of the runtime.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { wrapperOf } from '../runtime/layout.mjs';

/**
 * @typedef {'built' | 'packaged' | 'machine'} CoreKind `machine`: an Asterisk that was there already, of which we know nothing
 *
 * @typedef {object} Core
 * @property {CoreKind} kind
 * @property {string} program starts it
 * @property {string} id changes when the program does
 *
 * @typedef {object} CoreStamp
 * @property {number} format
 * @property {string} version as `asterisk -V` says it
 * @property {string} buildOptions the sum that core and modules must share
 * @property {string} packaged digest of the packaged program that it stands in for
 * @property {string} program its own digest
 * @property {string} testedAt when the tone test passed
 *
 * @typedef {object} FailedBuild why the last build came to nothing
 * @property {string} at
 * @property {string} packaged digest of the packaged program that it was for
 * @property {string} message
 * @property {string} advice
 */

export const stampFormat = 1;

/** @param {string} runtime */
export const coreFolder = (runtime) => join(runtime, 'core');

/** The program inside a core's folder, and the script that starts it. @param {string} folder */
export const partsOf = (folder) => ({
  program: join(folder, 'asterisk'),
  start: join(folder, 'start'),
  libraries: join(folder, 'lib'),
  stamp: join(folder, 'core.json'),
});

/** Debian's program as it was unpacked. @param {string} runtime */
export const packagedProgram = (runtime) => join(runtime, 'usr/sbin/asterisk');

/** Written when a build comes to nothing, removed by the next one that begins. @param {string} runtime */
export const failureFile = (runtime) => join(runtime, 'core-failed.json');

/** Held by the builder. @param {string} runtime */
export const lockFile = (runtime) => join(runtime, 'core.lock');

/** Where a build keeps the source and its tools; gone when it is done, whatever came of it. @param {string} runtime */
export const makingFolder = (runtime) => join(runtime, '.core-making');

/** A core that is not proven yet. @param {string} runtime */
export const candidateFolder = (runtime) => join(runtime, 'core.new');

/**
 * Removes what a builder that was killed has half made. What another one left is made anew by the next.
 * @param {string} runtime
 * @param {number} pid of the builder
 */
export function forgetHalfMade(runtime, pid) {
  if (!existsSync(lockFile(runtime)) || !readFileSync(lockFile(runtime), 'utf8').startsWith(`${pid} `)) return;
  for (const path of [makingFolder(runtime), candidateFolder(runtime), lockFile(runtime)])
    rmSync(path, { recursive: true, force: true });
}

/** @param {string} file */
export const digestOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/**
 * The core that is started next. A built one counts when it is whole and stands in for exactly the packaged program that is there now.
 * @param {string} runtime an installed one
 * @returns {Core}
 */
export function readCore(runtime) {
  if (!isPackaged(runtime)) return { kind: 'machine', program: wrapperOf(runtime), id: 'machine' };
  const { start } = partsOf(coreFolder(runtime));
  const stamp = readCoreStamp(runtime);
  if (stamp) return { kind: 'built', program: start, id: `built-${stamp.program.slice(0, 16)}` };
  return { kind: 'packaged', program: wrapperOf(runtime), id: 'packaged' };
}

/**
 * @param {string} runtime
 * @returns {CoreStamp | undefined} undefined when nothing usable was built
 */
export function readCoreStamp(runtime) {
  const { program, start, stamp } = partsOf(coreFolder(runtime));
  try {
    /** @type {CoreStamp} */
    const read = JSON.parse(readFileSync(stamp, 'utf8'));
    const isOurs = read.format === stampFormat && existsSync(start) && typeof read.testedAt === 'string';
    return isOurs && read.program === digestOf(program) && read.packaged === digestOf(packagedProgram(runtime))
      ? read
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} runtime
 * @returns {FailedBuild | undefined} undefined when no build has failed, or it was for another version
 */
export function readFailure(runtime) {
  try {
    /** @type {FailedBuild} */
    const failure = JSON.parse(readFileSync(failureFile(runtime), 'utf8'));
    return failure.packaged === digestOf(packagedProgram(runtime)) ? failure : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the runtime was unpacked from packages, so that a core can be built for it. @param {string} runtime */
export function isPackaged(runtime) {
  try {
    const { modulesFolder } = JSON.parse(readFileSync(join(runtime, 'runtime.json'), 'utf8'));
    return typeof modulesFolder === 'string' && !isAbsolute(modulesFolder) && existsSync(packagedProgram(runtime));
  } catch {
    return false;
  }
}
