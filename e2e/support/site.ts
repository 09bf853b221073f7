/** A whole Bahu for tests: the real server as a process of its own, with its own PostgreSQL and Asterisk, in a folder and on ports of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { hashPassword } from '@bahu/server/kernel/auth/passwords.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@bahu/server/kernel/embedded-postgres.ts';
import { migrate } from '@bahu/server/kernel/migrate.ts';
import { openSecrets } from '@bahu/server/kernel/secrets.ts';
import { AriClient } from '@bahu/server/telephony/ari/client.ts';
import { createLog } from '@bahu/server/kernel/log.ts';
import { createSmallTenant, sitePassword, type SmallTenant, type SmallTenantOptions } from './small-tenant.ts';

const project = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** The runtime that `npm test` installed; a machine may keep it elsewhere. */
export const runtimeFolder = process.env['BAHU_RUNTIME'] ?? path.join(project, '.runtime');

/**
 * Ports of one site: each site of a test run takes a block of its own, 2000 wide, below 32768, where the system takes ports for outgoing
 * connections from.
 */
export interface SitePorts { http: number; sip: number; ari: number; rtp: number; phonesSip: number; phonesAri: number; phonesRtp: number }
export const portsFrom = (base: number): SitePorts => ({
  http: base, sip: base + 1, ari: base + 2, phonesSip: base + 3, phonesAri: base + 4, rtp: base + 100, phonesRtp: base + 1100,
});

export interface Site {
  url: string;
  folder: string;
  ports: SitePorts;
  tenant: SmallTenant;
  ari: AriClient;
  postgres: EmbeddedPostgres;
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Process id of the server. */
  pid(): number;
  /** The server, without any chance to say goodbye. */
  kill(): Promise<void>;
  /** Starts it again and waits until it listens. */
  start(): Promise<void>;
  /** Ends PostgreSQL as an administrator would and has it back at the same address. */
  restartPostgres(): Promise<void>;
  /** Process id of the site's Asterisk. */
  asteriskPid(): number;
  stop(): Promise<void>;
  log(): string;
  /** What the engine noted, and what it knows of its endpoints. */
  asteriskLog(): Promise<string>;
}

export interface SiteOptions { ports: SitePorts; tenant: SmallTenantOptions; env?: Record<string, string> }

export async function startSite(options: SiteOptions): Promise<Site> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bahu-site-'));
  chmodSync(folder, 0o711);
  const secrets = openSecrets(path.join(folder, 'secrets.json'));
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, secrets });
  await migrate(postgres.urls);
  const sql = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => {
    const client = new Client({ connectionString: postgres.urls.owner });
    await client.connect();
    try {
      return (await client.query(text, values)).rows as Row[];
    } finally {
      await client.end();
    }
  };
  const tenant = await createSmallTenant(sql, await hashPassword(sitePassword), options.tenant);
  const ari = new AriClient({ host: '127.0.0.1', port: options.ports.ari, user: 'bahu', password: secrets('ari') }, createLog('error'));
  const server = new ServerProcess(folder, options);
  await server.start().catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${options.ports.http}`, folder, ports: options.ports, tenant, ari, postgres, sql,
    pid: () => server.pid(), kill: () => server.kill(), start: () => server.start(),
    restartPostgres: async () => {
      process.kill(Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGINT');
      await sleep(1500);
      await startEmbeddedPostgres({ dataFolder: folder, secrets });
    },
    asteriskPid: () => Number(readFileSync(path.join(folder, 'asterisk/run/asterisk.pid'), 'utf8')),
    log: () => readFileSync(path.join(folder, 'server.log'), 'utf8'),
    asteriskLog: async () => [
      readFileSync(path.join(folder, 'asterisk/log/messages.log'), 'utf8'), readFileSync(path.join(folder, 'asterisk/log/security.log'), 'utf8'),
      JSON.stringify(await ari.request('GET', '/endpoints/PJSIP').catch(String)),
    ].join('\n'),
    stop: async () => {
      await ari.close();
      await server.stop();
      await postgres.stop().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const startMs = 60_000;

class ServerProcess {
  private child: ChildProcess | null = null;
  private readonly folder: string;
  private readonly options: SiteOptions;

  constructor(folder: string, options: SiteOptions) {
    this.folder = folder;
    this.options = options;
  }

  pid(): number {
    if (!this.child?.pid) throw new Error('the server does not run');
    return this.child.pid;
  }

  async start(): Promise<void> {
    const { ports, env = {} } = this.options;
    const status = path.join(this.folder, 'run/server.json');
    rmSync(status, { force: true });
    mkdirSync(path.join(this.folder, 'run'), { recursive: true });
    const output = openSync(path.join(this.folder, 'server.log'), 'a');
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: project, stdio: ['ignore', output, output],
      env: {
        ...process.env, BAHU_DATA: this.folder, BAHU_RUNTIME: runtimeFolder, BAHU_PORT: String(ports.http), BAHU_SIP_PORT: String(ports.sip), BAHU_ARI_PORT: String(ports.ari),
        BAHU_RTP: `${ports.rtp}-${ports.rtp + 999}`, BAHU_DEMO: 'off', ...env,
      },
    });
    this.child = child;
    const deadline = performance.now() + startMs;
    while (!existsSync(status)) {
      if (child.exitCode !== null || performance.now() > deadline) throw new Error(`the server did not start:\n${readFileSync(path.join(this.folder, 'server.log'), 'utf8').slice(-3000)}`);
      await sleep(50);
    }
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    if (this.child?.exitCode === null && this.child.signalCode === null) await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child!;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
