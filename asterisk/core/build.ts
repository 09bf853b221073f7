/** Builds the core for an installed runtime, proves it, and puts it in its place. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { run } from '../runtime/command.mjs';
import { readKept } from '../runtime/kept-packages.mjs';
import { architectureOf, neededModules, readStamp, wrapperOf } from '../runtime/layout.mjs';
import { RuntimeTrouble } from '../runtime/trouble.mjs';
import { compile, type Compiled } from './compile.ts';
import {
  candidateFolder,
  coreFolder,
  digestOf,
  failureFile,
  isPackaged,
  lockFile,
  makingFolder,
  packagedProgram,
  partsOf,
  readCoreStamp,
  stampFormat,
  type CoreStamp,
} from './layout.mjs';
import { lockBuild } from './lock.ts';
import { findArchive, prepareSource } from './source.ts';
import { testTone } from './tone-test.ts';
import { buildEnvironment, fetchLibraries, findTools, type Architecture } from './tools.ts';

type Say = (text: string) => void;

const neededBytes = 1e9;

/** All that the tools said in the last build. */
const logFile = (runtime: string): string => path.join(runtime, 'core-build.log');

/**
 * Makes sure that the runtime has a core of our own. Returns whether it had to be built.
 * Throws RuntimeTrouble that says why it cannot be and what to do; what is there now stays in use.
 */
export async function buildCore(runtime: string, say: Say): Promise<{ version: string; isNew: boolean }> {
  const installed = readStamp(runtime);
  if (!installed)
    throw new RuntimeTrouble(`There is no complete Asterisk in ${runtime}.`, 'Run npm start once, then try again.');
  if (!isPackaged(runtime))
    throw new RuntimeTrouble(
      'The Asterisk of this machine is used, for which nothing is built here.',
      'Unset BAHU_ASTERISK to use the private one.',
    );
  const known = readCoreStamp(runtime);
  if (known) return { version: known.version, isNew: false };
  const unlock = lockBuild(lockFile(runtime));
  try {
    rmSync(failureFile(runtime), { force: true });
    return { version: await build(runtime, say), isNew: true };
  } catch (error) {
    noteFailure(runtime, error);
    throw error;
  } finally {
    rmSync(makingFolder(runtime), { recursive: true, force: true });
    unlock();
  }
}

async function build(runtime: string, say: Say): Promise<string> {
  const architecture = requireArchitecture();
  requireRoom(runtime);
  const making = makingFolder(runtime);
  rmSync(making, { recursive: true, force: true });
  rmSync(logFile(runtime), { force: true });
  for (const name of ['apt', 'source', 'tools', 'libraries']) mkdirSync(path.join(making, name), { recursive: true });
  const version = await versionOf(wrapperOf(runtime));
  const suite = readKept(path.join(runtime, 'packages'), architecture.debian)?.suite;
  const searchPath = await findTools(path.join(making, 'tools'), architecture, process.env, say);
  const archive = await findArchive(path.join(making, 'apt'), version, architecture.debian, suite, say);
  const root = await fetchLibraries(path.join(making, 'libraries'), archive.env, say);
  const tree = await prepareSource(path.join(making, 'source'), archive, say);
  const compiled = await compile(tree, buildEnvironment(making, root, architecture, searchPath), logFile(runtime), say);
  const candidate = candidateFolder(runtime);
  await assemble(candidate, compiled.program, root, runtime, architecture);
  say('testing it with a tone');
  const stamp = await prove(candidate, compiled, version, runtime);
  putInPlace(candidate, stamp, runtime);
  return version;
}

function requireArchitecture(): Architecture {
  const architecture = architectureOf();
  if (!architecture)
    throw new RuntimeTrouble(
      `The media server cannot be built on ${process.platform} ${process.arch}.`,
      'Bahu runs on with the Asterisk that is there.',
    );
  return architecture;
}

function requireRoom(runtime: string): void {
  const { bavail, bsize } = statfsSync(runtime);
  if (bavail * bsize < neededBytes)
    throw new RuntimeTrouble(
      `The disk of ${runtime} has no room for building the media server.`,
      'Free at least 1 GB and run npm run media-server.',
    );
}

