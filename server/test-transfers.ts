/** Drives imports and exports through the application, and does their jobs as a worker would: for tests. */
import type { Static } from 'typebox';
import { afterAll } from 'vitest';
import type { Job } from '@bahu/contract/jobs.ts';
import type { Import, ImportRow } from '@bahu/contract/imports.ts';
import { createLog } from './kernel/log.ts';
import { writeXlsx } from './spreadsheet/write-xlsx.ts';
import { writeZip } from './spreadsheet/write-zip.ts';
import { transferJobs } from './test-jobs.ts';
import { createTestServer, type TestServer, type TestUser } from './test-server.ts';

export interface Drive {
  /** Works off all waiting jobs of the tenant of the test. */
  work(): Promise<void>;
  upload(user: TestUser, content: Buffer | string, options?: { kind?: string; name?: string }): Promise<Import>;
  get(user: TestUser, id: string): Promise<Import>;
  map(user: TestUser, found: Import, options?: object): Promise<Import>;
  step(user: TestUser, id: string, step: 'apply' | 'undo'): Promise<Import>;
  /** From the upload to the last row, with the mapping that was suggested. */
  importAll(
    user: TestUser,
    content: Buffer | string,
    options?: { kind?: string; name?: string; onExisting?: string; assignTo?: string[]; shares?: number[] },
  ): Promise<Import>;
  /** Starts an export, does it and fetches its file. */
  exportFile(user: TestUser, body: object): Promise<{ job: Job; bytes: Buffer }>;
}

export function driveOf(server: TestServer): Drive {
  const log = createLog('error', { write: (line) => void server.logged.push(line) });
  const handler = transferJobs({ ...server, db: server.database.db });
  const json = async <T>(
    user: TestUser,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
  ): Promise<T> => {
    const reply = await server.request(user, method, url, body);
    if (reply.statusCode !== 200) throw new Error(`${method} ${url}: ${reply.statusCode} ${reply.body}`);
    return reply.json<T>();
  };
  const drive: Drive = {
    work: async () => {
      for (const tenant of [server.tenant, server.otherTenant]) {
        const waiting = await server.database.db.tenant(tenant.id, (tx) =>
          tx
            .selectFrom('backgroundJobs')
            .select('id')
            .where('state', 'in', ['waiting', 'running'])
            .orderBy('createdAt')
            .execute(),
        );
        for (const { id } of waiting) {
          await handler.handle(
            { jobId: id },
            { tenantId: tenant.id, attempt: 1, log, tenant: (work) => server.database.db.tenant(tenant.id, work) },
          );
        }
      }
    },
    upload: async (user, content, { kind = 'customers', name = '客户.csv' } = {}) => {
      const reply = await server.app.inject({
        method: 'POST',
        url: `/api/imports/file?kind=${kind}&name=${encodeURIComponent(name)}`,
        headers: { cookie: user.cookie, 'content-type': 'application/octet-stream' },
        payload: content,
      });
      if (reply.statusCode !== 200) throw new Error(reply.body);
      await drive.work();
      return drive.get(user, reply.json<Import>().id);
    },
    get: (user, id) => json(user, 'GET', `/api/imports/${id}`),
    map: async (user, found, options = {}) => {
      await json(user, 'PUT', `/api/imports/${found.id}/mapping`, {
        mapping: found.mapping,
        onExisting: 'skip',
        ...options,
      });
      await drive.work();
      return drive.get(user, found.id);
    },
    step: async (user, id, step) => {
      await json(user, 'POST', `/api/imports/${id}/${step}`);
      await drive.work();
      return drive.get(user, id);
    },
    importAll: async (user, content, { kind, name, ...options } = {}) => {
      const found = await drive.upload(user, content, { ...(kind && { kind }), ...(name && { name }) });
      if (found.error) return found;
      await drive.map(user, found, options);
      return drive.step(user, found.id, 'apply');
    },
    exportFile: async (user, body) => {
      const { id } = await json<Job>(user, 'POST', '/api/exports', {
        filter: {},
        format: 'csv',
        language: 'zh-CN',
        ...body,
      });
      await drive.work();
      const job = await json<Job>(user, 'GET', `/api/jobs/${id}`);
      const file = await server.request(user, 'GET', `/api/jobs/${id}/file`);
      return { job, bytes: file.rawPayload };
    },
  };
  return drive;
}

export interface Transfers {
  server: TestServer;
  drive: Drive;
  admin: () => TestUser;
  /** The first hundred rows of an import, as its administrator looks at them. */
  rowsOf: (found: Import) => Promise<Static<typeof ImportRow>[]>;
}

/** How a test file about imports and exports opens: a server of its own that ends with the file, and what drives it. Awaited at the top of the file. */
export async function openTransfers(options: Parameters<typeof createTestServer>[0] = {}): Promise<Transfers> {
  const server = await createTestServer(options);
  afterAll(() => server.stop());
  const admin = (): TestUser => server.tenant.administrator;
  return {
    server,
    admin,
    drive: driveOf(server),
    rowsOf: async ({ id }) =>
      (await server.request(admin(), 'GET', `/api/imports/${id}/rows?limit=100`)).json<{
        items: Static<typeof ImportRow>[];
      }>().items,
  };
}

async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

export const xlsxOf = (rows: readonly (readonly string[])[]): Promise<Buffer> =>
  bytesOf(
    writeXlsx(
      (async function* one() {
        yield rows;
      })(),
    ),
  );

/** An xlsx file from the text of its sheet, for what our own writer never writes. */
export function sheetOf(sheet: string, others: Record<string, string> = {}): Promise<Buffer> {
  const parts: Record<string, string> = {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet>${sheet}</worksheet>`,
    ...others,
  };
  return bytesOf(
    writeZip(
      (async function* all() {
        for (const [name, text] of Object.entries(parts)) yield { name, pieces: [text] };
      })(),
    ),
  );
}
