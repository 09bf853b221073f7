/** Puts an instance's configuration on disk, with the folders that Asterisk expects. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { renderConfiguration } from '../configuration.ts';
import type { InstancePlaces } from '../configuration/core.ts';
import { OptionError, type InstanceOptions } from '../options.ts';

export interface PreparedInstance {
  /** The file that Asterisk is started with; names the instance among all processes. */
  configurationFile: string;
  places: InstancePlaces;
  /** Changes when any file of the configuration does. */
  hash: string;
}

/** Unix socket addresses hold 108 bytes; the rest is for the names of the sockets. */
const longestRunFolder = 90;

/**
 * Writes the configuration. Throws OptionError for options that it cannot hold, and what the file system throws.
 * A running instance does not notice: Asterisk reads its files when it starts.
 */
export function prepareInstance(options: InstanceOptions): PreparedInstance {
  const places = placesOf(options);
  const files = renderConfiguration(options, places);
  makeFolders(options, places);
  for (const stale of readdirSync(places.configuration)) rmSync(path.join(places.configuration, stale));
  for (const [name, text] of Object.entries(files))
    writeFileSync(path.join(places.configuration, name), text, { mode: 0o600 });
  if (options.user) giveTo(options.user, options, places);
  return { configurationFile: path.join(places.configuration, 'asterisk.conf'), places, hash: hashOf(files) };
}

function placesOf({ runtime, folder }: InstanceOptions): InstancePlaces {
  const installed = readRuntime(runtime);
  return {
    configuration: path.join(folder, 'etc'),
    run: runFolder(folder),
    logs: path.join(folder, 'log'),
    state: path.join(folder, 'state'),
    data: path.join(folder, 'data'),
    spool: path.join(folder, 'spool'),
    modules: installed.modules,
  };
}

const runFolder = (folder: string): string => {
  const inside = path.join(folder, 'run');
  if (Buffer.byteLength(inside) <= longestRunFolder) return inside;
  return path.join(tmpdir(), `bahu-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
};

/** Where the installer put the parts of Asterisk; see `runtime/layout.mjs`. */
function readRuntime(runtime: string): { modules: string; data: string } {
  const stamp: unknown = JSON.parse(readFileSync(path.join(runtime, 'runtime.json'), 'utf8'));
  if (typeof stamp !== 'object' || stamp === null || !('modulesFolder' in stamp) || !('dataFolder' in stamp)) {
    throw new OptionError(`not an installed runtime: ${runtime}`);
  }
  return {
    modules: path.resolve(runtime, String(stamp.modulesFolder)),
    data: path.resolve(runtime, String(stamp.dataFolder)),
  };
}

function makeFolders(options: InstanceOptions, places: InstancePlaces): void {
  const inside = ['db', 'keys', 'agi', 'cache'].map((name) => path.join(places.state, name));
  const spool = ['recording', 'monitor', 'tmp'].map((name) => path.join(places.spool, name));
  for (const folder of [places.configuration, places.run, places.logs, places.data, ...inside, ...spool])
    mkdirSync(folder, { recursive: true });
  chmodSync(places.run, 0o700);
  link(path.join(readRuntime(options.runtime).data, 'documentation'), path.join(places.data, 'documentation'));
  link(options.soundsFolder, path.join(places.data, 'sounds'));
}

function link(target: string, place: string): void {
  rmSync(place, { force: true, recursive: true });
  symlinkSync(target, place);
}

/** What Asterisk itself writes later is its own already; recordings may be many and are not walked through. */
function giveTo(user: { uid: number; gid: number }, options: InstanceOptions, places: InstancePlaces): void {
  const own = (entry: string): void => chownSync(entry, user.uid, user.gid);
  const spool = ['', 'recording', 'monitor', 'tmp'].map((name) => path.join(places.spool, name));
  for (const folder of [options.folder, places.data, ...spool]) own(folder);
  for (const folder of [places.configuration, places.run, places.logs, places.state]) {
    own(folder);
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) own(path.join(folder, name));
  }
}

const hashOf = (files: Record<string, string>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(files)))
    .digest('hex');
