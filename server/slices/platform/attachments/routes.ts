/** The bytes of files: in, for whoever may write a record; out, for whoever may read the one that has them. */
import { fieldOwners, writesOf } from '@bahu/contract/field-owners.ts';
import type { Readable as Stream } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { Id } from '@bahu/contract/page.ts';
import type { Attachment } from '@bahu/domain/attachments/attachment.ts';
import { isShown } from '@bahu/domain/attachments/media-type.ts';
import { audit } from '../../../kernel/audit.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { readRange } from '../../../kernel/http/byte-range.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { checker } from '../../../kernel/http/validation.ts';
import { sendFile } from '../jobs/index.ts';
import { findReadable, type Readable } from './store.ts';
import { receive } from './upload.ts';

export interface AttachmentsSlice {
  access: Access;
  files: Files;
}

const UploadQuery = Type.Object({ name: Type.String({ minLength: 1, maxLength: 255 }) });
const ReadQuery = Type.Object({ inline: Type.Optional(Type.Enum(['0', '1'])) });

export function mountAttachments(app: FastifyInstance, slice: AttachmentsSlice): void {
  mountUpload(app, slice);
  const { access, files } = slice;
  const checkId = checker(Type.Object({ id: Id }), 'params');
  const checkQuery = checker(ReadQuery, 'query');
  app.get(
    '/attachments/:id',
    {
      onRequest: (request) => access.admit(request, { permission: 'session', method: 'GET', path: '/attachments/:id' }),
    },
    async (request, reply) => {
      const ctx = access.context(request, reply) as Ctx;
      const id = idOf(() => checkId(request.params));
      const isInline = (checkQuery(request.query) as Static<typeof ReadQuery>).inline === '1';
      return send(ctx, request, reply, files, { id, isInline });
    },
  );
}

function mountUpload(app: FastifyInstance, { access, files }: AttachmentsSlice): void {
  const checkUpload = checker(UploadQuery, 'query');
  void app.register(async (scope) => {
    // The body of this one route is no JSON: it is handed on as the stream that it is.
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.post(
      '/attachments',
      {
        // The limit is told by a refusal of its own, before anything is read.
        bodyLimit: Number.MAX_SAFE_INTEGER,
        config: { isUpload: true },
        onRequest: (request) => access.admit(request, { permission: 'session', method: 'POST', path: '/attachments' }),
      },
      async (request: FastifyRequest, reply: FastifyReply): Promise<Attachment> => {
        const ctx = access.context(request, reply) as Ctx;
        const { name } = checkUpload(request.query) as Static<typeof UploadQuery>;
        if (!mayUpload(ctx.principal)) throw new Refusal('forbidden');
        if (!request.body) throw new Refusal('attachment.empty');
        const announced = Number(request.headers['content-length'] ?? 0);
        const file = await receive(ctx, files, { name, content: request.body as Stream, announced });
        return { ...file, name: textFor(ctx.principal, file.name) };
      },
    );
  });
}

/** Whoever may write a record of any kind that has fields. */
const mayUpload = ({ permissions }: Principal): boolean =>
  fieldOwners.some((owner) => writesOf(owner).some((permission) => permissions.has(permission)));

/**
 * @throws Refusal not-found for a file that is none or is out of reach, forbidden to save one of a record without the right, attachment.missing when
 * its bytes are gone, range.unsatisfiable.
 */
async function send(
  ctx: Ctx,
  request: FastifyRequest,
  reply: FastifyReply,
  files: Files,
  { id, isInline }: { id: string; isInline: boolean },
): Promise<FastifyReply> {
  const found = await ctx.tenant(async (tx) => {
    const readable = await findReadable(tx, ctx.principal, id);
    if (!readable) throw new Refusal('not-found');
    return readable;
  });
  if ((await files.size(found.path)) !== found.bytes) throw new Refusal('attachment.missing');
  if (isInline && isShown(found.mediaType)) return show(request, reply, files, found);
  const { record } = found;
  if (record && !ctx.principal.permissions.has('attachment.download')) throw new Refusal('forbidden');
  if (record)
    await ctx.tenant((tx) =>
      audit(tx, ctx, {
        action: 'attachment.download',
        recordType: record.kind,
        recordId: record.id,
        recordName: record.name,
        after: { fileName: found.name },
      }),
    );
  return sendFile(reply, {
    name: textFor(ctx.principal, found.name),
    content: files.read(found.path),
    type: 'application/octet-stream',
  });
}

/** Whatever a browser does with it, nothing in it runs as ours or is framed by others. */
const shownPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; object-src 'self'; frame-ancestors 'self'";

function show(request: FastifyRequest, reply: FastifyReply, files: Files, { path, ...found }: Readable): FastifyReply {
  const range = readRange(request.headers.range, found.bytes);
  reply.headers({
    'content-type': found.mediaType,
    'accept-ranges': 'bytes',
    // What a file holds never changes; who may read it does.
    'cache-control': 'private, no-cache',
    etag: `"${found.sha256}"`,
    'content-disposition': 'inline',
    'content-security-policy': shownPolicy,
  });
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${found.bytes}`);
    throw new Refusal('range.unsatisfiable');
  }
  const { from, to } = range ?? { from: 0, to: found.bytes - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${from}-${to}/${found.bytes}`);
  return reply.header('content-length', to - from + 1).send(files.read(path, { from, to }));
}

/** What is no id names no file. */
function idOf(read: () => unknown): string {
  try {
    return (read() as { id: string }).id;
  } catch {
    throw new Refusal('not-found');
  }
}
