/** Background jobs of the reader, and the files that came of them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { exportKinds, type ExportKind } from '@bahu/contract/exports.ts';
import { countLeftOut } from '@bahu/contract/imports.ts';
import { jobRoutes, type Job } from '@bahu/contract/jobs.ts';
import { Id } from '@bahu/contract/page.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import { audit } from '../../../kernel/audit.ts';
import { mayChange, type Principal } from '../../../kernel/auth/principal.ts';
import { reachesAsFar } from '../../../kernel/auth/rights.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { checker, refuseUnknown } from '../../../kernel/http/validation.ts';
import type { OnJobChange } from './run.ts';
import { sendFile, type SentFile } from './send-file.ts';
import * as store from './store.ts';
import type { JobRecord } from './store.ts';

export interface JobsSlice {
  access: Access;
  files: Files;
  onChange: OnJobChange;
  /** A job that waited was cancelled before it began; what it belongs to must know. */
  onCancelled: (tx: Tx, job: JobRecord) => Promise<void>;
  /** The rows that an import left out, as a file. @throws Refusal not-found or forbidden */
  leftOut: (ctx: Ctx, importId: string, options: Static<typeof ErrorsQuery>) => Promise<SentFile>;
}

const ErrorsQuery = Type.Object({
  format: Type.Optional(Type.Enum(['csv', 'xlsx'])),
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});

export function mountJobs(app: FastifyInstance, slice: JobsSlice): void {
  const { access, files, onChange, onCancelled } = slice;
  mount(app, access, jobRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => store.listMine(tx, ctx.principal, query));
      return { ...page, items: rows.map((row) => presentJob(ctx.principal, row)) };
    },
    get: async (ctx, { params }) =>
      presentJob(ctx.principal, await ctx.tenant((tx) => mustFind(tx, ctx.principal, params.id))),
    cancel: async (ctx, { params }) => {
      const job = await ctx.tenant(async (tx) => {
        const found = await mustFind(tx, ctx.principal, params.id);
        const how = await store.cancelJob(tx, found.id);
        if (how === null) throw new Refusal('job.ended');
        if (how === 'cancelled') await onCancelled(tx, found);
        await audit(tx, ctx, {
          action: 'job.cancel',
          recordType: 'job',
          recordId: found.id,
          recordName: found.fileName,
        });
        return mustFind(tx, ctx.principal, params.id);
      });
      onChange(ctx.principal.tenantId, ctx.principal.userId, { type: 'job', id: job.id, version: job.version });
      return presentJob(ctx.principal, job);
    },
  });
  mountFiles(app, slice, files);
}

function mountFiles(app: FastifyInstance, { access, leftOut }: JobsSlice, files: Files): void {
  const checkId = checker(Type.Object({ id: Id }), 'params');
  const checkErrors = checker(ErrorsQuery, 'query');
  const idOf = (request: FastifyRequest): string => {
    try {
      return (checkId(request.params) as { id: string }).id;
    } catch {
      throw new Refusal('not-found'); // what is no id names no job
    }
  };
  const onRequest = (request: FastifyRequest): Promise<void> =>
    access.admit(request, { permission: 'session', method: 'GET', path: '/jobs/file' });
  app.get('/jobs/:id/file', { onRequest }, async (request, reply): Promise<FastifyReply> => {
    const ctx = access.context(request, reply) as Ctx;
    refuseUnknown(request.query);
    const job = await ctx.tenant((tx) => mustFind(tx, ctx.principal, idOf(request)));
    if (!mayDownload(ctx.principal, job)) throw new Refusal('forbidden');
    if (job.path === null || (await files.size(job.path)) === null) throw new Refusal('not-found');
    await ctx.tenant((tx) =>
      audit(tx, ctx, { action: 'export.download', recordType: 'export', recordId: job.id, recordName: job.fileName }),
    );
    return sendFile(reply, { name: job.fileName, content: files.read(job.path) });
  });
  app.get('/jobs/:id/errors', { onRequest }, async (request, reply): Promise<FastifyReply> => {
    const ctx = access.context(request, reply) as Ctx;
    const options = checkErrors(request.query) as Static<typeof ErrorsQuery>;
    const job = await ctx.tenant((tx) => mustFind(tx, ctx.principal, idOf(request)));
    if (job.importId === null) throw new Refusal('not-found');
    return sendFile(reply, await leftOut(ctx, job.importId, options));
  });
}

/** What can be taken along must be readable too. */
const readWith: Partial<Record<Permission, Permission>> = {
  'customer.export': 'customer.read',
  'call.export': 'call.read',
  'user.export': 'user.read',
};

/** A right that was taken away since, a scope that became narrower, and numbers that were hidden since close the file. */
function mayDownload(reader: Principal, job: JobRecord): boolean {
  if (job.kind === 'person-export' && job.reach !== null)
    return reachesAsFar(reader, job.reach, ['personal-data.export', 'customer.read']);
  if (job.kind !== 'export' || job.reach === null) return false;
  const needed = exportKinds[job.subject as ExportKind];
  const read = readWith[needed];
  return reachesAsFar(reader, job.reach, read ? [needed, read] : [needed]);
}

/** What has begun to be erased is erased to the end: half a person is of no use to anybody. */
const canCancel = ({ state, kind }: Pick<JobRecord, 'state' | 'kind'>): boolean =>
  (state === 'waiting' || state === 'running') && kind !== 'person-erase';

export function presentJob(reader: Principal, job: JobRecord): Job {
  const isCurrent = job.importId !== null && job.importJobId === job.id;
  const leftOut = countLeftOut(job.counts);
  const isOver = job.importState === 'applied' || job.importState === 'cancelled';
  return {
    id: job.id,
    kind: job.kind,
    subject: job.subject,
    importId: job.importId,
    fileName: job.fileName,
    state: job.state,
    done: job.done,
    total: job.total,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    endedAt: job.endedAt?.toISOString() ?? null,
    result: job.result,
    error: job.error,
    can: [
      ...(canCancel(job) ? (['cancel'] as const) : []),
      ...(job.state === 'done' && job.path !== null && mayDownload(reader, job) ? (['download'] as const) : []),
      ...(job.importId !== null && leftOut > 0 ? (['download-errors'] as const) : []),
      ...(isCurrent && isOver && mayChange(reader) && (job.appliedLine ?? 0) > 0 ? (['undo'] as const) : []),
    ],
  };
}

async function mustFind(tx: Tx, reader: Principal, id: string): Promise<JobRecord> {
  const job = await store.findMine(tx, reader, id);
  if (!job) throw new Refusal('not-found');
  return job;
}
