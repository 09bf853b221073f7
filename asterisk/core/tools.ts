/**
 * What a build needs: a compiler with its helpers, those of the machine or private ones, and the libraries that the modules run with. Both
 * come from Debian packages that are only unpacked, so no root is needed and the machine stays as it is.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fetchPackages, machineArchive, privateApt } from '../runtime/apt.mjs';
import { mustRun, pipe, run } from '../runtime/command.mjs';
import { RuntimeTrouble } from '../runtime/trouble.mjs';

type Say = (text: string) => void;

export interface Architecture {
  debian: string;
  triplet: string;
  loader: string;
}

/** Program → the Debian package that brings it. */
const programs = {
  gcc: 'gcc',
  'g++': 'g++',
  make: 'make',
  ld: 'binutils',
  ar: 'binutils',
  strip: 'binutils',
  'pkg-config': 'pkg-config',
  patch: 'patch',
  bzip2: 'bzip2',
  xz: 'xz-utils',
  awk: 'mawk',
  sed: 'sed',
  grep: 'grep',
} as const;

/** What the core is compiled against; the runtime's modules were compiled against the same. */
const libraries = `
  libc6-dev libcrypt-dev libedit-dev libjansson-dev libsqlite3-dev uuid-dev libxml2-dev libssl-dev libncurses-dev zlib1g-dev libsrtp2-dev libopus-dev
  libcap-dev liburiparser-dev libxslt1-dev
`
  .trim()
  .split(/\s+/);
/** Headers and libraries do not need the programs and the bases of packages that they are said to depend on. */
const notLibraries = /^(pkg-?conf|libpkgconf|libc-gconv|openssl-provider|perl|libperl|dpkg)/;

/** The machine's own C library runs the tools, and what they build gets that of the private root: a second one would be found first. */
const notTools =
  /^(libc6|libc6-dev|libc-bin|libc-dev-bin|libcrypt-dev|linux-libc-dev|perl.*|libperl.*|dpkg.*|libdpkg.*)$/;

/** Programs that are missing on this machine. */
async function missingPrograms(env: NodeJS.ProcessEnv): Promise<string[]> {
  const checks = await Promise.all(
    Object.keys(programs).map(async (name) => {
      const { code } = await run('sh', ['-c', `command -v "${name}"`], { env });
      return code === 0 ? [] : [name];
    }),
  );
  return checks.flat();
}

/**
 * A PATH on which every program of the build is found: the machine's own, and before it private ones for what is missing.
 * Throws RuntimeTrouble when they cannot be had either.
 */
export async function findTools(
  folder: string,
  architecture: Architecture,
  env: NodeJS.ProcessEnv,
  say: Say,
): Promise<string> {
  const own = env['PATH'] ?? '/usr/bin:/bin';
  const missing = await missingPrograms({ ...env, PATH: own });
  if (missing.length === 0) return own;
  say(`this machine has no ${missing.join(', ')}: getting private ones`);
  const names = new Set(missing.map((name) => programs[name as keyof typeof programs]));
  const bin = await unpackTools(folder, architecture, [...names], say);
  const found = `${bin}:${own}`;
  const still = await missingPrograms({ ...env, PATH: found });
  if (still.length > 0) throw noTools(still);
  return found;
}

const noTools = (missing: readonly string[]): RuntimeTrouble =>
  new RuntimeTrouble(
    `The media server cannot be built here: this machine has no ${missing.join(', ')}, and Debian's packages did not bring them.`,
    'Install the compiler as root (apt-get install build-essential pkg-config), then run npm run media-server.',
  );

