// @ts-check
/** What `npm start` and `npm test` install and build before anything runs. Each step looks first whether its work is done already. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCore, readFailure } from '../asterisk/core/layout.mjs';
import { run } from './child.mjs';
import { project } from './home.mjs';
import { startMediaBuild } from './media-build.mjs';
import { say, Trouble } from './progress.mjs';

const freshBytes = 1.5e9;
const runningBytes = 0.2e9;

/** @returns {string} what the machine is; throws Trouble when Bahu cannot run here */
export function checkSystem() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Trouble(
      `Bahu does not run on ${process.platform} ${process.arch}.`,
      'Use Linux on x86-64 or ARM64, for example Debian 12, also in a virtual machine.',
    );
  }
  const isInstalled = existsSync(join(project, 'node_modules'));
  const { bavail, bsize } = statfsSync(project);
  if (bavail * bsize < (isInstalled ? runningBytes : freshBytes)) {
    const room = isInstalled ? '200 MB' : '1.5 GB';
    throw new Trouble(`The disk of ${project} is nearly full.`, `Free at least ${room} and run the command again.`);
  }
  return `Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

/**
 * Installs what the lock file says. Not by `npm ci`: that refuses a lock file without the binaries for other systems, which npm itself
 * leaves out when a mirror does not carry them.
 * @returns {Promise<string>}
 */
export async function installPackages() {
  const lock = join(project, 'package-lock.json');
  const stamp = join(project, 'node_modules/.bahu-lock');
  const wanted = digest(readFileSync(lock));
  if (textOf(stamp) === wanted || isNewer(join(project, 'node_modules/.package-lock.json'), lock)) return 'up to date';
  await requireRegistry();
  const { code, output } = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund'], { cwd: project });
  if (code !== 0) throw npmTrouble(output);
  writeFileSync(stamp, wanted);
  return 'installed';
}

/** Without a network npm itself tries for many minutes. */
async function requireRegistry() {
  const { code, output } = await run('npm', ['ping', '--fetch-retries=1', '--fetch-timeout=15000'], { cwd: project });
  if (code !== 0 && networkTroubles.test(output)) throw npmTrouble(output);
}

const networkTroubles =
  /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|CERT_|SELF_SIGNED/;

/** @param {string} output */
function npmTrouble(output) {
  if (networkTroubles.test(output)) {
    return new Trouble(
      'npm cannot reach its registry.',
      'Check the network and the proxy of this machine, then run the command again; what is downloaded is kept.',
    );
  }
  if (/ENOSPC/.test(output)) return new Trouble('The disk is full.', 'Free at least 1.5 GB and run the command again.');
  if (/EACCES|EPERM/.test(output)) {
    return new Trouble(
      'npm may not write to this folder.',
      `Give ${project} to the user who starts, or start as its owner.`,
    );
  }
  say(output);
  return new Trouble(
    'npm could not install the packages.',
    'Its last words are above; run npm install by hand to see all of them.',
  );
}

/**
 * @param {import('./home.mjs').Home} home
 * @returns {Promise<string>}
 */
export async function installRuntime({ runtime }) {
  const installer = await import('../asterisk/install.mjs');
  const { version, installed } = await installer.installRuntime({ folder: runtime, say: detail });
  return `${version}, ${installed ? 'installed' : 'up to date'}`;
}

/**
 * Builds the core of the media server, unless that is done. Takes about three minutes.
 * @param {import('./home.mjs').Home} home
 * @returns {Promise<string>} throws Trouble that says why it cannot be built here
 */
export async function buildMediaServer({ runtime }) {
  if (readCore(runtime).kind === 'built') return 'up to date';
  const build = startMediaBuild(runtime);
  const stop = () => void build.stop();
  for (const signal of signals) process.once(signal, stop);
  const code = await build.ended;
  for (const signal of signals) process.off(signal, stop);
  if (code === 0) return 'built';
  const { message, advice } = readFailure(runtime) ?? {
    message: 'The media server was not built.',
    advice: 'Its last words are above.',
  };
  throw new Trouble(message, advice);
}

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Imported late, for it needs the npm packages.
 * @param {import('./home.mjs').Home} home
 * @returns {Promise<string | void>}
 */
export async function makePrompts({ runtime }) {
  const prompts = await import('../asterisk/prompts.mjs');
  return prompts.buildPrompts({ folder: join(runtime, 'prompts'), say: detail });
}

/** @param {string} line */
const detail = (line) => say(`      ${line}`);

/** @returns {Promise<string>} */
export async function buildWeb() {
  const stamp = join(project, 'web/dist/.sources');
  const wanted = sourcesDigest(['web', 'contract', 'domain', 'package-lock.json']);
  if (textOf(stamp) === wanted) return 'up to date';
  const vite = join(project, 'node_modules/vite/bin/vite.js');
  const { code, output } = await run(process.execPath, [vite, 'build'], { cwd: join(project, 'web') });
  if (code !== 0) {
    say(output);
    throw new Trouble(
      'The web application does not build.',
      'The reason is above. On an unchanged clone this is a defect: please report it.',
    );
  }
  writeFileSync(stamp, wanted);
  return 'built';
}

/** @param {readonly string[]} paths folders and files of the project */
function sourcesDigest(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesOf)) hash.update(file).update(readFileSync(join(project, file)));
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!statSync(join(project, path)).isDirectory()) return [path];
  const names = readdirSync(join(project, path)).filter(
    (name) => !['node_modules', 'dist'].includes(name) && !name.startsWith('.'),
  );
  return names.toSorted().flatMap((name) => filesOf(`${path}/${name}`));
}

/** @param {Buffer} bytes */
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {string} file */
const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/**
 * @param {string} file
 * @param {string} other
 */
const isNewer = (file, other) => existsSync(file) && statSync(file).mtimeMs >= statSync(other).mtimeMs;
