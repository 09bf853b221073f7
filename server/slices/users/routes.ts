import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { userRoutes, type User } from '@bahu/contract/users.ts';
import type { Caller } from '../../kernel/auth/caller.ts';
import type { Sessions } from '../../kernel/auth/sessions.ts';
import type { Access } from '../../kernel/http/access.ts';
import { mount } from '../../kernel/http/mount.ts';
import { changeUser, createUser } from './service.ts';
import { listUsers, type UserRecord } from './store.ts';

export interface UsersSlice {
  access: Access;
  sessions: Sessions;
  /** Told after the change is stored. */
  onChange: (tenantId: string, user: { id: string; agentId: string; version: number }) => void;
}

export function mountUsers(app: FastifyInstance, slice: UsersSlice): void {
  const { access, sessions, onChange } = slice;
  const stored = (caller: Caller, user: UserRecord): Static<typeof User> => {
    onChange(caller.tenantId, user);
    return present(caller, user);
  };
  mount(app, access, userRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listUsers(tx, ctx.caller, query));
      return { ...page, items: rows.map((row) => present(ctx.caller, row)) };
    },
    create: async (ctx, { body }) => stored(ctx.caller, await createUser(ctx, body)),
    change: async (ctx, { params, body }) => stored(ctx.caller, await changeUser(ctx, sessions, params.id, body)),
  });
}

function present(reader: Caller, user: UserRecord): Static<typeof User> {
  return {
    ...user, createdAt: user.createdAt.toISOString(), lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
    can: reader.permissions.has('user.manage') ? ['edit', 'disable', 'reset-password'] : [],
  };
}
