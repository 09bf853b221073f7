/** Roles: which permissions, over which rows, with numbers shown or masked (SPEC U1). */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Nullable } from './page.ts';
import { dataScopes, permissions, scopedPermissions } from './permissions.ts';
import { routes } from './route.ts';

const PermissionName = Type.Enum([...permissions]);
const ScopeName = Type.Enum([...dataScopes]);
const ScopesOf = Type.Object(
  Object.fromEntries(scopedPermissions.map((name) => [name, Type.Optional(ScopeName)])) as Record<
    (typeof scopedPermissions)[number],
    ReturnType<typeof Type.Optional<typeof ScopeName>>
  >,
  { additionalProperties: false },
);

const fields = {
  name: Type.String({ minLength: 1, maxLength: 32 }),
  scope: ScopeName,
  scopes: ScopesOf,
  permissions: Type.Array(PermissionName, { maxItems: permissions.length, uniqueItems: true }),
  masksNumbers: Type.Boolean(),
  /** 自动接听延迟: seconds until a call is answered by itself, 0 = off. */
  autoAnswerSeconds: Type.Integer({ minimum: 0, maximum: 60 }),
  description: Type.String({ maxLength: 200 }),
};
export const Role = Type.Object({
  id: Id,
  code: Type.String(),
  isBuiltIn: Type.Boolean(),
  ...fields,
  userCount: Type.Integer(),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'delete', 'view-as'])),
});
export type Role = Static<typeof Role>;
export const NewRole = Type.Object(
  {
    ...fields,
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
    description: Type.Optional(fields.description),
    autoAnswerSeconds: Type.Optional(fields.autoAnswerSeconds),
    scopes: Type.Optional(fields.scopes),
  },
  { additionalProperties: false },
);
export const RoleChange = Type.Object(
  {
    version: Type.Integer(),
    name: Type.Optional(fields.name),
    scope: Type.Optional(fields.scope),
    scopes: Type.Optional(fields.scopes),
    permissions: Type.Optional(fields.permissions),
    masksNumbers: Type.Optional(fields.masksNumbers),
    autoAnswerSeconds: Type.Optional(fields.autoAnswerSeconds),
    description: Type.Optional(fields.description),
  },
  { additionalProperties: false },
);

/** One step of the reasoning why somebody may or may not do something; `params` fill `roles.why.<code>`. */
export const Reason = Type.Object({
  code: Type.Enum([
    'role-grants',
    'role-lacks',
    'user-disabled',
    'user-locked',
    'tenant-suspended',
    'tenant-expired',
    'scope-own',
    'scope-department',
    'scope-all',
    'in-scope',
    'out-of-scope',
    'numbers-masked',
    'ask',
  ]),
  decides: Type.Boolean(),
  params: Type.Record(Type.String(), Type.String()),
});

export const roleRoutes = routes({
  list: {
    method: 'GET',
    path: '/roles',
    summary: 'Roles with what they may',
    permission: 'role.read',
    reply: Type.Object({ items: Type.Array(Role) }),
  },
  create: {
    method: 'POST',
    path: '/roles',
    summary: 'Create a role',
    permission: 'role.manage',
    body: NewRole,
    reply: Role,
    errors: ['role.code-taken', 'role.name-taken', 'role.above-own'],
  },
  change: {
    method: 'PATCH',
    path: '/roles/:id',
    summary: 'Change a role; its users have it at once',
    permission: 'role.manage',
    params: IdParams,
    body: RoleChange,
    reply: Role,
    errors: ['role.name-taken', 'role.built-in', 'role.above-own', 'conflict'],
  },
  remove: {
    method: 'DELETE',
    path: '/roles/:id',
    summary: 'Delete a role that nobody has',
    permission: 'role.manage',
    params: IdParams,
    reply: Empty,
    errors: ['role.built-in', 'role.in-use', 'role.above-own'],
  },
  explain: {
    method: 'GET',
    path: '/roles/explain',
    summary: 'Why a user may or may not do something',
    permission: 'role.read',
    query: Type.Object({ user: Id, permission: PermissionName, customer: Type.Optional(Id), call: Type.Optional(Id) }),
    reply: Type.Object({
      isAllowed: Type.Boolean(),
      userName: Type.String(),
      roleName: Type.String(),
      reasons: Type.Array(Reason),
      customerName: Nullable(Type.String()),
    }),
  },
});
