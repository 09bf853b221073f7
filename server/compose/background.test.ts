/** The thread of the background jobs beside a server, as the program starts it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Import } from '@bahu/contract/imports.ts';
import { startBackground } from './run-background.ts';
import { createLog } from '../kernel/log.ts';
import { addToOutbox } from '../kernel/outbox.ts';
import { nicenessOf } from '../kernel/priority.ts';
import type { Thread } from '../kernel/thread.ts';
import { followKind, forgetKind } from '../kernel/phone-news.ts';
import { customersCsv } from '../slices/platform/imports/test-customers.ts';
import { createTestServer, type TestServer, type TestTenant } from '../test-server.ts';

let server: TestServer;
let background: Thread;
/** All threads that were started, the latest last. */
const threads: Worker[] = [];
const watchThreads = (thread: Worker): void => void threads.push(thread);
/** What the server was told, in order. */
const told: string[] = [];

beforeAll(async () => {
  server = await createTestServer();
  process.on('worker', watchThreads);
  const {
    database: { urls, db },
    sessions,
    logged,
  } = server;
  background = startBackground({
    urls,
    vaultKeys: ['key of the tests'],
    logLevel: 'error',
    filesFolder: server.folder,
    niceness: null,
    recordings: null,
    db,
    hub: { recordChanged: (...change) => server.hub.recordChanged(...change) },
    sessions: {
      endExpired: (id) => sessions.endExpired(id),
      refreshTenant: async (id) => {
        told.push(`refresh ${id}`);
        await sessions.refreshTenant(id);
      },
    },
    onConfigured: (id) => void told.push(`configured ${id}`),
    onUserChanged: (_tenantId, { id }) => void told.push(`agent ${id}`),
    deskPhoneChanged: async (_tenantId, agentId, { isNew }) => void told.push(`desk phone ${agentId} ${isNew}`),
    forgetSoftphone: async (_tenantId, agentId) => void told.push(`forget ${agentId}`),
    log: createLog('error', { write: (line) => void logged.push(line) }),
  });
});
afterAll(async () => {
  await background.stop();
  process.off('worker', watchThreads);
  await server.stop();
});

const get = async ({ administrator }: TestTenant, id: string): Promise<Import> =>
  (await server.request(administrator, 'GET', `/api/imports/${id}`)).json<Import>();

async function until(tenant: TestTenant, id: string, state: Import['state']): Promise<Import> {
  for (;;) {
    const found = await get(tenant, id);
    if (found.state === state) return found;
    if (found.state === 'failed') throw new Error(JSON.stringify(found.error));
    await delay(20);
  }
}

/** An import that has been checked and waits for its owner's word. */
async function prepare(tenant: TestTenant, kind: string, content: string): Promise<Import> {
  const { cookie } = tenant.administrator;
  const reply = await server.app.inject({
    method: 'POST',
    url: `/api/imports/file?kind=${kind}&name=a.csv`,
    payload: content,
    headers: { cookie, 'content-type': 'application/octet-stream' },
  });
  const { id, mapping } = await until(tenant, reply.json<Import>().id, 'mapping');
  await server.request(tenant.administrator, 'PUT', `/api/imports/${id}/mapping`, { mapping, onExisting: 'skip' });
  return until(tenant, id, 'ready');
}
const apply = async ({ administrator }: TestTenant, id: string): Promise<string> =>
  (await server.request(administrator, 'POST', `/api/imports/${id}/apply`)).json<Import>().jobId;
const countCustomers = async ({ id }: TestTenant): Promise<number> =>
  Number(
    (await server.database.asOwner<{ n: string }>('select count(*) as n from customers where tenant_id = $1', [id]))[0]!
      .n,
  );

test('[P2] an import goes on to its end while the thread of the server does nothing at all', async () => {
  const { tenant } = server;
  const { id } = await prepare(tenant, 'customers', [...customersCsv(3000)].join(''));
  await apply(tenant, id);
  // This thread now stands still until another process has seen the end in the database.
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    import pg from 'pg';
    const client = new pg.Client({ connectionString: process.argv[1] });
    await client.connect();
    while ((await client.query('select state from imports where id = $1', [process.argv[2]])).rows[0].state !== 'applied');
    await client.end();
  `,
      server.database.urls.owner,
      id,
    ],
    { cwd: fileURLToPath(new URL('.', import.meta.url)) },
  );
  expect(await countCustomers(tenant)).toBe(3000);
});

test('[P2] the thread of the jobs stands back by its priority, and the thread of the server does not', () => {
  const niceness = (thread: string): number =>
    Number(
      readFileSync(`/proc/self/task/${thread}/stat`, 'latin1')
        .replace(/^.*\) /, '')
        .split(' ')[16],
    );
  const all = execFileSync('ls', [`/proc/${process.pid}/task`], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map(niceness);
  const own = niceness(String(process.pid));
  expect(Math.max(...all)).toBe(own + nicenessOf.jobs);
});

test('[A2] people who were imported are made known to the server before the import is done', async () => {
  const { tenant } = server;
  told.length = 0;
  const { id } = await prepare(tenant, 'users', '分机号,姓名,登录名\r\n877,林静,linjing\r\n');
  const jobId = await apply(tenant, id);
  const stateOfJob = async () =>
    (await server.request(tenant.administrator, 'GET', `/api/jobs/${jobId}`)).json<{ state: string }>().state;
  while ((await stateOfJob()) !== 'done') await delay(20);
  expect(told).toEqual([`refresh ${tenant.id}`, `configured ${tenant.id}`]);
});

test('[C4] a thread that dies in the middle of an import is replaced, and the import ends whole and once', async () => {
  const { otherTenant: tenant, database } = server;
  const rows = 8000;
  const { id } = await prepare(tenant, 'customers', [...customersCsv(rows)].join(''));
  await apply(tenant, id);
  const reached = async () =>
    (await database.asOwner<{ line: number }>('select applied_line as line from imports where id = $1', [id]))[0]!.line;
  while ((await reached()) === 0) await delay(1);
  const started = threads.length;
  await threads.at(-1)!.terminate();
  expect((await get(tenant, id)).state).toBe('applying');
  // A job is given out again when nobody has spoken for it for twenty seconds. Let them have passed.
  for (const table of ['_private_jobs', '_private_job_queues']) {
    await database.asOwner(
      `update graphile_worker.${table} set locked_at = locked_at - interval '1 minute' where locked_at is not null`,
    );
  }
  await until(tenant, id, 'applied');
  expect(threads.length).toBeGreaterThan(started);
  expect(await countCustomers(tenant)).toBe(rows);
  expect(server.logged.some((text) => text.includes('a thread has ended and is replaced'))).toBe(true);
});

test('[A2.9] what the media server has to learn of a desk phone, and could not be told at once, is told by the jobs', async () => {
  const { id, agent } = server.tenant;
  told.length = 0;
  await server.database.db.tenant(id, (tx) => addToOutbox(tx, id, followKind, { agentId: agent.userId, isNew: false }));
  await expect.poll(() => told).toEqual([`desk phone ${agent.userId} false`]);
});

test('[A1.2] what the media server has to forget of a session that has ended, and could not be told at once, is told by the jobs', async () => {
  const { id, agent } = server.tenant;
  told.length = 0;
  await server.database.db.tenant(id, (tx) => addToOutbox(tx, id, forgetKind, { agentId: agent.userId }));
  await expect.poll(() => told).toEqual([`forget ${agent.userId}`]);
});
