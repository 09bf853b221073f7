import type { FastifyInstance } from 'fastify';
import { userRoutes, type User } from '@bahu/contract/users.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { openSessionsOf } from '../../../kernel/auth/open-sessions.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { countByDepartment } from '../../../kernel/ownership/department-counts.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import { resetPassword, resetSecondFactor, signOutUser, unlockUser } from './access.ts';
import { changeUser, changeUsers } from './change.ts';
import { createUsers } from './create.ts';
import { readOptions } from './options.ts';
import { present } from './present.ts';
import { removeUser } from './remove.ts';
import { listSignIns } from './sign-ins.ts';
import { findUser, listUsers, type UserRecord } from './store.ts';
import type { ChangedUser } from './write.ts';

export interface UsersSlice {
  access: Access;
  sessions: Sessions;
  /** Told after the change is stored; also of a user who is gone. The reply waits for it: what was changed holds then. */
  onChange: (tenantId: string, user: ChangedUser) => void | Promise<void>;
}

export function mountUsers(app: FastifyInstance, slice: UsersSlice): void {
  const { access, sessions, onChange } = slice;
  const told = async <U extends ChangedUser>(principal: Principal, users: readonly U[]): Promise<readonly U[]> => {
    await Promise.all(users.map(async (user) => onChange(principal.tenantId, user)));
    return users;
  };
  const stored = async (principal: Principal, user: UserRecord): Promise<User> => {
    await told(principal, [user]);
    return present(principal, user);
  };
  mount(app, access, userRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listUsers(tx, ctx.principal, query));
      return { ...page, items: rows.map((row) => present(ctx.principal, row)) };
    },
    departments: async ({ principal, tenant }) => ({
      items: await tenant((tx) => countByDepartment(tx, rangeOf(principal, 'user.read'), 'users')),
    }),
    get: async (ctx, { params }) => {
      const user = await ctx.tenant((tx) => findUser(tx, ctx.principal, 'user.read', params.id));
      if (!user) throw new Refusal('not-found');
      return present(ctx.principal, user);
    },
    create: async (ctx, { body }) => {
      const { users, passwords } = await createUsers(ctx, body);
      return { items: (await told(ctx.principal, users)).map((user) => present(ctx.principal, user)), passwords };
    },
    change: async (ctx, { params, body }) => {
      const { user, isChanged } = await changeUser(ctx, sessions, params.id, body);
      return isChanged ? stored(ctx.principal, user) : present(ctx.principal, user);
    },
    changeMany: async (ctx, { body }) => {
      const changed = await changeUsers(ctx, sessions, body);
      await told(ctx.principal, changed);
      return { changed: changed.length };
    },
    remove: async (ctx, { params }) => {
      await told(ctx.principal, [await removeUser(ctx, sessions, params.id)]);
      return {};
    },
    resetPassword: (ctx, { params }) => resetPassword(ctx, sessions, params.id),
    resetSecondFactor: async (ctx, { params }) =>
      stored(ctx.principal, await resetSecondFactor(ctx, sessions, params.id)),
    unlock: async (ctx, { params }) => stored(ctx.principal, await unlockUser(ctx, params.id)),
    sessions: (ctx, { params }) =>
      ctx.tenant(async (tx) => {
        if (!(await findUser(tx, ctx.principal, 'sign-in.read', params.id))) throw new Refusal('not-found');
        return { items: await openSessionsOf(tx, params.id, ctx.principal.sessionId) };
      }),
    signOut: async (ctx, { params }) => {
      await signOutUser(ctx, sessions, params.id);
      return {};
    },
    signIns: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listSignIns(tx, ctx.principal, query));
      return { ...page, items: rows };
    },
    options: (ctx) => ctx.tenant((tx) => readOptions(tx, ctx.principal)),
  });
}
