/** The whole configuration, read once from the environment. Each setting is checked here and nowhere else. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './errors.ts';
import type { RateLimits } from './http/rate-limit.ts';
import type { LogLevel } from './log.ts';
import { readMediaConfig, type MediaConfig } from './media-config.ts';

const roles = ['api', 'engine', 'worker'] as const;
type Role = (typeof roles)[number];

export interface Config {
  /** Folder of everything that the installation keeps: database, recordings, secrets. */
  dataFolder: string;
  /** Folder of the built web application. */
  webFolder: string;
  /** Address and port of the one HTTP origin. */
  host: string;
  port: number;
  /** Certificate and key in PEM files, or null: then HTTPS with a generated certificate unless the address is loopback. */
  tls: { certFile: string; keyFile: string } | null;
  /** Further origins that may use the session cookie, e.g. of a proxy in front: `https://phone.example.com`. */
  origins: string[];
  /** Addresses of proxies in front of us, whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  /** An outside PostgreSQL instead of the embedded one: as owner of the schema and as the application's role. */
  database: { owner: string; app: string } | null;
  roles: ReadonlySet<Role>;
  logLevel: LogLevel;
  /** Whether the demo tenant is created, and the password of its users; null: the one of the manual, or a random one where others can reach us. */
  demo: { isWanted: boolean; password: string | null };
  media: MediaConfig;
  /** Requests a minute that are answered; 0 for no limit. */
  limits: RateLimits;
  /** Whether notices may go to addresses inside of our own network, and without TLS. */
  webhooksToPrivate: boolean;
  /** What a monitoring system must send as `Authorization: Bearer …` for `/metrics` from elsewhere; null: this machine only. */
  metricsToken: string | null;
  /** Key of the secrets in the database, where several machines share one; null: made once and kept in secrets.json. */
  encryptionKey: string | null;
  /** Version of the program as the web shows it. */
  version: string;
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration. `env` are the environment variables, `args` the program's arguments (`--roles=api,engine`).
 * @throws SetupError naming the setting that is wrong and what it may be.
 */
export function readConfig(env: Env, args: readonly string[] = []): Config {
  return {
    dataFolder: path.resolve(env['BAHU_DATA'] || path.join(root, '.data')),
    webFolder: path.resolve(env['BAHU_WEB'] || path.join(root, 'web/dist')),
    host: env['BAHU_HOST'] || '127.0.0.1',
    port: readPort(env, 'BAHU_PORT', 8800),
    tls: readTls(env),
    origins: readOrigins(env),
    trustedProxies: readList(env, 'BAHU_TRUSTED_PROXIES'),
    database: readDatabase(env),
    roles: readRoles(args),
    logLevel: readLogLevel(env),
    demo: { isWanted: env['BAHU_DEMO'] !== 'off', password: readDemoPassword(env) },
    media: readMediaConfig(env, root),
    limits: {
      key: readCount(env, 'BAHU_LIMIT_KEY', 600),
      session: readCount(env, 'BAHU_LIMIT_SESSION', 1200),
      address: readCount(env, 'BAHU_LIMIT_ADDRESS', 300),
      tenant: readCount(env, 'BAHU_LIMIT_TENANT', 12_000),
      userAtOnce: readCount(env, 'BAHU_LIMIT_USER_AT_ONCE', 16),
      tenantAtOnce: readCount(env, 'BAHU_LIMIT_TENANT_AT_ONCE', 64),
    },
    metricsToken: readToken(env, 'BAHU_METRICS_TOKEN'),
    encryptionKey: readToken(env, 'BAHU_ENCRYPTION_KEY'),
    webhooksToPrivate: env['BAHU_WEBHOOK_PRIVATE'] === 'on',
    version: (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version,
  };
}

/** The one that stands in the manual, for a demo that only this machine can reach. */
export const manualPassword = 'bahu-demo';

/** Whether others than this machine can reach us: by the address, or through a proxy. */
export const isExposed = ({
  host,
  origins,
  trustedProxies,
}: Pick<Config, 'host' | 'origins' | 'trustedProxies'>): boolean =>
  !isLoopback(host) ||
  trustedProxies.length > 0 ||
  origins.some((origin) => !isLoopback(new URL(origin).hostname.replace(/^\[|\]$/g, '')));

function readDemoPassword(env: Env): string | null {
  const given = env['BAHU_DEMO_PASSWORD'] || null;
  if (given !== manualPassword) return given;
  const isOpen = isExposed({
    host: env['BAHU_HOST'] || '127.0.0.1',
    origins: readOrigins(env),
    trustedProxies: readList(env, 'BAHU_TRUSTED_PROXIES'),
  });
  if (isOpen)
    throw new SetupError(
      `BAHU_DEMO_PASSWORD is ${manualPassword}, which everybody knows, and others can reach this server: choose another one, or none for a random one.`,
    );
  return given;
}

/** Whether an address is of this machine only. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

function readPort(env: Env, name: string, standard: number): number {
  const text = env[name];
  if (!text) return standard;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new SetupError(`${name} must be a port from 0 to 65535, not "${text}".`);
  return port;
}

function readToken(env: Env, name: string): string | null {
  const text = env[name];
  if (!text) return null;
  if (text.length < 16) throw new SetupError(`${name} must have at least 16 characters.`);
  return text;
}

function readCount(env: Env, name: string, standard: number): number {
  const text = env[name];
  if (!text) return standard;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0)
    throw new SetupError(`${name} must be a whole number, 0 for no limit, not "${text}".`);
  return count;
}

function readTls(env: Env): Config['tls'] {
  const certFile = env['BAHU_TLS_CERT'];
  const keyFile = env['BAHU_TLS_KEY'];
  if (!certFile && !keyFile) return null;
  if (!certFile || !keyFile)
    throw new SetupError(
      'BAHU_TLS_CERT and BAHU_TLS_KEY belong together: set both, or neither for a generated certificate.',
    );
  return { certFile, keyFile };
}

const readList = (env: Env, name: string): string[] =>
  (env[name] ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean);

function readOrigins(env: Env): string[] {
  const texts = readList(env, 'BAHU_ORIGINS');
  for (const text of texts) {
    if (!URL.canParse(text) || new URL(text).origin !== text)
      throw new SetupError(`BAHU_ORIGINS must list origins like https://phone.example.com, not "${text}".`);
  }
  return texts;
}

function readDatabase(env: Env): Config['database'] {
  const owner = env['DATABASE_URL'];
  const app = env['DATABASE_APP_URL'];
  if (!owner && !app) return null;
  if (!owner || !app)
    throw new SetupError(
      'DATABASE_URL (owner of the schema) and DATABASE_APP_URL (role bahu_app) belong together: set both, or neither for the embedded database.',
    );
  return { owner, app };
}

function readRoles(args: readonly string[]): ReadonlySet<Role> {
  const given = args.find((arg) => arg.startsWith('--roles='))?.slice('--roles='.length);
  if (given === undefined) return new Set(roles);
  const chosen = given.split(',');
  for (const role of chosen) {
    if (!roles.some((known) => known === role))
      throw new SetupError(`--roles takes ${roles.join(', ')} with commas between, not "${role}".`);
  }
  return new Set(roles.filter((role) => chosen.includes(role)));
}

function readLogLevel(env: Env): LogLevel {
  const text = env['BAHU_LOG'] || 'info';
  const level = logLevels.find((known) => known === text);
  if (!level) throw new SetupError(`BAHU_LOG must be one of ${logLevels.join(', ')}, not "${text}".`);
  return level;
}
