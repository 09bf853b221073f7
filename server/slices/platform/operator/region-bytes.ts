/** The bytes of tables of where numbers belong: in, as a file that an operator brings, and out, to look at or to change and bring back. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { Id } from '@bahu/contract/page.ts';
import type { RegionTableRow } from '@bahu/contract/operator.ts';
import type { Db } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { limitedBody } from '../../../kernel/http/limited-body.ts';
import type { OperatorCtx } from '../../../kernel/http/mount.ts';
import { checker } from '../../../kernel/http/validation.ts';
import { sendFile } from '../jobs/index.ts';
import { fileOfTable, keepTable } from './regions.ts';

/** Half a million rows, written out. */
const mostBytes = 24 * 1024 * 1024;
const UploadQuery = Type.Object({ name: Type.String({ minLength: 1, maxLength: 255 }) });
const FileQuery = Type.Object({ id: Type.Optional(Id) });
const [into, out] = ['/operator/region-tables/upload', '/operator/region-tables/file'];

export function mountRegionFiles(app: FastifyInstance, { access, db }: { access: Access; db: Db }): void {
  const checkUpload = checker(UploadQuery, 'query');
  const checkFile = checker(FileQuery, 'query');
  void app.register(async (scope) => {
    // The body of this one route is no JSON: it is handed on as the stream that it is.
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.post(
      into,
      {
        bodyLimit: mostBytes,
        config: { isUpload: true },
        onRequest: (request) => access.admit(request, { permission: 'operator', method: 'POST', path: into }),
      },
      async (request, reply): Promise<RegionTableRow> => {
        const ctx = access.context(request, reply) as OperatorCtx;
        const { name } = checkUpload(request.query) as Static<typeof UploadQuery>;
        if (!request.body) throw new Refusal('import.empty');
        return keepTable(db, ctx, name, await readWhole(request.body as Readable));
      },
    );
  });
  app.get(
    out,
    { onRequest: (request) => access.admit(request, { permission: 'operator', method: 'GET', path: out }) },
    async (request, reply) => {
      const { id = null } = checkFile(request.query) as Static<typeof FileQuery>;
      // With a mark, so that spreadsheet programs read the names.
      const text = `\ufeff${(await fileOfTable(db, id)).replaceAll('\n', '\r\n')}`;
      return sendFile(reply, { name: 'number-regions.csv', content: Readable.from([Buffer.from(text, 'utf8')]) });
    },
  );
}

async function readWhole(body: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of limitedBody(body, mostBytes, new Refusal('input.too-large'))) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
