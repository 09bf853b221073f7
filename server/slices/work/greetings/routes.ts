/** Greetings: one's own, and those of queues for who manages queues. Sound is taken in whole, looked at, and kept; a job makes of it what callers hear. */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { greetingLimits, GreetingParams, greetingRoutes, type Greeting } from '@bahu/contract/greetings.ts';
import { audit } from '../../../kernel/audit.ts';
import { mayChange, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { limitedBody } from '../../../kernel/http/limited-body.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { checker } from '../../../kernel/http/validation.ts';
import { newId } from '../../../kernel/ids.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { refuseWhenFull } from '../../platform/tenants/index.ts';
import { readSound } from './convert.ts';
import { placeJob } from './place.ts';
import { findGreeting, nameOf, setGreeting, soundFile, type Sound, type Whose } from './store.ts';

export interface GreetingsSlice {
  access: Access;
  files: Files;
}

const mayEdit = (reader: Principal, { owner, id }: Whose): boolean =>
  mayChange(reader) && (owner === 'agents' ? id === reader.userId : reader.permissions.has('queue.manage'));
const mayRead = (reader: Principal, { owner, id }: Whose): boolean =>
  owner === 'agents' ? id === reader.userId : reader.permissions.has('queue.read');

/** The name of whose it is. @throws Refusal not-found, forbidden */
async function findOwner(tx: Tx, reader: Principal, whose: Whose, isChange: boolean): Promise<string> {
  const name = mayRead(reader, whose) ? await nameOf(tx, whose) : undefined;
  if (name === undefined) throw new Refusal('not-found');
  if (isChange && !mayEdit(reader, whose)) throw new Refusal('forbidden');
  return name;
}

/** Sets one, has it placed, and says so in the log. Gives the file that is nobody's now. */
const change = (ctx: Ctx, whose: Whose, file: Sound | null): Promise<string | null> =>
  ctx.tenant(async (tx) => {
    const { tenantId } = ctx.principal;
    const recordName = await findOwner(tx, ctx.principal, whose, true);
    if (file) await refuseWhenFull(tx, tenantId, file.bytes);
    const former = await setGreeting(tx, tenantId, whose, file);
    await enqueue(tx, placeJob, whose, { line: `greeting ${whose.id}` });
    await audit(tx, ctx, {
      action: file ? 'greeting.record' : 'greeting.restore',
      recordType: 'greeting',
      recordId: whose.id,
      recordName,
      ...(file && { after: { seconds: Math.round(file.seconds) } }),
    });
    return former;
  });

async function forget(files: Files, { principal: { tenantId } }: Ctx, fileId: string | null): Promise<void> {
  if (fileId !== null) await files.remove(soundFile(tenantId, fileId));
}

export function mountGreetings(app: FastifyInstance, { access, files }: GreetingsSlice): void {
  const get = async (ctx: Pick<Ctx, 'principal' | 'tenant'>, whose: Whose): Promise<Greeting> => {
    const { principal } = ctx;
    const row = await ctx.tenant(async (tx) => {
      await findOwner(tx, principal, whose, false);
      return findGreeting(tx, whose);
    });
    return {
      seconds: row?.seconds ?? null,
      changedAt: row?.fileId ? row.changedAt.toISOString() : null,
      isHeard: (row?.fileId ?? null) === (row?.placedId ?? null),
      can: mayEdit(principal, whose) ? ['edit'] : [],
    };
  };
  mount(app, access, greetingRoutes, {
    get: (ctx, { params }) => get(ctx, params),
    restore: async (ctx, { params }) => {
      await forget(files, ctx, await change(ctx, params, null));
      return {};
    },
  });
  if (access.offers?.({ permission: 'session', path }) !== false) mountSound(app, { access, files }, get);
}

/** Read here, sent there: a path that is known answers 405 to methods that come to it later. */
const path = '/greetings/:owner/:id/sound';
const uploadPath = '/greetings/:owner/:id/file';

function mountSound(
  app: FastifyInstance,
  { access, files }: GreetingsSlice,
  get: (ctx: Ctx, whose: Whose) => Promise<Greeting>,
): void {
  const check = checker(GreetingParams, 'params');
  const whoseOf = ({ params }: FastifyRequest): Whose => {
    try {
      return check(params) as Whose;
    } catch {
      throw new Refusal('not-found'); // what is no id names nobody
    }
  };
  app.get(
    path,
    { onRequest: (request) => access.admit(request, { permission: 'session', method: 'GET', path }) },
    async (request, reply: FastifyReply) => {
      const ctx = access.context(request, reply) as Ctx;
      const whose = whoseOf(request);
      const row = await ctx.tenant(async (tx) => {
        await findOwner(tx, ctx.principal, whose, false);
        return findGreeting(tx, whose);
      });
      const name = row?.fileId ? soundFile(ctx.principal.tenantId, row.fileId) : null;
      const size = name === null ? null : await files.size(name);
      if (name === null || size === null) throw new Refusal('not-found');
      return reply
        .headers({ 'content-type': 'audio/wav', 'content-length': size, 'cache-control': 'private, no-store' })
        .send(files.read(name));
    },
  );
  void app.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.post(
      uploadPath,
      {
        // The limit is told by a refusal of its own, before anything is read.
        bodyLimit: Number.MAX_SAFE_INTEGER,
        config: { isUpload: true },
        onRequest: (request) => access.admit(request, { permission: 'session', method: 'POST', path: uploadPath }),
      },
      async (request, reply): Promise<Greeting> => {
        const ctx = access.context(request, reply) as Ctx;
        const whose = whoseOf(request);
        await ctx.tenant((tx) => findOwner(tx, ctx.principal, whose, true));
        await keep(ctx, files, whose, request);
        return get(ctx, whose);
      },
    );
  });
}

/** @throws Refusal greeting.* for what is no sound of ours; then nothing is kept and the greeting of before stays. */
async function keep(ctx: Ctx, files: Files, whose: Whose, request: FastifyRequest): Promise<void> {
  const bytes = await wholeBody(request);
  const sound = readSound(bytes);
  if (!sound) throw new Refusal('greeting.unreadable');
  if (sound.seconds > greetingLimits.maxSeconds) throw new Refusal('greeting.too-long');
  if (sound.seconds < greetingLimits.minSeconds) throw new Refusal('greeting.too-short');
  const fileId = newId();
  const name = soundFile(ctx.principal.tenantId, fileId);
  await files.put(name, bytes);
  let left: string | null;
  try {
    left = await change(ctx, whose, { fileId, seconds: sound.seconds, bytes: bytes.length });
  } catch (error) {
    await files.remove(name);
    throw error;
  }
  await forget(files, ctx, left);
}

async function wholeBody(request: FastifyRequest): Promise<Buffer> {
  const tooLarge = new Refusal('greeting.too-large');
  if (Number(request.headers['content-length'] ?? 0) > greetingLimits.bytes) throw tooLarge;
  if (!request.body) throw new Refusal('greeting.unreadable');
  const pieces: Buffer[] = [];
  for await (const piece of limitedBody(request.body as Readable, greetingLimits.bytes, tooLarge))
    pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
