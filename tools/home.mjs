// @ts-check
/**
 * Where data and the private Asterisk live, and as whom PostgreSQL and Asterisk run. Both refuse, or should refuse, to run as root,
 * so as root they get a service user; when that user cannot reach the project (a clone below /root) the folders move to /var/lib/bahu.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Trouble } from './progress.mjs';

/** The project's root folder. */
export const project = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/**
 * @typedef {object} ServiceUser
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 *
 * @typedef {object} Home
 * @property {string} data everything that must not be lost: database, recordings, logs, certificates
 * @property {string} runtime the private Asterisk and the prompts: can be made again
 * @property {ServiceUser | undefined} user as whom the children run when we are root
 */

/**
 * Decides both folders and the service user, and makes the folders. `BAHU_DATA`, `BAHU_RUNTIME` and `BAHU_USER` overrule.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Home}
 */
export function decideHome(env = process.env) {
  const user = process.getuid?.() === 0 ? serviceUser(env.BAHU_USER) : undefined;
  const base = user && !canEnter(user, project) ? join('/var/lib/bahu', fingerprint(project)) : project;
  const isOwnBase = base !== project;
  const data = resolve(env.BAHU_DATA ?? join(base, isOwnBase ? 'data' : '.data'));
  const runtime = resolve(env.BAHU_RUNTIME ?? join(base, isOwnBase ? 'runtime' : '.runtime'));
  for (const folder of [data, runtime]) makeFolder(folder, user);
  return { data, runtime, user };
}

/**
 * Settings that the server and the other tools read, for a child of the launcher.
 * @param {Home} home
 * @returns {Record<string, string>}
 */
export function homeSettings({ data, runtime, user }) {
  const folders = { BAHU_DATA: data, BAHU_RUNTIME: runtime };
  return user ? { ...folders, BAHU_USER: user.name, BAHU_UID: String(user.uid), BAHU_GID: String(user.gid) } : folders;
}

/** @param {string} path */
const fingerprint = (path) => createHash('sha256').update(path).digest('hex').slice(0, 8);

/**
 * The owner of the project when that is not root, else an existing `postgres`, else `bahu` (made if need be), else `nobody`.
 * @param {string | undefined} wanted
 * @returns {ServiceUser}
 */
function serviceUser(wanted) {
  const users = knownUsers();
  if (wanted !== undefined) {
    const user = users.find(({ name }) => name === wanted);
    if (!user) throw new Trouble(`BAHU_USER names ${wanted}, which is no user of this system.`, `Create it with: useradd --system ${wanted}`);
    return user;
  }
  const owner = statSync(project).uid;
  const user = users.find(({ uid }) => uid === owner && uid !== 0) ?? users.find(({ name }) => name === 'postgres')
    ?? users.find(({ name }) => name === 'bahu') ?? createdUser() ?? users.find(({ name }) => name === 'nobody');
  if (!user) throw new Trouble('PostgreSQL must not run as root and no other user exists.', 'Create one with: useradd --system bahu');
  return user;
}

/** @returns {ServiceUser | undefined} the system user `bahu`, if this system lets us make it */
function createdUser() {
  const made = spawnSync('useradd', ['--system', '--user-group', '--home-dir', '/var/lib/bahu', '--shell', '/usr/sbin/nologin', 'bahu']);
  return made.status === 0 ? knownUsers().find(({ name }) => name === 'bahu') : undefined;
}

/** @returns {ServiceUser[]} */
function knownUsers() {
  return readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':')).filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/**
 * @param {ServiceUser} user
 * @param {string} folder
 */
function canEnter({ uid, gid }, folder) {
  return spawnSync('test', ['-x', folder], { uid, gid, cwd: '/' }).status === 0;
}

/**
 * @param {string} folder
 * @param {ServiceUser | undefined} user
 */
function makeFolder(folder, user) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (user && statSync(folder).uid === 0) chownSync(folder, user.uid, user.gid);
    if (!user) probe(folder);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new Trouble(`${folder} belongs to another user.`, `Start as that user, or choose folders of your own with BAHU_DATA and BAHU_RUNTIME.`);
  }
}

/** @param {string} folder */
function probe(folder) {
  const { status } = spawnSync('test', ['-w', folder]);
  if (status !== 0) throw Object.assign(new Error(`${dirname(folder)} cannot be written to`), { code: 'EACCES' });
}
