/**
 * Imports and exports of a million customers. The peer of the import is PostgreSQL's own COPY of the same rows into the same table with its
 * indexes, without reading a spreadsheet, checking a cell or keeping what is needed to take it back.
 * `npm run bench -- import 300000` for another number of rows.
 */
import { spawn } from 'node:child_process';
import { chmodSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseNumber } from '@bahu/domain/numbers/dial.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { readPrincipal } from '@bahu/server/kernel/auth/read-principal.ts';
import { createDb, createPool, type Db, type Tx } from '@bahu/server/kernel/db.ts';
import { startEmbeddedPostgres } from '@bahu/server/postgres/embedded-postgres.ts';
import { createLocalFiles, fileName } from '@bahu/server/kernel/files.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import { migrate, type DatabaseUrls } from '@bahu/server/kernel/migrate.ts';
import { openSecrets } from '@bahu/server/kernel/secrets.ts';
import { customerRow, customersCsv } from '@bahu/server/slices/platform/imports/test-customers.ts';
import { findImport, updateImport } from '@bahu/server/slices/platform/imports/store.ts';
import { startJob, type NewJob } from '@bahu/server/slices/platform/jobs/store.ts';
import { insertRoles } from '@bahu/server/slices/people/roles/index.ts';
import { ensureTenant } from '@bahu/server/slices/platform/tenants/index.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending, type End } from './measuring/end.ts';
import { rounded } from './measuring/quantile.ts';

const worker = fileURLToPath(new URL('../server/test-import-worker.ts', import.meta.url));

interface Site {
  urls: DatabaseUrls;
  db: Db;
  folder: string;
  tenantId: string;
  userId: string;
  agentIds: string[];
}

/** A PostgreSQL of its own with a tenant and three agents. */
async function prepare(end: End): Promise<Site> {
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

async function asOwner(site: Site, text: string): Promise<number> {
  const pool = createPool(site.urls.owner, { connections: 1, statementMs: 1_200_000 });
  try {
    const since = performance.now();
    await pool.query(text);
    return (performance.now() - since) / 1000;
  } finally {
    await pool.end();
  }
}

/** Seconds of COPY of the finished rows from a file beside the database. */
async function copySeconds(site: Site, rows: number): Promise<number> {
  const file = path.join(site.folder, 'postgres', 'rows.copy');
  const home = { countryCode: '86', areaCode: '755' };
  const titles: Record<string, string> = { 先生: 'mr', 女士: 'ms' };
  const stages: Record<string, string> = {
    初次联系: 'lead',
    需求确认: 'contacted',
    意向明确: 'interested',
    已成交: 'won',
  };
  const lines = function* lines(): Generator<string> {
    for (let i = 0; i < rows; i++) {
      const [name = '', phone = '', company, title = '', stage = '', email, address, note] = customerRow(i);
      yield `${[site.tenantId, newId(), name, parseNumber(phone, home), company, titles[title] ?? '', stages[stage] ?? '', email, address, note, site.agentIds[i % 3], initialsOf(name)].join('\t')}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
  chmodSync(file, 0o644);
  const seconds = await asOwner(
    site,
    `copy customers (tenant_id, id, name, phone, company, title, stage, email, address, note, owner_id, name_initials) from '${file}'`,
  );
  rmSync(file);
  await asOwner(site, 'truncate customers cascade');
  await asOwner(site, 'checkpoint');
  return seconds;
}

interface Run {
  seconds: number;
  peakMb: number;
}

/** One job in a worker process of its own, timed from when its program is loaded. */
function work(site: Site, jobId: string): Promise<Run> {
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

async function job(site: Site, make: (tx: Tx) => Promise<NewJob>): Promise<Run> {
  const id = await site.db.tenant(site.tenantId, async (tx) => {
    const principal = await readPrincipal(tx, { tenantId: site.tenantId, userId: site.userId, sessionId: newId() });
    return startJob(tx, { principal: principal!, address: '127.0.0.1' }, await make(tx));
  });
  const run = await work(site, id);
  const { state, error } = await site.db.tenant(site.tenantId, (tx) =>
    tx.selectFrom('backgroundJobs').select(['state', 'error']).where('id', '=', id).executeTakeFirstOrThrow(),
  );
  if (state !== 'done') throw new Error(`the job is ${state}: ${error}`);
  return run;
}

async function importAll(site: Site, rows: number): Promise<Record<'read' | 'check' | 'apply', Run>> {
  const { tenantId, userId, db } = site;
  const [id, file] = [newId(), fileName(tenantId, 'imports', 'rows.table')];
  const bytes = await createLocalFiles(path.join(site.folder, 'files')).put(file, Readable.from(customersCsv(rows)));
  const step = (name: string): NewJob => ({
    kind: 'import',
    subject: 'customers',
    step: name,
    importId: id,
    fileName: 'rows.csv',
  });
  const read = await job(site, async (tx) => {
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
  const check = await job(site, async (tx) => {
    await updateImport(tx, id, { state: 'checking', assignTo: site.agentIds });
    return step('import.check');
  });
  const apply = await job(site, async (tx) => {
    await updateImport(tx, id, { state: 'applying' });
    return step('import.apply');
  });
  const found = await db.tenant(tenantId, (tx) => findImport(tx, id));
  if (found?.result.created !== rows) throw new Error(`${found?.result.created} of ${rows} rows were imported`);
  return { read, check, apply };
}

const exportAll = (site: Site): Promise<Run> =>
  job(site, async () => ({
    kind: 'export',
    subject: 'customers',
    step: 'export',
    fileName: 'customers.xlsx',
    input: { kind: 'customers', format: 'xlsx', filter: {}, language: 'zh-CN' },
  }));

const measure: Measurement = (options) =>
  ending(async (end) => {
    const rows = Number(options[0] ?? 1_000_000);
    const site = await prepare(end);
    const copy = await copySeconds(site, rows);
    const { read, check, apply } = await importAll(site, rows);
    const exported = await exportAll(site);
    const importSeconds = read.seconds + check.seconds + apply.seconds;
    const line = (what: string, { seconds, peakMb }: Run) => ({
      what,
      rows,
      seconds: rounded(seconds),
      rowsPerSecond: Math.round(rows / seconds),
      peakMb: Math.round(peakMb),
    });
    return {
      figures: {
        ratio: rounded(copy / importSeconds, 2),
        importSeconds: rounded(importSeconds),
        importPeakMb: Math.round(Math.max(read.peakMb, check.peakMb, apply.peakMb)),
        exportSeconds: rounded(exported.seconds),
        exportPeakMb: Math.round(exported.peakMb),
        rows,
      },
      targets: {
        ratio: { least: 0.6 },
        importPeakMb: { most: 512 },
        exportSeconds: { most: 60 },
        exportPeakMb: { most: 300 },
      },
      table: [
        { what: 'COPY', rows, seconds: rounded(copy), rowsPerSecond: Math.round(rows / copy), peakMb: 0 },
        line('read', read),
        line('check', check),
        line('apply', apply),
        line('export', exported),
      ],
    };
  });

export default measure;
