/** What the server does for the slice of the local recordings: announced, sent, taken away again; what never came is forgotten. */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { localRecordingLimits, localRecordingRoutes, type UploadedRecording } from '@bahu/contract/local-recordings.ts';
import { Id } from '@bahu/contract/page.ts';
import { localRecordingsSlice } from '@bahu/contract/slices/work/local-recordings.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import { audit } from '../../../kernel/audit.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { checker } from '../../../kernel/http/validation.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { listTenants } from '../../platform/tenants/index.ts';
import { lockInScope, removeElsewhere } from '../calls/index.ts';
import { removeLocal } from '../recordings/index.ts';
import { localRecordingsOfPerson } from './person.ts';
import { announce } from './announce.ts';
import { forgetAnnounced } from './forget.ts';
import { receive } from './receive.ts';
import { forgetCustomers, moveCustomer } from './store.ts';

type Needs = Pick<Host, 'access' | 'files' | 'clock' | 'recordChanged'>;
interface Belongs {
  callId: string;
  agentId: string | null;
  departmentId: string | null;
}

const tell = ({ recordChanged }: Needs, ctx: Ctx, { callId, agentId, departmentId }: Belongs): void =>
  recordChanged(
    ctx.principal.tenantId,
    { type: 'call', id: callId, version: 0 },
    { ownerIds: [agentId], departmentIds: [departmentId] },
  );

function mountLocalRecordings(app: FastifyInstance, host: Needs): void {
  mount(app, host.access, localRecordingRoutes, {
    announce: (ctx, { body }) => announce(ctx, body, host.clock),
    remove: async (ctx, { params: { id } }) => {
      const { belongs, left } = await remove(ctx, id);
      for (const path of left) await host.files.remove(path);
      tell(host, ctx, belongs);
      return {};
    },
  });
  if (host.access.offers?.({ permission: 'recording.upload', path }) !== false) mountFile(app, host);
}

/** A call that was made elsewhere goes with its recording: nothing else is known of it. @throws Refusal not-found. */
const remove = (ctx: Ctx, callId: string): Promise<{ belongs: Belongs; left: string[] }> =>
  ctx.tenant(async (tx) => {
    const call = await lockInScope(tx, ctx.principal, callId, 'recording.upload');
    const left = call && (await removeLocal(tx, callId));
    if (!left) throw new Refusal('not-found');
    const isGone = await removeElsewhere(tx, callId);
    await emit(tx, isGone ? 'call.deleted' : 'call.recording-removed', callId);
    await audit(tx, ctx, {
      action: 'recording.remove',
      recordType: 'call',
      recordId: callId,
      recordName: callNumber(callId),
      before: { elsewhere: isGone },
    });
    return { belongs: { callId, agentId: call.agentId, departmentId: call.departmentId }, left };
  });

const path = '/local-recordings/:id/file';

function mountFile(app: FastifyInstance, host: Needs): void {
  const check = checker(Type.Object({ id: Id }), 'params');
  const idOf = ({ params }: FastifyRequest): string => {
    try {
      return (check(params) as { id: string }).id;
    } catch {
      throw new Refusal('not-found'); // what is no id names nothing
    }
  };
  void app.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.post(
      path,
      {
        // The limit is told by a refusal of its own, before anything is read.
        bodyLimit: Number.MAX_SAFE_INTEGER,
        config: { isUpload: true },
        onRequest: (request) => host.access.admit(request, { permission: 'recording.upload', method: 'POST', path }),
      },
      async (request, reply): Promise<UploadedRecording> => {
        const ctx = host.access.context(request, reply) as Ctx;
        const id = idOf(request);
        if (Number(request.headers['content-length'] ?? 0) > localRecordingLimits.bytes)
          throw new Refusal('local-recording.too-large');
        if (!request.body) throw new Refusal('local-recording.unreadable');
        const { departmentId, ...received } = await receive(ctx, host, id, request.body as Readable);
        tell(host, ctx, { callId: received.callId, agentId: ctx.principal.userId, departmentId });
        return received;
      },
    );
  });
}

export const localRecordingsServer = serverSlice(localRecordingsSlice, {
  ofPerson: [localRecordingsOfPerson],
  routes: localRecordingRoutes,
  mount: mountLocalRecordings,
  on: {
    'customer.merged': async (tx, { fromId, intoId, moved }) => {
      moved['localRecordings'] = await moveCustomer(tx, fromId, intoId);
    },
    'customer.unmerged': async (tx, { fromId, intoId, moved }) => {
      await moveCustomer(tx, fromId, intoId, moved['localRecordings'] ?? []);
    },
    'customer.purged': async (tx, { customerIds }) => forgetCustomers(tx, customerIds),
  },
  jobs: ({ db, files }) => ({
    timed: [
      {
        name: 'local-recordings.forget',
        times: '40 * * * *',
        handle: async () => {
          for (const { id } of await db.system(listTenants)) await forgetAnnounced(db, id, files);
        },
      },
    ],
  }),
});
