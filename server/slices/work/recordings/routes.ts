/** The bytes of a recording: played in ranges, downloaded with a right of its own, and noted in the audit log either way. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { Id } from '@bahu/contract/page.ts';
import { kindOfType } from '@bahu/domain/sound-files/sound-file.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import { audit } from '../../../kernel/audit.ts';
import { createAttempts } from '../../../kernel/auth/attempts.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import type { Access } from '../../../kernel/http/access.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { checker } from '../../../kernel/http/validation.ts';
import { findOpenCall } from '../calls/index.ts';
import { readRange } from '../../../kernel/http/byte-range.ts';
import { findAudio, type Audio } from './store.ts';

export interface RecordingsSlice {
  access: Access;
  files: Files;
  clock: Clock;
}

const Query = Type.Object({
  download: Type.Optional(Type.Enum(['0', '1'])),
  of: Type.Optional(Type.Enum(['message'])),
});
/** Which of a call's recordings. */
type Part = Parameters<typeof findAudio>[2];
/** A player asks for one recording in many ranges; that is one listening. */
const listeningMs = 10 * 60_000;

export function mountRecordings(app: FastifyInstance, { access, files, clock }: RecordingsSlice): void {
  const checkId = checker(
    Type.Object({ id: Id, seq: Type.Optional(Type.String({ pattern: '^[0-9]{1,4}$' })) }),
    'params',
  );
  const checkQuery = checker(Query, 'query');
  const noted = createAttempts(clock, 1, listeningMs);

  async function note(ctx: Ctx, callId: string, part: Part, isDownload: boolean): Promise<void> {
    const action = isDownload ? 'recording.download' : 'recording.play';
    if (!isDownload && !noted.allow(`${ctx.principal.sessionId} ${callId} ${JSON.stringify(part)}`)) return;
    await ctx.tenant((tx) =>
      audit(tx, ctx, {
        action,
        recordType: 'call',
        recordId: callId,
        recordName: callNumber(callId),
        ...(typeof part === 'object' && { after: { consultation: part.seq } }),
      }),
    );
  }

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const ctx = access.context(request, reply) as Ctx;
    const { callId, seq } = readIds(() => checkId(request.params));
    const { download, of = 'call' } = checkQuery(request.query) as Static<typeof Query>;
    const isDownload = download === '1';
    const part: Part = seq === null ? of : { seq };
    const needed = [
      ...(seq === null ? [] : (['recording.consultation'] as const)),
      isDownload ? 'recording.download' : 'recording.play',
    ] as const;
    if (!needed.every((permission) => ctx.principal.permissions.has(permission))) throw new Refusal('forbidden');
    const audio = await ctx.tenant(async (tx) => {
      for (const permission of needed) {
        const act = part === 'message' ? { message: permission } : permission;
        if (!(await findOpenCall(tx, ctx.principal, callId, act))) throw new Refusal('not-found');
      }
      return findAudio(tx, callId, part);
    });
    const size = await files.size(audio.path);
    if (size === null) throw new Refusal('recording.missing');
    if (request.method !== 'HEAD') await note(ctx, callId, part, isDownload);
    return send(request, reply, { files, audio, size, isDownload });
  }

  for (const [url, permission] of [
    ['/calls/:id/recording', 'recording.play'],
    ['/calls/:id/consultations/:seq/recording', 'recording.consultation'],
  ] as const) {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      exposeHeadRoute: false,
      onRequest: (request) => access.admit(request, { permission }),
      handler: serve,
    });
  }
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { files, audio, size, isDownload }: { files: Files; audio: Audio; size: number; isDownload: boolean },
): FastifyReply {
  const etag = `"${audio.id}-${size}"`;
  const condition = request.headers['if-range'];
  const range = condition === undefined || condition === etag ? readRange(request.headers.range, size) : null;
  reply.headers({
    'content-type': audio.mediaType,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    etag,
  });
  if (isDownload) reply.header('content-disposition', `attachment; filename="${fileNameOf(audio)}"`);
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${size}`);
    throw new Refusal('range.unsatisfiable');
  }
  const { from, to } = range ?? { from: 0, to: size - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`);
  reply.header('content-length', to - from + 1);
  return request.method === 'HEAD' ? reply.send() : reply.send(files.read(audio.path, { from, to }));
}

/** By the time of the call; a number in a file's name would pass the masking. */
const fileNameOf = ({ startedAt, mediaType }: Audio): string =>
  `${startedAt.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}.${kindOfType(mediaType)}`;

function readIds(read: () => unknown): { callId: string; seq: number | null } {
  try {
    const { id, seq } = read() as { id: string; seq?: string };
    return { callId: id, seq: seq === undefined ? null : Number(seq) };
  } catch {
    throw new Refusal('not-found'); // what is no id names no call
  }
}
