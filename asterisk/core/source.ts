/** Debian's own source of Asterisk, in the version of the packages that are installed, with Debian's changes except one. */
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { machineArchive, privateApt, suites } from '../runtime/apt.mjs';
import { isNetworkTrouble, mustRun, run } from '../runtime/command.mjs';
import { RuntimeTrouble, noNetwork } from '../runtime/trouble.mjs';

type Say = (text: string) => void;

/**
 * Remembers the last RTP sequence number in each translation and drops what looks late: a stream that begins anew is silent for up to
 * eleven minutes. It is why the core is built at all (docs/decisions/0006).
 */
const leftOut = /^2016_opus_plc\.patch$/;

/** An archive that has the wanted source: how apt reaches it, and what it calls the version. */
export interface Archive {
  env: NodeJS.ProcessEnv;
  version: string;
}

/**
 * Looks for the source of `version` (as `asterisk -V` says it), in the suite of the kept packages first.
 * Throws RuntimeTrouble when no suite has it any more, or there is no network.
 */
export async function findArchive(
  folder: string,
  version: string,
  architecture: string,
  firstSuite: string | undefined,
  say: Say,
): Promise<Archive> {
  const { mirror, own } = await machineArchive();
  const candidates = [...new Set([...(firstSuite === undefined ? [] : [firstSuite]), ...suites, ...own])];
  const offered = new Set<string>();
  for (const suite of candidates) {
    const env = privateApt(folder, mirror, suite, architecture, { withSource: true });
    say(`reading the source index of ${suite}`);
    const { code, output } = await run('apt-get', ['update', '-qq'], { env });
    if (code !== 0 && isNetworkTrouble(output)) throw noNetwork();
    const { output: records } = await run('apt-cache', ['showsrc', 'asterisk'], { env });
    const versions = [...records.matchAll(/^Version: (\S+)$/gm)].map(([, found = '']) => found);
    const match = versions.find((found) => withoutEpoch(found) === withoutRebuild(version));
    if (match !== undefined) return { env, version: match };
    for (const found of versions) offered.add(withoutEpoch(found));
  }
  throw new RuntimeTrouble(
    `The Debian archive has no source of Asterisk ${version} any more (it has ${[...offered].join(', ') || 'none'}).`,
    'Delete the folder "packages" and the file runtime.json in the runtime folder, run npm start once for the newer packages, and try again.',
  );
}

const withoutEpoch = (version: string): string => version.replace(/^\d+:/, '');
/** Packages that were built again from the same source are called +b1, +b2 … */
const withoutRebuild = (version: string): string => withoutEpoch(version).replace(/\+b\d+$/, '');

/** Fetches, unpacks and patches the source. Returns the folder in which it can be configured. */
export async function prepareSource(folder: string, { env, version }: Archive, say: Say): Promise<string> {
  const files = path.join(folder, 'files');
  const tree = path.join(folder, 'tree');
  for (const place of [files, tree]) mkdirSync(place, { recursive: true });
  say('downloading the source, 13 MB');
  await mustRun('apt-get', ['source', '--download-only', '-qq', `asterisk=${version}`], { env, cwd: files });
  say('unpacking and patching the source');
  await unpack(files, tree);
  await applyPatches(tree);
  writeFileSync(path.join(tree, '.version'), `${withoutEpoch(version)}\n`);
  await bundlePjproject(tree);
  for (const part of ['Xopus', 'Xamr']) copyParts(path.join(tree, part), tree);
  chmodSync(path.join(tree, 'debian/dummyprogs/fetch'), 0o755);
  return tree;
}

/** `x.orig.tar.xz` is the tree, `x.orig-PART.tar.xz` its folder PART, `x.debian.tar.xz` has the folder debian in itself. */
async function unpack(files: string, tree: string): Promise<void> {
  const names = readdirSync(files).filter((name) => /\.tar\.\w+$/.test(name));
  const main = names.filter((name) => /\.orig\.tar/.test(name));
  const parts = names.filter((name) => /\.orig-\w+\.tar/.test(name));
  const packaging = names.filter((name) => /\.debian\.tar/.test(name));
  if (main.length !== 1 || packaging.length !== 1) throw unexpected(`holds ${names.join(', ')}`);
  for (const name of [...main, ...parts]) {
    const place = path.join(tree, /\.orig-(\w+)\.tar/.exec(name)?.[1] ?? '');
    mkdirSync(place, { recursive: true });
    await mustRun('tar', ['-xf', path.join(files, name), '-C', place, '--strip-components=1', '--no-same-owner'], {
      cwd: files,
    });
  }
  await mustRun('tar', ['-xf', path.join(files, packaging[0]!), '-C', tree, '--no-same-owner'], { cwd: files });
}

async function applyPatches(tree: string): Promise<void> {
  const lines = readFileSync(path.join(tree, 'debian/patches/series'), 'utf8')
    .split('\n')
    .map((line) => line.trim());
  const patches = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const name of patches.filter((patch) => !leftOut.test(patch))) {
    await mustRun('patch', ['-s', '-p1', '-i', path.join('debian/patches', name)], { cwd: tree });
  }
}

/** Asterisk wants to download its SIP library; Debian brings it along and makes the file that is asked for. */
async function bundlePjproject(tree: string): Promise<void> {
  const makefile = readFileSync(path.join(tree, 'Xpjproject/version.mak'), 'utf8');
  const number = (name: string): string =>
    new RegExp(`^export PJ_VERSION_${name}\\s*:=\\s*(\\d*)`, 'm').exec(makefile)?.[1] ?? '';
  const name = `pjproject-${['MAJOR', 'MINOR', 'REV']
    .map(number)
    .filter((part) => part !== '')
    .join('.')}`;
  const place = path.join(tree, 'debian/build-pjproject');
  mkdirSync(place, { recursive: true });
  symlinkSync('../../Xpjproject', path.join(place, name));
  const sum = path.join(tree, `third-party/pjproject/${name}.tar.bz2.md5`);
  await mustRun(
    'tar',
    ['-cjf', `${name}.tar.bz2`, ...readdirSync(path.join(place, name)).map((entry) => `${name}/${entry}`)],
    { cwd: place },
  );
  writeFileSync(sum, await mustRun('md5sum', [`${name}.tar.bz2`], { cwd: place }));
}

function copyParts(from: string, tree: string): void {
  for (const name of ['codecs', 'formats', 'include', 'res']) {
    const part = path.join(from, name);
    if (readdirSync(from).includes(name)) cpSync(part, path.join(tree, name), { recursive: true });
  }
}

const unexpected = (what: string): RuntimeTrouble =>
  new RuntimeTrouble(
    `Debian's source package of Asterisk is not laid out as expected: it ${what}.`,
    "Please report this; Bahu runs on with Debian's own program.",
  );
