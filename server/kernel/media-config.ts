/** Where the media server is, or how our own is set up. */
import path from 'node:path';
import { SetupError } from './errors.ts';

export interface MediaConfig {
  /** An Asterisk that stands elsewhere; its folders must be readable by us. Null: our own, supervised. */
  external: {
    ari: { host: string; port: number; user: string; password: string };
    voiceFolder: string;
    rawFolder: string;
    spoolFolder: string;
  } | null;
  /** Folder of the private runtime. */
  runtimeFolder: string;
  /** Address and port for SIP from carriers: loopback unless told otherwise. */
  sip: { address: string; port: number };
  /** Loopback port of the engine's HTTP server. */
  httpPort: number;
  rtp: { from: number; to: number };
  /** Where browsers reach our audio, when that is not the engine's own choice. */
  address: string | null;
  /** ICE candidates to be announced in place of others, e.g. for a browser on the same machine without a network. */
  iceHostCandidates: Record<string, string>;
  /** Calls at once; more are refused with 503 before they harm those that are up. */
  maxCalls: number;
  /** Ports of the simulated carrier (SIP on 127.0.0.2, HTTP on loopback) and its RTP range. */
  carrier: { sipPort: number; httpPort: number; rtp: { from: number; to: number } };
}

type Env = Readonly<Record<string, string | undefined>>;

/** @throws SetupError naming the setting that is wrong. */
export function readMediaConfig(env: Env, root: string): MediaConfig {
  return {
    external: readExternal(env),
    runtimeFolder: path.resolve(env['BAHU_RUNTIME'] || path.join(root, '.runtime')),
    sip: { address: env['BAHU_SIP_ADDRESS'] || '127.0.0.1', port: readNumber(env, 'BAHU_SIP_PORT', 5060, 65_535) },
    httpPort: readNumber(env, 'BAHU_ARI_PORT', 8801, 65_535),
    rtp: readRange(env, 'BAHU_RTP', { from: 10_000, to: 12_999 }),
    address: env['BAHU_MEDIA_ADDRESS'] || null,
    iceHostCandidates: readPairs(env, 'BAHU_ICE_HOST_CANDIDATES'),
    maxCalls: readNumber(env, 'BAHU_MAX_CALLS', 200, 10_000),
    carrier: {
      sipPort: readNumber(env, 'BAHU_CARRIER_SIP_PORT', 5062, 65_535),
      httpPort: readNumber(env, 'BAHU_CARRIER_HTTP_PORT', 8802, 65_535),
      rtp: readRange(env, 'BAHU_CARRIER_RTP', { from: 13_000, to: 14_999 }),
    },
  };
}

function readNumber(env: Env, name: string, standard: number, most: number): number {
  const text = env[name];
  if (!text) return standard;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new SetupError(`${name} must be a whole number from 1 to ${most}, not "${text}".`);
  return value;
}

function readRange(env: Env, name: string, standard: { from: number; to: number }): { from: number; to: number } {
  const text = env[name];
  if (!text) return standard;
  const [, from, to] = /^([0-9]+)-([0-9]+)$/.exec(text) ?? [];
  const range = { from: Number(from), to: Number(to) };
  if (!(range.from >= 1024 && range.to > range.from + 10 && range.to <= 65_535))
    throw new SetupError(`${name} must be a range of ports like 10000-12999, not "${text}".`);
  return range;
}

function readPairs(env: Env, name: string): Record<string, string> {
  const pairs = (env[name] ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('='));
  if (pairs.some((pair) => pair.length !== 2))
    throw new SetupError(`${name} must list pairs like 192.0.2.2=127.0.0.1.`);
  return Object.fromEntries(pairs as [string, string][]);
}

function readExternal(env: Env): MediaConfig['external'] {
  const text = env['BAHU_ARI'];
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const folders = ['BAHU_ASTERISK_VOICES', 'BAHU_ASTERISK_RECORDINGS', 'BAHU_ASTERISK_SPOOL'].map((name) => env[name]);
  if (!url?.username || !url.password || !url.port)
    throw new SetupError(
      'BAHU_ARI must be the address of an Asterisk with user and password, like http://user:password@192.0.2.10:8088.',
    );
  if (folders.some((folder) => !folder))
    throw new SetupError(
      'With BAHU_ARI set BAHU_ASTERISK_VOICES, BAHU_ASTERISK_RECORDINGS and BAHU_ASTERISK_SPOOL to its folders of prompts, of our recordings and its spool.',
    );
  const [voiceFolder, rawFolder, spoolFolder] = folders as [string, string, string];
  const ari = {
    host: url.hostname,
    port: Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  return { ari, voiceFolder, rawFolder, spoolFolder };
}
