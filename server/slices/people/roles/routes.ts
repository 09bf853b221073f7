import type { FastifyInstance } from 'fastify';
import { roleRoutes, type Role } from '@bahu/contract/roles.ts';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { isWithin } from '../../../kernel/auth/rights.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { explain } from './explain.ts';
import { changeRole, createRole, removeRole } from './service.ts';
import { listRoles, type RoleRecord } from './store.ts';

export interface RolesSlice {
  access: Access;
  sessions: Sessions;
  /** Told after the change is stored. */
  onChange: (tenantId: string, change: RecordChange) => void | Promise<void>;
}

export function mountRoles(app: FastifyInstance, { access, sessions, onChange }: RolesSlice): void {
  const changed = ({ tenantId }: Principal, { id, version }: RoleRecord): void | Promise<void> =>
    onChange(tenantId, { type: 'role', id, version });
  mount(app, access, roleRoutes, {
    list: async (ctx) => ({ items: (await ctx.tenant(listRoles)).map((role) => present(ctx.principal, role)) }),
    create: async (ctx, { body }) => {
      const role = await createRole(ctx, body);
      await changed(ctx.principal, role);
      return present(ctx.principal, role);
    },
    change: async (ctx, { params, body }) => {
      const role = await changeRole(ctx, params.id, body);
      await sessions.refreshTenant(ctx.principal.tenantId);
      await changed(ctx.principal, role);
      return present(ctx.principal, role);
    },
    remove: async (ctx, { params }) => {
      const role = await removeRole(ctx, params.id);
      await sessions.refreshTenant(ctx.principal.tenantId); // somebody may be trying it out
      await changed(ctx.principal, { ...role, version: role.version + 1 });
      return {};
    },
    explain: (ctx, { query }) => ctx.tenant((tx) => explain(tx, ctx.principal, query)),
  });
}

function present(reader: Principal, role: RoleRecord): Role {
  const manages = reader.permissions.has('role.manage');
  const canEdit = manages && role.code !== 'administrator' && isWithin(reader, role);
  const canDelete = manages && !role.isBuiltIn && role.userCount === 0;
  return {
    ...role,
    can: [...(canEdit ? (['edit'] as const) : []), ...(canDelete ? (['delete'] as const) : []), 'view-as'],
  };
}
