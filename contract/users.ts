/** Users of the tenant (SPEC U2; thin). */
import { Type, type Static } from 'typebox';
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { roleCodes } from './permissions.ts';
import { routes } from './route.ts';

export const Extension = Type.String({ pattern: '^[4-8][0-9]{2}$' });
export const LoginName = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9._-]{1,31}$' });
export const Password = Type.String({ minLength: 6, maxLength: 128 });

export const User = Type.Object({
  id: Id, agentId: Id, name: Type.String(), extension: Type.String(), loginName: Nullable(Type.String()), role: Type.Enum([...roleCodes]),
  isEnabled: Type.Boolean(), isRecorded: Type.Boolean(), createdAt: Time, lastSignInAt: Nullable(Time), version: Type.Integer(), can: Type.Array(Type.Enum(['edit', 'disable', 'reset-password'])),
});
export type User = Static<typeof User>;
export const NewUser = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 64 }), extension: Extension, loginName: Type.Optional(LoginName), role: Type.Enum([...roleCodes]), password: Password,
}, { additionalProperties: false });
export const UserChange = Type.Object({
  version: Type.Integer(), name: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })), loginName: Type.Optional(Nullable(LoginName)), role: Type.Optional(Type.Enum([...roleCodes])),
  isEnabled: Type.Optional(Type.Boolean()), isRecorded: Type.Optional(Type.Boolean()), password: Type.Optional(Password),
}, { additionalProperties: false });

export const userRoutes = routes({
  list: { method: 'GET', path: '/users', summary: 'Users of the tenant', permission: 'user.read', query: Type.Object({ ...PageQuery, search: Type.Optional(Type.String({ maxLength: 64 })), role: Type.Optional(Type.Enum([...roleCodes])) }), reply: Page(User) },
  create: { method: 'POST', path: '/users', summary: 'Create a user with an extension', permission: 'user.manage', body: NewUser, reply: User, errors: ['user.extension-taken', 'user.login-name-taken', 'user.licence-full'] },
  change: { method: 'PATCH', path: '/users/:id', summary: 'Change a user', permission: 'user.manage', params: IdParams, body: UserChange, reply: User, errors: ['user.login-name-taken', 'user.last-administrator', 'conflict'] },
});
