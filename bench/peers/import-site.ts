/** A company in a PostgreSQL of its own whose customers are imported: by jobs in a process beside, as the thread of the jobs does them. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { readPrincipal } from '@bahu/server/kernel/auth/read-principal.ts';
import { createDb, createPool, type Db, type Tx } from '@bahu/server/kernel/db.ts';
import { startEmbeddedPostgres } from '@bahu/server/postgres/embedded-postgres.ts';
import { createLocalFiles, fileName } from '@bahu/server/kernel/files.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import { migrate, type DatabaseUrls } from '@bahu/server/kernel/migrate.ts';
import { openSecrets } from '@bahu/server/kernel/secrets.ts';
import { findImport, updateImport } from '@bahu/server/slices/platform/imports/store.ts';
import { startJob, type NewJob } from '@bahu/server/slices/platform/jobs/store.ts';
import { insertRoles } from '@bahu/server/slices/people/roles/index.ts';
import { ensureTenant } from '@bahu/server/slices/platform/tenants/index.ts';
import type { End } from '../measuring/end.ts';

const worker = fileURLToPath(new URL('../../server/test-import-worker.ts', import.meta.url));

export interface ImportSite {
  urls: DatabaseUrls;
  db: Db;
  folder: string;
  tenantId: string;
  userId: string;
  agentIds: string[];
}

/** A PostgreSQL of its own with a tenant and three agents. */
export async function prepareSite(end: End): Promise<ImportSite> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bahu-bench-import-'));
  chmodSync(folder, 0o711); // started by root, the service account must get in
  end.with(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    secrets: openSecrets(path.join(folder, 'secrets.json')),
    settings: ['max_wal_size=8GB'],
  });
  end.with(() => postgres.stop());
  await migrate(postgres.urls);
  const db = createDb(postgres.urls.app, { connections: 3, statementMs: 60_000 });
  end.with(() => db.close());
  const tenantId = await ensureTenant(postgres.urls.owner, {
    code: '100001',
    name: '导入',
    licensedAgents: 10,
    licensedChannels: 10,
    settings: {},
  });
  const agentIds = [newId(), newId(), newId()];
  const userId = agentIds[0]!;
  await db.tenant(tenantId, async (tx) => {
    const roles = await insertRoles(tx, tenantId);
    for (const [i, id] of agentIds.entries()) {
      await tx
        .insertInto('users')
        .values({ tenantId, id, roleId: roles.administrator, name: `坐席 ${i}`, passwordHash: '' })
        .execute();
      await tx
        .insertInto('agents')
        .values({ tenantId, id, extension: String(800 + i) })
        .execute();
    }
  });
  return { urls: postgres.urls, db, folder, tenantId, userId, agentIds };
}

export async function asOwner(site: ImportSite, text: string): Promise<number> {
  const pool = createPool(site.urls.owner, { connections: 1, statementMs: 1_200_000 });
  try {
    const since = performance.now();
    await pool.query(text);
    return (performance.now() - since) / 1000;
  } finally {
    await pool.end();
  }
}

export interface Run {
  seconds: number;
  peakMb: number;
}

/** One job in a worker process of its own, timed from when its program is loaded. */
export function workOff(site: ImportSite, jobId: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', worker, site.urls.app, path.join(site.folder, 'files'), site.tenantId, jobId],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let [begun, ended, peakMb] = [0, 0, 0];
    createInterface(child.stdout).on('line', (line) => {
      if (line === 'begun') begun = performance.now();
      const [, kilobytes] = /^peak (\d+)$/.exec(line) ?? [];
      if (kilobytes) [ended, peakMb] = [performance.now(), Number(kilobytes) / 1024];
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 && ended
        ? resolve({ seconds: (ended - begun) / 1000, peakMb })
        : reject(new Error(`the worker ended with ${code}`)),
    );
  });
}

export async function runJob(site: ImportSite, make: (tx: Tx) => Promise<NewJob>): Promise<Run> {
  const id = await site.db.tenant(site.tenantId, async (tx) => {
    const principal = await readPrincipal(tx, { tenantId: site.tenantId, userId: site.userId, sessionId: newId() });
    return startJob(tx, { principal: principal!, address: '127.0.0.1' }, await make(tx));
  });
  const run = await workOff(site, id);
  const { state, error } = await site.db.tenant(site.tenantId, (tx) =>
    tx.selectFrom('backgroundJobs').select(['state', 'error']).where('id', '=', id).executeTakeFirstOrThrow(),
  );
  if (state !== 'done') throw new Error(`the job is ${state}: ${error}`);
  return run;
}

/** The result is read of the import's row. */
interface Imported extends Record<'read' | 'check' | 'apply', Run> {
  result: { created: number; updated: number; skipped: number };
}

/** Imports a file of customers, evenly for the agents: reading, checking, applying. */
export async function importCustomers(site: ImportSite, csv: Iterable<string>): Promise<Imported> {
  const { tenantId, userId, db } = site;
  const [id, file] = [newId(), fileName(tenantId, 'imports', 'rows.table')];
  const bytes = await createLocalFiles(path.join(site.folder, 'files')).put(file, Readable.from(csv));
  const step = (name: string): NewJob => ({
    kind: 'import',
    subject: 'customers',
    step: name,
    importId: id,
    fileName: 'rows.csv',
  });
  const read = await runJob(site, async (tx) => {
    await tx
      .insertInto('imports')
      .values({
        tenantId,
        id,
        userId,
        jobId: id,
        kind: 'customers',
        state: 'reading',
        fileName: 'rows.csv',
        bytes,
        path: file,
      })
      .execute();
    return step('import.read');
  });
  const check = await runJob(site, async (tx) => {
    await updateImport(tx, id, { state: 'checking', assignTo: site.agentIds });
    return step('import.check');
  });
  const apply = await runJob(site, async (tx) => {
    await updateImport(tx, id, { state: 'applying' });
    return step('import.apply');
  });
  const found = await db.tenant(tenantId, (tx) => findImport(tx, id));
  return { read, check, apply, result: found!.result };
}
