/** A whole Bahu for tests: the real server as a process of its own, with its own PostgreSQL and Asterisk, in a folder and on ports of its own. */
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { testFolder } from '@bahu/asterisk/test-leftovers.ts';
import { hashPassword } from '@bahu/server/kernel/auth/passwords.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@bahu/server/postgres/embedded-postgres.ts';
import { migrate } from '@bahu/server/kernel/migrate.ts';
import { openSecrets } from '@bahu/server/kernel/secrets.ts';
import { AriClient } from '@bahu/server/telephony/ari/client.ts';
import { createLog } from '@bahu/server/kernel/log.ts';
import { ServerProcess } from './server-process.ts';
import { createSmallTenant, sitePassword, type SmallTenant, type SmallTenantOptions } from './small-tenant.ts';

const project = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** The runtime that `npm test` installed; a machine may keep it elsewhere. */
export const runtimeFolder = process.env['BAHU_RUNTIME'] ?? path.join(project, '.runtime');

/**
 * Ports of one site: each site of a test run takes a block of its own, 2000 wide, below 32768, where the system takes ports for outgoing
 * connections from.
 */
export interface SitePorts {
  http: number;
  sip: number;
  ari: number;
  rtp: number;
  phonesSip: number;
  phonesAri: number;
  phonesRtp: number;
}
/** Bases stand 2000 apart, below the ports that the system hands out: two files run beside each other, and no sound takes the port of another site. */
export const portsFrom = (base: number): SitePorts => ({
  http: base,
  sip: base + 1,
  ari: base + 2,
  phonesSip: base + 3,
  phonesAri: base + 4,
  rtp: base + 100,
  phonesRtp: base + 1100,
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
  /** Ends PostgreSQL as an administrator would, or kills it, and has it back at the same address. */
  restartPostgres(signal?: 'SIGINT' | 'SIGKILL'): Promise<void>;
  /** Process id of the site's Asterisk. */
  asteriskPid(): number;
  stop(): Promise<void>;
  log(): string;
  /** What the engine noted, and what it knows of its endpoints. */
  asteriskLog(): Promise<string>;
}

export interface SiteOptions {
  ports: SitePorts;
  tenant: SmallTenantOptions;
  env?: Record<string, string>;
}

export async function startSite(options: SiteOptions): Promise<Site> {
  const folder = testFolder('site');
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
  const ari = new AriClient(
    { host: '127.0.0.1', port: options.ports.ari, user: 'bahu', password: secrets('ari') },
    createLog('error'),
  );
  const { ports, env = {} } = options;
  const server = new ServerProcess(folder, [], {
    BAHU_RUNTIME: runtimeFolder,
    BAHU_PORT: String(ports.http),
    BAHU_SIP_PORT: String(ports.sip),
    BAHU_ARI_PORT: String(ports.ari),
    BAHU_RTP: `${ports.rtp}-${ports.rtp + 999}`,
    BAHU_DEMO: 'off',
    ...env,
  });
  await server.start().catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${options.ports.http}`,
    folder,
    ports,
    tenant,
    ari,
    postgres,
    sql,
    pid: () => server.pid(),
    kill: () => server.kill(),
    start: () => server.start(),
    restartPostgres: async (signal = 'SIGINT') => {
      process.kill(Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), signal);
      await sleep(1500);
      await startEmbeddedPostgres({ dataFolder: folder, secrets });
    },
    asteriskPid: () => Number(readFileSync(path.join(folder, 'asterisk/run/asterisk.pid'), 'utf8')),
    log: () => server.log(),
    asteriskLog: async () =>
      [
        readFileSync(path.join(folder, 'asterisk/log/messages.log'), 'utf8'),
        readFileSync(path.join(folder, 'asterisk/log/security.log'), 'utf8'),
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
