/** A second server beside a site's own: same database, same Asterisk, an engine and an origin of its own. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { testFolder } from '@bahu/asterisk/test-leftovers.ts';
import { openSecrets } from '@bahu/server/kernel/secrets.ts';
import { ServerProcess } from './server-process.ts';
import { runtimeFolder, type Site } from './site.ts';

export interface Standby {
  url: string;
  server: ServerProcess;
  stop(): Promise<void>;
}

/** Starts it on a port of its own; it stands by as long as the site's server lives. */
export async function startStandby(site: Site, port: number): Promise<Standby> {
  const folder = testFolder('standby');
  const secrets = openSecrets(path.join(site.folder, 'secrets.json'));
  const engine = path.join(site.folder, 'asterisk');
  const server = new ServerProcess(folder, ['--roles=api,engine'], {
    BAHU_PORT: String(port),
    BAHU_DEMO: 'off',
    DATABASE_URL: site.postgres.urls.owner,
    DATABASE_APP_URL: site.postgres.urls.app,
    BAHU_ARI: `http://bahu:${secrets('ari')}@127.0.0.1:${site.ports.ari}`,
    BAHU_ENCRYPTION_KEY: secrets('encryption-key'),
    BAHU_ASTERISK_VOICES: path.join(runtimeFolder, 'prompts/zh'),
    BAHU_ASTERISK_RECORDINGS: path.join(engine, 'legs'),
    BAHU_ASTERISK_SPOOL: path.join(engine, 'spool'),
  });
  await server.start();
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Ready {
  isReady: boolean;
  dependencies: { name: string; isUp: boolean; error?: string }[];
  troubles: { code: string }[];
}

/** What a server says of itself; null while it does not answer. */
export async function readiness(url: string): Promise<Ready | null> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
    (reply) => reply.json() as Promise<Ready>,
    () => null,
  );
}

/** Why a server serves no calls, or undefined when it does. */
export const whyIdle = (ready: Ready | null): string | undefined =>
  ready?.dependencies.find(({ name }) => name === 'calls')?.error;
