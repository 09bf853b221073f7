import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type Server } from './compose.ts';
import { manualPassword, readConfig } from '../kernel/config.ts';
import { createLog } from '../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'bahu-compose-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** The program in this process, as its own start makes it, on a database that stands already. */
const start = (env: Record<string, string> = {}): Promise<Server> =>
  startServer(
    readConfig(
      {
        BAHU_DATA: folder,
        BAHU_PORT: '0',
        DATABASE_URL: database.urls.owner,
        DATABASE_APP_URL: database.urls.app,
        ...env,
      },
      ['--roles=api'],
    ),
    createLog('silent'),
  );

async function signIn({ url }: Server, password: string): Promise<number> {
  const body = JSON.stringify({ account: '100001802', password });
  return (await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
    .status;
}

test('[P5] a demo with the password that everybody knows has another one as soon as others can reach the server', async () => {
  const alone = await start();
  expect([alone.demoPassword, await signIn(alone, manualPassword)]).toEqual([manualPassword, 200]);
  await alone.stop();
  const exposed = await start({ BAHU_TRUSTED_PROXIES: '127.0.0.1' });
  expect(await signIn(exposed, manualPassword)).not.toBe(200);
  expect(await signIn(exposed, exposed.demoPassword!)).toBe(200);
  await exposed.stop();
});
