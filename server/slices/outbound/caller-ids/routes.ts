import type { FastifyInstance } from 'fastify';
import { callerIdRoutes, type CallerId } from '@bahu/contract/caller-ids.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { changeCallerId, createCallerIds, mustFind, removeCallerId } from './service.ts';
import type { ChangedUser } from '../../people/users/index.ts';
import { listCallerIds, type CallerIdRecord } from './store.ts';

export interface CallerIdsSlice {
  access: Access;
  /** Told after a change is stored, with the caller IDs and the agents who show the standard one from now on. The reply waits for it. */
  onChange: (
    tenantId: string,
    changed: readonly { id: string; version: number }[],
    released: readonly ChangedUser[],
  ) => void | Promise<void>;
}

export function mountCallerIds(app: FastifyInstance, { access, onChange }: CallerIdsSlice): void {
  mount(app, access, callerIdRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listCallerIds(tx, query));
      return { ...page, items: rows.map((row) => present(ctx.principal, row)) };
    },
    get: async (ctx, { params }) => present(ctx.principal, await ctx.tenant((tx) => mustFind(tx, params.id))),
    create: async (ctx, { body }) => {
      const created = await createCallerIds(ctx, body);
      await onChange(ctx.principal.tenantId, created, []);
      return { items: created.map((row) => present(ctx.principal, row)) };
    },
    change: async (ctx, { params, body }) => {
      const { callerId, released } = await changeCallerId(ctx, params.id, body);
      await onChange(ctx.principal.tenantId, [callerId], released);
      return present(ctx.principal, callerId);
    },
    remove: async (ctx, { params }) => {
      const { callerId, released } = await removeCallerId(ctx, params.id);
      await onChange(ctx.principal.tenantId, [callerId], released);
      return {};
    },
  });
}

function present(reader: Principal, { number, agentCount, ...row }: CallerIdRecord): CallerId {
  const can: CallerId['can'] = !reader.permissions.has('caller-id.manage')
    ? []
    : row.isStandard
      ? ['edit']
      : ['edit', 'delete'];
  return { ...row, number: nationalForm(number), value: number, agentCount: agentCount ?? 0, can };
}
