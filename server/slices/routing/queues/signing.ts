/** Signing members in and out of a queue for them: by whoever may set their state, and in the audit log. */
import type { Host } from '../../server-slice.ts';
import { auditAct } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { isInScope } from '../../people/users/index.ts';

interface OfMember {
  params: { id: string; agentId: string };
}

/** @throws Refusal not-found for one who is no member or out of the supervisor's scope, and what telephony refuses with. */
export function signingHandlers({ desk: { states } }: Pick<Host, 'desk'>) {
  const sign =
    (how: 'in' | 'out') =>
    async (ctx: Ctx, { params: { id, agentId } }: OfMember): Promise<object> => {
      await auditAct(
        ctx,
        async (tx) => {
          const { name, queue } = await mustFindMember(tx, ctx, id, agentId);
          const about = { recordType: 'user', recordId: agentId, recordName: name } as const;
          return { entry: { action: `queue.sign-${how}`, ...about, after: { queue } }, given: null };
        },
        () => states.signFor(ctx.principal.tenantId, agentId, id, how),
      );
      return {};
    };
  return { signIn: sign('in'), signOut: sign('out') };
}

async function mustFindMember(
  tx: Tx,
  { principal }: Ctx,
  queueId: string,
  agentId: string,
): Promise<{ name: string; queue: string }> {
  const member = await tx
    .selectFrom('queueMembers as m')
    .innerJoin('queues as q', 'q.id', 'm.queueId')
    .innerJoin('users as u', 'u.id', 'm.agentId')
    .select(['u.id', 'u.name', 'u.departmentId', 'q.name as queue'])
    .where('m.queueId', '=', queueId)
    .where('m.agentId', '=', agentId)
    .executeTakeFirst();
  if (!member || !isInScope(principal, member, 'monitor.state')) throw new Refusal('not-found');
  return member;
}
