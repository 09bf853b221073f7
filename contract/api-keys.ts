/**
 * Keys for programs: the same routes under `/v1`, as the user who made the key, narrowed to the key's permissions.
 * A key is sent as `Authorization: Bearer bahu_…`; lists, limits and errors are described in `/v1/openapi.json`.
 */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { permissions } from './permissions.ts';
import { routes } from './route.ts';

export const maxApiKeys = 100;
export const apiKeyPattern = '^bahu_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$';
export const ApiKey = Type.Object({
  id: Id,
  name: Type.String(),
  /** The first characters, by which a key is recognised in a program's settings. */
  prefix: Type.String(),
  permissions: Type.Array(Type.Enum([...permissions])),
  ownerId: Id,
  ownerName: Type.String(),
  createdAt: Time,
  expiresAt: Nullable(Time),
  lastUsedAt: Nullable(Time),
  lastAddress: Nullable(Type.String()),
  isRevoked: Type.Boolean(),
  can: Type.Array(Type.Enum(['revoke'])),
});
export type ApiKey = Static<typeof ApiKey>;
export const apiKeyRoutes = routes({
  list: {
    method: 'GET',
    path: '/api-keys',
    summary: 'API keys of the tenant',
    permission: 'api-key.manage',
    query: Type.Object({ ...PageQuery }),
    reply: Page(ApiKey),
  },
  get: {
    method: 'GET',
    path: '/api-keys/:id',
    summary: 'One API key',
    permission: 'api-key.manage',
    params: IdParams,
    reply: ApiKey,
  },
  create: {
    method: 'POST',
    path: '/api-keys',
    summary: 'Make an API key; it is shown once',
    permission: 'api-key.manage',
    body: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 64 }),
        permissions: Type.Array(Type.Enum([...permissions]), { minItems: 1, uniqueItems: true }),
        expiresAt: Type.Optional(Nullable(Time)),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ key: ApiKey, secret: Type.String() }),
    errors: ['role.above-own', 'api-key.too-many'],
    secretReply: 'of-person',
  },
  revoke: {
    method: 'DELETE',
    path: '/api-keys/:id',
    summary: 'Revoke an API key at once',
    permission: 'api-key.manage',
    params: IdParams,
    reply: Empty,
  },
});