async function versionOf(program: string): Promise<string> {
  const { output } = await run(program, ['-V']);
  const version = /^Asterisk (\S+)$/m.exec(output)?.[1];
  if (version === undefined)
    throw new RuntimeTrouble(
      `${program} does not say its version: ${output.trim().split('\n').at(-1)}`,
      `Delete the file runtime.json beside it and run npm start once.`,
    );
  return version;
}

/** The program, a script that starts it with the runtime's C library, and those libraries that the runtime has not. */
async function assemble(
  folder: string,
  program: string,
  root: string,
  runtime: string,
  { triplet, loader }: Architecture,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const parts = partsOf(folder);
  mkdirSync(parts.libraries, { recursive: true });
  copyFileSync(program, parts.program);
  const search = `"$H/lib:$L:$L/asterisk"`;
  writeFileSync(
    parts.start,
    [
      '#!/bin/sh',
      'H=$(dirname "$(readlink -f "$0")")',
      `L=$(dirname "$H")/usr/lib/${triplet}`,
      `exec "$L/${loader}" --inhibit-cache --library-path ${search} --argv0 asterisk "$H/asterisk" "$@"`,
      '',
    ].join('\n'),
  );
  for (const file of [parts.program, parts.start]) chmodSync(file, 0o755);
  const libraries = path.join(runtime, 'usr/lib', triplet);
  const searchPath = [parts.libraries, libraries, path.join(libraries, 'asterisk')].join(':');
  // One missing library may need another one.
  for (let tries = 0; tries < 5; tries += 1) {
    const { output } = await run(path.join(libraries, loader), [
      '--inhibit-cache',
      '--library-path',
      searchPath,
      '--list',
      parts.program,
    ]);
    const missing = [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name);
    if (missing.length === 0) return;
    for (const name of missing) {
      const found = path.join(root, 'usr/lib', triplet, name);
      if (!existsSync(found))
        throw new RuntimeTrouble(
          `The media server was built, but ${name} is missing for it.`,
          "Please report this; Bahu runs on with Debian's own program.",
        );
      copyFileSync(found, path.join(parts.libraries, name));
    }
  }
}

/** Version, build options, and sound, each of the candidate itself. */
async function prove(folder: string, { buildOptions }: Compiled, version: string, runtime: string): Promise<CoreStamp> {
  const { start, program } = partsOf(folder);
  const built = await versionOf(start);
  if (built !== version) throw unfit(`it is version ${built}, the modules are ${version}`);
  const modules = readStamp(runtime)?.modulesFolder ?? '';
  const unfitting = neededModules().filter(
    (name) => !readFileSync(path.join(modules, `${name}.so`)).includes(buildOptions),
  );
  if (unfitting.length > 0) throw unfit(`its build options are not those of ${unfitting.slice(0, 3).join(', ')}`);
  const tone = await testTone(start, runtime);
  if (!tone.isWhole)
    throw unfit(`a tone of ${tone.before.toFixed(0)} dB was ${tone.after.toFixed(0)} dB after its stream started anew`);
  return {
    format: stampFormat,
    version,
    buildOptions,
    packaged: digestOf(packagedProgram(runtime)),
    program: digestOf(program),
    testedAt: new Date().toISOString(),
  };
}

const unfit = (why: string): RuntimeTrouble =>
  new RuntimeTrouble(
    `The media server was built, but it must not be used: ${why}.`,
    "Please report this; Bahu runs on with Debian's own program.",
  );

/** The stamp is written last, so that a core without one is half made. What runs keeps its own open file. */
function putInPlace(candidate: string, stamp: CoreStamp, runtime: string): void {
  const place = coreFolder(runtime);
  rmSync(place, { recursive: true, force: true });
  renameSync(candidate, place);
  writeFileSync(partsOf(place).stamp, `${JSON.stringify(stamp, null, 2)}\n`, { mode: 0o644 });
}

function noteFailure(runtime: string, error: unknown): void {
  const { message, advice = `Look into ${logFile(runtime)}.` } = error as Error & { advice?: string };
  const failure = { at: new Date().toISOString(), packaged: digestOf(packagedProgram(runtime)), message, advice };
  writeFileSync(failureFile(runtime), `${JSON.stringify(failure, null, 2)}\n`, { mode: 0o644 });
}
