/** Supervision over HTTP: who may act on whom, and that each act is in the audit log (SPEC U6). */
import type { FastifyInstance } from 'fastify';
import { monitorRoutes } from '@bahu/contract/monitor.ts';
import type { AuditAction } from '@bahu/contract/audit.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import type { RecordChange, SuperviseMode } from '@bahu/contract/realtime.ts';
import type { Chosen } from '@bahu/domain/agents/agent.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { auditAct, type AuditEntry } from '../../../kernel/audit.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import type { Belonging } from '../../../kernel/ownership/range.ts';
import { isInScope } from '../../people/users/index.ts';
import { findAgent } from './agents.ts';
import { readBoard } from './board.ts';
import { readCallsOfDay } from './calls-of-day.ts';
import { writeLimits } from './limits.ts';
import { sendReminder } from './reminders.ts';
import { maySupervise } from './rights.ts';

/** What supervision needs of telephony. Each throws the refusal that says why not. */
export interface Supervision {
  /** The call in which an agent talks. @throws Refusal phone.no-such-call */
  callOf(tenantId: string, agentId: string): string;
  supervise(tenantId: string, supervisorId: string, agentId: string, mode: SuperviseMode): Promise<void>;
  takeOver(tenantId: string, supervisorId: string, agentId: string): Promise<void>;
  /** The call that the supervisor leaves. @throws Refusal phone.no-such-call */
  stopSupervising(tenantId: string, supervisorId: string): Promise<void>;
  hangUp(tenantId: string, supervisorId: string, agentId: string, callId: string): Promise<void>;
  setState(
    tenantId: string,
    supervisorId: string,
    agentId: string,
    wish: { chosen: Chosen; note: string },
  ): Promise<void>;
}

export interface MonitorSlice {
  access: Access;
  clock: Clock;
  phone: Supervision;
  recordChanged(tenantId: string, change: RecordChange, belonging?: Belonging): void;
}

export function mountMonitor(app: FastifyInstance, { access, phone, clock, recordChanged }: MonitorSlice): void {
  const ofCall = (ctx: Ctx, agentId: string) => ({ callId: phone.callOf(ctx.principal.tenantId, agentId) });
  const supervise =
    (mode: SuperviseMode) =>
    (ctx: Ctx, { params: { id } }: { params: { id: string } }): Promise<object> =>
      act(ctx, id, {
        permission: `monitor.${mode}`,
        after: () => ofCall(ctx, id),
        work: async ({ tenantId, userId }) => {
          await phone.supervise(tenantId, userId, id, mode);
          await endWhenLost(ctx, id, `monitor.${mode}`);
        },
      });
  /**
   * A right that was lost between the look at it and the act was lost before anything ran that its loss could end: it is looked for again.
   * @throws Refusal forbidden when it was lost; the supervision has ended then.
   */
  const endWhenLost = async (ctx: Ctx, id: string, permission: ScopedPermission): Promise<void> => {
    const { tenantId, userId } = ctx.principal;
    let isAllowed = false;
    try {
      isAllowed = await ctx.tenant((tx) => maySupervise(tx, ctx.principal, id, permission));
    } finally {
      if (!isAllowed) await phone.stopSupervising(tenantId, userId).catch(ignoreGone);
    }
    if (!isAllowed) throw new Refusal('forbidden');
  };
  mount(app, access, monitorRoutes, {
    board: (ctx) => ctx.tenant((tx) => readBoard(tx, ctx.principal)),
    callsOfDay: (ctx, { query: { queues } }) =>
      ctx.tenant((tx) => readCallsOfDay(tx, ctx.principal.tenantId, queues?.split(',') ?? null, clock.now())),
    setLimits: async (ctx, { body }) => {
      const { tenantId } = ctx.principal;
      const version = await ctx.tenant((tx) => writeLimits(ctx, tx, body));
      recordChanged(tenantId, { type: 'board-limits', id: tenantId, version });
      return body;
    },
    listen: supervise('listen'),
    whisper: supervise('whisper'),
    barge: supervise('barge'),
    stop: async (ctx) => {
      const { tenantId, userId, name } = ctx.principal;
      const entry: AuditEntry = {
        action: 'monitor.stop',
        recordType: 'user',
        recordId: userId,
        recordName: name,
      };
      await auditAct(
        ctx,
        () => Promise.resolve({ entry, given: userId }),
        () => phone.stopSupervising(tenantId, userId),
      );
      return {};
    },
    takeOver: (ctx, { params: { id } }) =>
      act(ctx, id, {
        permission: 'monitor.take-over',
        after: () => ofCall(ctx, id),
        work: async ({ tenantId, userId }) => {
          await phone.takeOver(tenantId, userId, id);
          await endWhenLost(ctx, id, 'monitor.take-over');
        },
      }),
    hangUp: (ctx, { params: { id }, body: { reason } }) =>
      act(ctx, id, {
        permission: 'monitor.hang-up',
        after: () => ({ ...ofCall(ctx, id), reason }),
        work: ({ tenantId, userId }, { callId }) => phone.hangUp(tenantId, userId, id, callId),
      }),
    remind: (ctx, { params: { id }, body }) => sendReminder(ctx, id, body, recordChanged),
    setState: (ctx, { params: { id }, body: { state, reason } }) =>
      act(ctx, id, {
        permission: 'monitor.state',
        after: () => ({ agentState: state, reason }),
        work: ({ tenantId, userId }) => phone.setState(tenantId, userId, id, { chosen: state, note: reason.trim() }),
      }),
  });
}

/** Who supervises nothing any more has nothing to leave. */
const ignoreGone = (error: unknown): void => {
  if (!(error instanceof Refusal && error.code === 'phone.no-such-call')) throw error;
};

interface Act<Values extends object> {
  permission: ScopedPermission & AuditAction;
  /** What the log tells beside whom it concerns. */
  after: () => Values;
  work: (principal: Principal, values: Values) => Promise<void>;
}

/**
 * Does something to an agent: that it is wanted is in the log before, and how it went after.
 * @throws Refusal not-found for an agent out of the permission's scope; input.invalid for oneself; what telephony
 * refuses with.
 */
async function act<Values extends object>(
  ctx: Ctx,
  agentId: string,
  { permission, after, work }: Act<Values>,
): Promise<object> {
  const prepare = async (tx: Tx) => {
    const agent = await findAgent(tx, agentId);
    if (!agent || !isInScope(ctx.principal, agent, permission)) throw new Refusal('not-found');
    if (agent.id === ctx.principal.userId) throw new Refusal('input.invalid');
    const values = after();
    const about = { recordType: 'user' as const, recordId: agent.id, recordName: agent.name };
    return { entry: { action: permission, ...about, after: values }, given: values };
  };
  await auditAct(ctx, prepare, (values) => work(ctx.principal, values));
  return {};
}