/** Programs of the machine's own suite, so that they run with the machine's own C library. */
async function unpackTools(
  folder: string,
  { debian, triplet }: Architecture,
  names: string[],
  say: Say,
): Promise<string> {
  const { mirror, own } = await machineArchive();
  const env = privateApt(path.join(folder, 'apt'), mirror, own[0] ?? 'stable', debian);
  await mustRun('apt-get', ['update', '-qq'], { env });
  await fetchInto(folder, env, names, (name) => !notTools.test(name), say);
  const bin = path.join(folder, 'bin');
  const usr = path.join(folder, 'unpacked/usr');
  mkdirSync(bin);
  for (const name of readdirSync(path.join(usr, 'bin'))) {
    // The paths of libraries reach these programs alone: what they build must not find them.
    script(path.join(bin, name), [
      `LD_LIBRARY_PATH=${quoted(path.join(usr, 'lib', triplet))} exec ${quoted(path.join(usr, 'bin', name))} "$@"`,
    ]);
  }
  return bin;
}

async function fetchInto(
  folder: string,
  env: NodeJS.ProcessEnv,
  names: readonly string[],
  isWanted: (name: string) => boolean,
  say: Say,
): Promise<void> {
  const files = path.join(folder, 'files');
  mkdirSync(files, { recursive: true });
  const fetched = await fetchPackages(env, files, say, { names, isWanted });
  await unpackInto(
    path.join(folder, 'unpacked'),
    fetched.map((name) => path.join(files, name)),
  );
}

async function unpackInto(folder: string, files: readonly string[]): Promise<void> {
  mkdirSync(path.join(folder, 'usr/lib'), { recursive: true });
  // Whether a package of before or after the merge of /lib and /usr/lib, both names lead to the same place.
  for (const name of ['lib', 'lib64', 'bin', 'sbin']) {
    mkdirSync(path.join(folder, 'usr', name), { recursive: true });
    if (!existsSync(path.join(folder, name))) symlinkSync(`usr/${name}`, path.join(folder, name));
  }
  const leaveOut = ['doc', 'man', 'locale', 'info'].map((name) => `--exclude=./usr/share/${name}`);
  for (const file of files) {
    await pipe(
      ['dpkg-deb', '--fsys-tarfile', file],
      ['tar', '-x', '-C', folder, '--no-same-owner', '--keep-directory-symlink', ...leaveOut],
      folder,
    );
  }
}

/** A root folder with the libraries of the runtime's own suite and their headers. Returns its path. */
export async function fetchLibraries(folder: string, env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  await fetchInto(folder, env, libraries, (name) => !notLibraries.test(name), say);
  return path.join(folder, 'unpacked');
}

/**
 * The environment in which the source is configured and made: its compiler sees the private libraries and no others, and what it
 * builds to try something out runs with their C library.
 */
export function buildEnvironment(
  folder: string,
  root: string,
  { triplet, loader }: Architecture,
  searchPath: string,
): NodeJS.ProcessEnv {
  const inRoot = path.join(root, 'usr/lib', triplet);
  const compiler = (name: string, libraries: string): string => {
    const file = path.join(folder, `private-${name}`);
    // An old-fashioned run path counts for the libraries of libraries as well. The core gets none: the runtime says where its libraries are.
    const running = `-Wl,--dynamic-linker=${quoted(path.join(inRoot, loader))} -Wl,-rpath,${quoted(inRoot)} -Wl,--disable-new-dtags`;
    const gcc = `exec gcc --sysroot=${quoted(root)}`;
    script(file, [
      `case " $* " in *" -o asterisk "*) ${gcc} "$@"${libraries} ;; *) ${gcc} ${running} "$@"${libraries} ;; esac`,
    ]);
    return file;
  };
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  return {
    PATH: searchPath,
    HOME: folder,
    TMPDIR: temporary,
    LC_ALL: 'C',
    CC: compiler('cc', ''),
    CXX: compiler('c++', ' -lstdc++'),
    PKG_CONFIG_SYSROOT_DIR: root,
    PKG_CONFIG_LIBDIR: `${inRoot}/pkgconfig:${root}/usr/share/pkgconfig`,
    // As Debian hardens its own build.
    CFLAGS: '-O2 -fno-partial-inlining -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2',
    LDFLAGS: '-Wl,--as-needed -Wl,-z,relro -Wl,-z,now',
    ...proxies(),
  };
}

const proxies = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(https?|no)_proxy$/i.test(name)));

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function script(file: string, lines: readonly string[]): void {
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}
