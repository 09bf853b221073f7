// @ts-check
/**
 * Finds Asterisk in a Debian archive and fetches it with what it needs, without touching the packages of this machine: apt runs with a
 * state, a cache and a source of its own. The mirror comes from the machine's own configuration.
 */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { isNetworkTrouble, mustRun, run } from './command.mjs';
import { diskFull, noNetwork, noPackages, noSuite } from './trouble.mjs';
import { isNewEnough, versionIn } from './version.mjs';

/** Suites that carry Asterisk 22, the calmest first; then whatever this machine itself uses. */
export const suites = ['forky', 'sid', 'testing', 'unstable'];

const keyrings = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp'];

/** Beginnings of the names of packages that only serve the installation of packages, other sound files, or modules that we do not load. */
const unwanted = `
  asterisk-core-sounds asterisk-moh libicu libcodec2 libperl perl libsnmp snmp libglib2 libgmime libgnutls
  libhogweed libnettle libgcrypt libgpg gnupg gpg dirmngr pinentry libassuan libksba libnpth libp11 libtasn1
  libffi passwd login adduser debconf base-passwd libdebconf libpam libaudit libsemanage libsepol libselinux
  libblkid libmount libcap-ng libdb5 libgdbm libsamplerate libunbound libevent libgmp libasound libportaudio
  libjack libpci pci.ids libsensors libudev libical libneon libiksemel libntlm libsybdb freetds libradcli
  liblua libnl- libwrap libreadline readline libc-gconv openssl-provider tzdata libresample libvorbis libpcre2
  gcc- libatomic libacl libbz2 libtiff libjpeg libwebp libsharpyuv libdeflate libjbig liblerc libspandsp libpq
  libodbc libcurl libldap libsasl2 libssh2 libnghttp libngtcp2 librtmp libpsl libbrotli libidn2 libopencore
  libvo-amrwbenc
`
  .trim()
  .split(/\s+/);

/** @returns {Promise<boolean>} whether this machine has what it takes to unpack Debian packages */
export async function hasApt() {
  const outcomes = await Promise.all([
    run('apt-get', ['--version']),
    run('dpkg-deb', ['--version']),
    run('tar', ['--version']),
  ]);
  return outcomes.every(({ code }) => code === 0);
}

/**
 * The Debian archive and the suites that this machine's own apt uses.
 * @returns {Promise<{ mirror: string, own: string[] }>}
 */
export async function machineArchive() {
  const { output } = await run('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI) $(RELEASE)',
    'Created-By: Packages',
  ]);
  const sources = output
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter(([uri]) => /^https?:\/\/.*\/debian\/?$/.test(uri ?? ''));
  const mirror = sources[0]?.[0];
  if (!mirror) throw noPackages();
  return { mirror, own: sources.flatMap(([, suite]) => suite ?? []) };
}

/**
 * A private apt that knows one suite.
 * @param {string} folder of its own, for state and cache
 * @param {string} mirror
 * @param {string} suite
 * @param {string} architecture as Debian names it
 * @param {{ withSource?: boolean }} [options] whether it knows source packages too
 * @returns {NodeJS.ProcessEnv} the environment that makes every apt command use it
 */
export function privateApt(folder, mirror, suite, architecture, { withSource = false } = {}) {
  for (const part of ['state/lists/partial', 'cache/archives/partial', 'sources', 'preferences'])
    mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'state/status'), '');
  const keyring = keyrings.find((path) => existsSync(path));
  const signed = keyring ? `signed-by=${keyring}` : '';
  const source = withSource ? `deb-src ${signed ? `[${signed}] ` : ''}${mirror} ${suite} main\n` : '';
  writeFileSync(
    join(folder, 'sources/suite.list'),
    `deb [${signed} arch=${architecture}] ${mirror} ${suite} main\n${source}`,
  );
  const settings = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': join(folder, 'state/status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': join(folder, 'sources'),
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': join(folder, 'preferences'),
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': userInfo().username,
    'APT::Update::Error-Mode': 'any',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled': 'false',
  };
  const file = join(folder, 'apt.conf');
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name} "${value}";\n`)
      .join(''),
  );
  return { ...process.env, APT_CONFIG: file };
}

/**
 * Looks through the suites in order.
 * @param {string} folder for apt's state
 * @param {string} architecture
 * @param {(text: string) => void} say
 * @returns {Promise<{ suite: string, version: string, env: NodeJS.ProcessEnv }>}
 */
export async function findSuite(folder, architecture, say) {
  const { mirror, own } = await machineArchive();
  const candidates = [...new Set([...suites, ...own])];
  for (const suite of candidates) {
    const env = privateApt(folder, mirror, suite, architecture);
    say(`reading the package index of ${suite}`);
    const { code, output } = await run('apt-get', ['update', '-qq'], { env });
    if (/No space left on device/.test(output)) throw diskFull(folder);
    if (code !== 0 && isNetworkTrouble(output)) throw noNetwork();
    const policy = await run('apt-cache', ['policy', 'asterisk'], { env });
    const version = versionIn(/Candidate: (\S+)/.exec(policy.output)?.[1] ?? '');
    if (version !== undefined && isNewEnough(version)) return { suite, version, env };
  }
  throw noSuite(candidates);
}

/** Whether a package is one of those that Asterisk runs with. @param {string} name */
export const isWantedToRun = (name) => !unwanted.some((beginning) => name.startsWith(beginning));

/**
 * Fetches packages with what they need.
 * @param {NodeJS.ProcessEnv} env of the private apt
 * @param {string} folder for the packages
 * @param {(text: string) => void} say
 * @param {{ names: readonly string[], isWanted: (name: string) => boolean }} which those asked for, and which of what they need is taken
 * @returns {Promise<string[]>} file names
 */
export async function fetchPackages(env, folder, say, { names, isWanted }) {
  const list = await mustRun('apt-get', ['install', '--print-uris', '-y', '-qq', '--no-install-recommends', ...names], {
    env,
    cwd: folder,
  });
  const wanted = [...list.matchAll(/^'\S+' ([^\s_]+)_\S+ (\d+)/gm)]
    .map(([, name = '', size]) => ({ name, size: Number(size) }))
    .filter(({ name }) => isWanted(name));
  const total = wanted.reduce((sum, { size }) => sum + size, 0);
  say(`downloading ${wanted.length} packages, ${megabytes(total)} MB`);
  const progress = setInterval(() => say(`${megabytes(sizeOf(folder))} of ${megabytes(total)} MB`), 3000);
  try {
    await mustRun('apt-get', ['download', '-qq', ...wanted.map(({ name }) => name)], { env, cwd: folder });
  } finally {
    clearInterval(progress);
  }
  return debsIn(folder);
}

/** @param {string} folder */
export const debsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.deb'))
    .sort();

/** @param {string} folder */
const sizeOf = (folder) => debsIn(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

/** @param {number} bytes */
const megabytes = (bytes) => Math.round(bytes / 1e6);
