import type { FastifyInstance } from 'fastify';
import { apiKeyRoutes, type ApiKey } from '@bahu/contract/api-keys.ts';
import { mayChange, type Principal } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { createKey, revokeKey } from './service.ts';
import { findKey, listKeys, type KeyRecord } from './store.ts';

export function mountApiKeys(app: FastifyInstance, { access }: { access: Access }): void {
  mount(app, access, apiKeyRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listKeys(tx, query));
      return { ...page, items: rows.map((row) => present(ctx.principal, row)) };
    },
    get: async (ctx, { params }) => {
      const key = await ctx.tenant((tx) => findKey(tx, params.id));
      if (!key) throw new Refusal('not-found');
      return present(ctx.principal, key);
    },
    create: async (ctx, { body }) => {
      const { key, secret } = await createKey(ctx, body);
      return { key: present(ctx.principal, key), secret };
    },
    revoke: async (ctx, { params }) => {
      await revokeKey(ctx, params.id);
      return {};
    },
  });
}

function present(
  reader: Principal,
  {
    id,
    name,
    prefix,
    permissions,
    ownerId,
    ownerName,
    createdAt,
    expiresAt,
    lastUsedAt,
    lastAddress,
    revokedAt,
  }: KeyRecord,
): ApiKey {
  return {
    id,
    name,
    prefix,
    permissions,
    ownerId,
    ownerName,
    lastAddress,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    isRevoked: revokedAt !== null,
    can: revokedAt === null && mayChange(reader) ? ['revoke'] : [],
  };
}
