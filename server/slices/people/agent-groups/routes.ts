import type { FastifyInstance } from 'fastify';
import { agentGroupRoutes, type AgentGroup } from '@bahu/contract/agent-groups.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { changeGroup, createGroup, mustFind, removeGroup } from './service.ts';
import { listGroups, type GroupRecord } from './store.ts';

export interface AgentGroupsSlice {
  access: Access;
  /** Told after a change is stored. */
  onChange: (tenantId: string, group: { id: string; version: number }) => void | Promise<void>;
}

export function mountAgentGroups(app: FastifyInstance, { access, onChange }: AgentGroupsSlice): void {
  const stored = async (reader: Principal, group: GroupRecord): Promise<AgentGroup> => {
    await onChange(reader.tenantId, group);
    return present(reader, group);
  };
  mount(app, access, agentGroupRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listGroups(tx, query));
      return { ...page, items: rows.map((row) => present(ctx.principal, row)) };
    },
    get: async (ctx, { params }) => present(ctx.principal, await ctx.tenant((tx) => mustFind(tx, params.id))),
    create: async (ctx, { body }) => stored(ctx.principal, await createGroup(ctx, body)),
    change: async (ctx, { params, body }) => stored(ctx.principal, await changeGroup(ctx, params.id, body)),
    remove: async (ctx, { params }) => {
      await onChange(ctx.principal.tenantId, await removeGroup(ctx, params.id));
      return {};
    },
  });
}

const present = (reader: Principal, group: GroupRecord): AgentGroup => ({
  ...group,
  can: reader.permissions.has('agent-group.manage') ? ['edit', 'delete'] : [],
});
