/** Bytes in and out: the upload of a file, which goes past memory into the store, and the templates to fill in. */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { importKinds, importLimits, type Import, type ImportKind } from '@bahu/contract/imports.ts';
import { cleanFileName } from '@bahu/domain/attachments/file-name.ts';
import { audit } from '../../../kernel/audit.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { fileName as storedName, type Files } from '../../../kernel/files.ts';
import { limitedBody } from '../../../kernel/http/limited-body.ts';
import { checker } from '../../../kernel/http/validation.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeCsv } from '../../../spreadsheet/write-csv.ts';
import { writeXlsx } from '../../../spreadsheet/write-xlsx.ts';
import { sendFile, startJob } from '../jobs/index.ts';
import { refuseWhenFull } from '../tenants/index.ts';
import { streamOf } from './left-out.ts';
import { checkMayImport, fieldsOf } from './kind.ts';
import type { ImportsSlice } from './routes.ts';
import * as store from './store.ts';
import type { ImportRecord } from './store.ts';

const Kind = Type.Enum(Object.keys(importKinds) as ImportKind[]);
const UploadQuery = Type.Object({ kind: Kind, name: Type.String({ minLength: 1, maxLength: 255 }) });
const TemplateQuery = Type.Object({
  kind: Kind,
  format: Type.Enum(['xlsx', 'csv']),
  language: Type.Enum(['zh-CN', 'en']),
});

export function mountUpload(
  app: FastifyInstance,
  slice: ImportsSlice,
  changed: (ctx: Ctx, found: ImportRecord) => Promise<Import>,
): void {
  const { access, files, specs } = slice;
  const checkUpload = checker(UploadQuery, 'query');
  const checkTemplate = checker(TemplateQuery, 'query');

  void app.register(async (scope) => {
    // The body of this one route is no JSON: it is handed on as the stream that it is.
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.post(
      '/imports/file',
      {
        bodyLimit: importLimits.bytes,
        config: { isUpload: true },
        onRequest: (request) => access.admit(request, { permission: 'session', method: 'POST', path: '/imports/file' }),
      },
      async (request: FastifyRequest, reply: FastifyReply): Promise<Import> => {
        const ctx = access.context(request, reply) as Ctx;
        const { kind, name } = checkUpload(request.query) as Static<typeof UploadQuery>;
        checkMayImport(ctx.principal, kind);
        if (!request.body) throw new Refusal('import.empty');
        return changed(
          ctx,
          await receive(ctx, files, {
            kind,
            name,
            content: request.body as Readable,
            announced: Number(request.headers['content-length'] ?? 0),
          }),
        );
      },
    );
  });

  app.get(
    '/imports/template',
    {
      onRequest: (request) =>
        access.admit(request, { permission: 'session', method: 'GET', path: '/imports/template' }),
    },
    async (request, reply) => {
      const ctx = access.context(request, reply) as Ctx;
      const { kind, format, language } = checkTemplate(request.query) as Static<typeof TemplateQuery>;
      checkMayImport(ctx.principal, kind);
      const fields = await ctx.tenant((tx) => fieldsOf(specs[kind], tx, ctx.principal));
      const heads = fields
        .filter(({ isExtra }) => !isExtra)
        .map((field) => field.head[language] + (field.isRequired ? '*' : ''));
      const rows = (async function* rows() {
        yield [heads];
      })();
      return sendFile(reply, {
        name: `${kind}.${format}`,
        content: streamOf(format === 'csv' ? writeCsv(rows) : writeXlsx(rows)),
      });
    },
  );
}

interface Received {
  kind: ImportKind;
  name: string;
  content: Readable;
  announced: number;
}

/** @throws Refusal input.too-large or tenant.storage-full; then nothing is kept. */
async function receive(ctx: Ctx, files: Files, { kind, name, content, announced }: Received): Promise<ImportRecord> {
  const { tenantId } = ctx.principal;
  if (announced > importLimits.bytes) throw new Refusal('input.too-large');
  const checkRoom = (more: number): Promise<void> => ctx.tenant((tx) => refuseWhenFull(tx, tenantId, more));
  await checkRoom(announced);
  const id = newId();
  const path = storedName(tenantId, 'imports', `${id}.table`);
  const bytes = await files.put(path, limitedBody(content, importLimits.bytes, new Refusal('input.too-large')));
  try {
    // What was announced need not be what came, and others came meanwhile.
    await checkRoom(bytes);
    return await writeDown(ctx, { id, kind, bytes, path, fileName: cleanFileName(name, 'table') });
  } catch (error) {
    await files.remove(path);
    throw error;
  }
}

interface Stored {
  id: string;
  kind: ImportKind;
  bytes: number;
  path: string;
  fileName: string;
}

const writeDown = (ctx: Ctx, { id, kind, bytes, path, fileName }: Stored): Promise<ImportRecord> =>
  ctx.tenant(async (tx) => {
    const { tenantId, userId } = ctx.principal;
    await tx
      .insertInto('imports')
      .values({ tenantId, id, userId, jobId: newId(), kind, state: 'reading', fileName, bytes, path })
      .execute();
    await store.updateImport(tx, id, {
      jobId: await startJob(tx, ctx, { kind: 'import', subject: kind, step: 'import.read', importId: id, fileName }),
    });
    await audit(tx, ctx, {
      action: 'import.start',
      recordType: 'import',
      recordId: id,
      recordName: fileName,
      after: { kind, bytes },
    });
    return store.lockMine(tx, ctx.principal, id);
  });
