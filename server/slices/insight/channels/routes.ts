/** What the channel monitor needs beside what is live: names of trunks, and the end of a call. */
import type { FastifyInstance } from 'fastify';
import { channelRoutes } from '@bahu/contract/channels.ts';
import { auditAct } from '../../../kernel/audit.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import type { LiveCalls } from '../../../kernel/live-calls.ts';
import { isInRange, rangeOf } from '../../../kernel/ownership/range.ts';
import { callOwnership } from '../../../kernel/ownership/records.ts';

export function mountChannels(app: FastifyInstance, { access, calls }: { access: Access; calls: LiveCalls }): void {
  mount(app, access, channelRoutes, {
    setup: async ({ tenant }) => ({
      trunks: await tenant((tx) => tx.selectFrom('trunks').select(['id as trunkId', 'name']).orderBy('name').execute()),
    }),
    hangUp: async (ctx, { params: { id }, body }) => {
      const { principal } = ctx;
      const { tenantId, userId } = principal;
      // A call out of reach is none that they could know of.
      const prepare = async () => {
        const { number, belonging } = calls.liveCall(tenantId, id);
        if (!isInRange(callOwnership, rangeOf(principal, 'channel.hang-up'), belonging))
          throw new Refusal('phone.no-such-call');
        const after = { reason: body.reason.trim() };
        const entry = { recordType: 'call' as const, recordId: id, recordName: number, after };
        return { entry: { action: 'channel.hang-up' as const, ...entry }, given: id };
      };
      await auditAct(ctx, prepare, (callId) => calls.hangUpCall(tenantId, userId, callId));
      return {};
    },
  });
}
