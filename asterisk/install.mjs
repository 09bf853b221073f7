// @ts-check
/**
 * Gets Asterisk: a private one from the Debian archive, unpacked into a folder without root and without touching the machine, or the one
 * that BAHU_ASTERISK names. Runs before anything else of Bahu is installed, so it needs nothing but Node.
 */
import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasApt } from './runtime/apt.mjs';
import { run } from './runtime/command.mjs';
import { download, forget, readKept } from './runtime/kept-packages.mjs';
import { architectureOf, madeFrom, readStamp, wrapperOf, writeStamp } from './runtime/layout.mjs';
import { findAsterisk, requireAsterisk } from './runtime/system.mjs';
import { diskFull, noPackages, notWritable, tooOld, unsupported } from './runtime/trouble.mjs';
import { keepNeededModules, unpackAll, writeForwarder, writeWrapper } from './runtime/unpack.mjs';
import { isNewEnough, versionIn } from './runtime/version.mjs';

/**
 * @typedef {object} InstallOptions
 * @property {string} folder where the runtime goes; what is complete there stays, what is half made is made anew
 * @property {string | boolean} [keep] folder for the downloaded packages; true (or absent): `packages` in the runtime; false: not kept
 * @property {(text: string) => void} [say] told about each step
 */

/**
 * @typedef {object} Runtime
 * @property {string} asterisk the program that starts it
 * @property {string} version like 22.10.1
 * @property {boolean} installed false when it was there already
 */

/**
 * Makes sure that there is an Asterisk to run.
 * @param {InstallOptions} options
 * @returns {Promise<Runtime>} throws an error whose message says what is in the way and whose `advice` says what to do
 */
export async function installRuntime({ folder, keep = true, say = () => {} }) {
  const target = resolve(folder);
  const named = process.env.BAHU_ASTERISK;
  const made = madeFrom(named ?? 'packages');
  const stamp = readStamp(target);
  if (stamp?.made === made) return { asterisk: wrapperOf(target), version: stamp.version, installed: false };
  const previousMask = process.umask(0o022);
  try {
    prepareFolder(target);
    const version = named
      ? useSystem(target, await requireAsterisk(named), made)
      : await installOrFind(target, packageFolder(target, keep), made, say);
    if (keep === false) rmSync(packageFolder(target, keep), { recursive: true, force: true });
    say(`Asterisk ${version} is ready`);
    return { asterisk: wrapperOf(target), version, installed: true };
  } catch (error) {
    throw inWords(error, target);
  } finally {
    process.umask(previousMask);
  }
}

/**
 * @param {string} target
 * @param {string | boolean} keep
 */
const packageFolder = (target, keep) => (typeof keep === 'string' ? resolve(keep) : join(target, 'packages'));

/** @param {string} target */
function prepareFolder(target) {
  mkdirSync(target, { recursive: true });
  accessSync(target, constants.W_OK);
  rmSync(join(target, 'runtime.json'), { force: true });
  for (const name of readdirSync(target).filter((entry) => entry.startsWith('.making-')))
    rmSync(join(target, name), { recursive: true, force: true });
}

/**
 * @param {string} target
 * @param {string} packages
 * @param {string} made
 * @param {(text: string) => void} say
 * @returns {Promise<string>} version
 */
async function installOrFind(target, packages, made, say) {
  const architecture = architectureOf();
  if (process.platform !== 'linux' || !architecture) throw unsupported(`${process.platform} ${process.arch}`);
  if (await hasApt()) {
    try {
      return await installFromPackages(target, packages, made, say);
    } catch (error) {
      const system = await findAsterisk();
      if (!system) throw error;
      return useSystem(target, system, made);
    }
  }
  const system = await findAsterisk();
  if (!system) throw noPackages();
  return useSystem(target, system, made);
}

/**
 * @param {string} target
 * @param {string} packages
 * @param {string} made
 * @param {(text: string) => void} say
 * @returns {Promise<string>} version
 */
async function installFromPackages(target, packages, made, say) {
  const architecture = /** @type {NonNullable<ReturnType<typeof architectureOf>>} */ (architectureOf());
  const kept = readKept(packages, architecture.debian);
  const { files } = kept ?? (await download(packages, architecture.debian, say));
  const making = join(target, `.making-${process.pid}`);
  try {
    say(`unpacking ${files.length} packages`);
    await unpackAll(files, making);
    await keepNeededModules(making, architecture);
    rmSync(join(target, 'usr'), { recursive: true, force: true });
    renameSync(join(making, 'usr'), join(target, 'usr'));
  } catch (error) {
    if (!kept) throw error;
    say('the kept packages do not suffice any more: getting new ones');
    forget(packages);
    return await installFromPackages(target, packages, made, say);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  writeWrapper(wrapperOf(target), architecture);
  const version = await versionOf(wrapperOf(target));
  writeStamp(target, {
    version,
    made,
    modulesFolder: `usr/lib/${architecture.triplet}/asterisk/modules`,
    dataFolder: 'usr/share/asterisk',
  });
  return version;
}

/** @param {string} program */
async function versionOf(program) {
  const { output } = await run(program, ['-V']);
  const version = versionIn(output);
  if (version === undefined || !isNewEnough(version))
    throw tooOld(program, version ? `Asterisk ${version}` : 'not able to start here');
  return version;
}

/**
 * @param {string} target
 * @param {import('./runtime/system.mjs').SystemAsterisk} system
 * @param {string} made
 */
function useSystem(target, { program, version, modulesFolder, dataFolder }, made) {
  writeForwarder(wrapperOf(target), program);
  writeStamp(target, { version, made, modulesFolder, dataFolder });
  return version;
}

/**
 * @param {unknown} error
 * @param {string} folder
 */
function inWords(error, folder) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return diskFull(folder);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return notWritable(folder, String(code));
  return error;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = '.runtime'] = process.argv.slice(2);
  const say = (/** @type {string} */ text) => console.log(`  ${text}`);
  try {
    const { asterisk, version, installed } = await installRuntime({ folder, say });
    console.log(`${installed ? 'Installed' : 'There already'}: Asterisk ${version}, ${asterisk}`);
  } catch (error) {
    const { message, advice } = /** @type {Error & { advice?: string }} */ (error);
    console.error(`${message}\n${advice ?? ''}`.trim());
    process.exitCode = 1;
  }
}
