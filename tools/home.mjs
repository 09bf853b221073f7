// @ts-check
/**
 * Where data and the private Asterisk live. Both stay in the project, with one exception: PostgreSQL refuses to run as root, so as root it
 * gets a service account, and when that account cannot enter the project (a clone below /root) both folders move to /var/lib/bahu,
 * with links to them in the project.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Trouble } from './progress.mjs';

/** The project's root folder. */
export const project = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/**
 * @typedef {object} Home
 * @property {string} data everything that must not be lost: database, recordings, logs, certificates
 * @property {string} runtime the private Asterisk and the prompts: can be made again
 */

/**
 * Decides both folders and makes them. `BAHU_DATA` and `BAHU_RUNTIME` overrule.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Home}
 */
export function decideHome(env = process.env) {
  const isRoot = process.getuid?.() === 0;
  const isReachable = !isRoot || canEnter(serviceAccount(), project);
  return {
    data: madeFolder(env.BAHU_DATA ?? placed('data', isReachable), 'BAHU_DATA'),
    runtime: madeFolder(env.BAHU_RUNTIME ?? placed('runtime', isReachable), 'BAHU_RUNTIME'),
  };
}

/**
 * The settings that the server and the other programs read, for a child of the launcher.
 * @param {Home} home
 * @returns {Record<string, string>}
 */
export const homeSettings = ({ data, runtime }) => ({ BAHU_DATA: data, BAHU_RUNTIME: runtime });

/**
 * @param {'data' | 'runtime'} name
 * @param {boolean} isReachable whether the service account may enter the project
 */
function placed(name, isReachable) {
  const inside = join(project, `.${name}`);
  if (isReachable || existsSync(inside)) return inside;
  const outside = join('/var/lib/bahu', createHash('sha256').update(project).digest('hex').slice(0, 8), name);
  mkdirSync(outside, { recursive: true, mode: 0o755 });
  symlinkSync(outside, inside);
  return outside;
}

/**
 * @param {string} folder
 * @param {string} setting
 */
function madeFolder(folder, setting) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EACCES' || code === 'EPERM') throw foreignFolder(folder, setting);
    throw error;
  }
  if (spawnSync('test', ['-w', folder]).status !== 0) throw foreignFolder(folder, setting);
  return realpathSync(folder);
}

/**
 * @param {string} folder
 * @param {string} setting
 */
function foreignFolder(folder, setting) {
  return new Trouble(
    `${folder} belongs to another user.`,
    `Start as that user, or choose a folder of your own: ${setting}=~/bahu npm start`,
  );
}

/**
 * @typedef {object} Account
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 */

/**
 * The account that PostgreSQL and Asterisk run under when we are root, in the order in which the server looks for it;
 * made when there is none.
 * @returns {Account}
 */
function serviceAccount() {
  const account = knownAccount('bahu') ?? knownAccount('postgres') ?? createdAccount() ?? knownAccount('nobody');
  if (!account) {
    throw new Trouble(
      'PostgreSQL cannot run as root and this system has no other account for it.',
      'Create one with: useradd --system bahu',
    );
  }
  return account;
}

function createdAccount() {
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--home-dir',
    '/var/lib/bahu',
    '--shell',
    '/usr/sbin/nologin',
    'bahu',
  ]);
  return knownAccount('bahu');
}

/**
 * @param {string} name
 * @returns {Account | undefined}
 */
function knownAccount(name) {
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
  return uid !== undefined && gid !== undefined ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/**
 * @param {Account} account
 * @param {string} folder
 */
function canEnter({ uid, gid }, folder) {
  return spawnSync('test', ['-x', folder], { uid, gid, cwd: '/' }).status === 0;
}
