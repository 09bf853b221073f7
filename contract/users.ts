/** Users of the tenant: people, their extension and phone, their rights (SPEC U2). */
import { Type, type Static } from 'typebox';
import { signInMethods } from '@bahu/domain/sign-in/methods.ts';
import { departmentCounts } from './department-counts.ts';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';
import { Selection } from './selection.ts';

export const Extension = Type.String({ pattern: '^[4-8][0-9]{2}$' });
export const LoginName = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9._-]{1,31}$' });
export const Password = Type.String({ minLength: 6, maxLength: 128 });
/** A number as a person writes it, or nothing. */
const OptionalPhone = Type.String({ maxLength: 32 });
export const userLimits = {
  name: 64,
  note: 200,
  notes: 5,
  range: 100,
  lockLimit: 100_000,
  lockDays: 3650,
  wrapUpSeconds: 3600,
} as const;

/** 普通坐席, 企业管理员 (extension 800 only), 普通员工 (no outbound calls). */
export const agentKinds = ['agent', 'administrator', 'staff'] as const;
export type AgentKind = (typeof agentKinds)[number];
/** Why a session ended. */
export const signOutReasons = [
  'user',
  'elsewhere',
  'expired',
  'password',
  'disabled',
  'administrator',
  'tenant',
  'method',
] as const;
export type SignOutReason = (typeof signOutReasons)[number];

/** What can be set for one user, and for many at once except for what must differ. */
const shared = {
  roleId: Id,
  departmentId: Nullable(Id),
  /** Another user of the tenant; not the user, and not in a circle. */
  superiorId: Nullable(Id),
  kind: Type.Enum([...agentKinds]),
  isEnabled: Type.Boolean(),
  isRecorded: Type.Boolean(),
  /** 异常转手机: calls go to the bound mobile while the agent is busy or away. */
  forwardsToMobile: Type.Boolean(),
  /** The trunk of outbound calls; null for any. */
  trunkId: Nullable(Id),
  /** A caller ID of the tenant, E.164; null for the tenant's standard one. */
  callerId: Nullable(Type.String({ maxLength: 20 })),
  /** What the callee of a transfer sees; null for the caller's own number. */
  transferCallerId: Nullable(Type.String({ maxLength: 20 })),
  /** 锁定客户数, 锁定天数; 0 for no limit. */
  lockLimit: Type.Integer({ minimum: 0, maximum: userLimits.lockLimit }),
  lockDays: Type.Integer({ minimum: 0, maximum: userLimits.lockDays }),
  signInMethod: Type.Enum([...signInMethods]),
  /** 话机时WEB弹屏. */
  deskPhonePops: Type.Boolean(),
  mayCallDomestic: Type.Boolean(),
  mayCallInternational: Type.Boolean(),
  /** 人力值: how much of a full-time agent they count for. */
  staffingWeight: Type.Number({ minimum: 0, maximum: 10 }),
  /** 内线坐席: internal calls only, in and out. */
  isInsideOnly: Type.Boolean(),
  wrapUpSeconds: Type.Integer({ minimum: 0, maximum: userLimits.wrapUpSeconds }),
};
const personal = {
  name: Type.String({ minLength: 1, maxLength: userLimits.name }),
  loginName: Nullable(LoginName),
  /** 绑定电话, as typed; the server keeps E.164. Empty for none. */
  boundPhone: OptionalPhone,
  /** 内部显示号: what colleagues see instead of the extension. Empty for none. */
  shortNumber: Type.String({ pattern: '^[0-9]{0,8}$' }),
  notes: Type.Array(Type.String({ maxLength: userLimits.note }), {
    minItems: userLimits.notes,
    maxItems: userLimits.notes,
  }),
  groupIds: Type.Array(Id, { maxItems: 100 }),
};
const optional = {
  roleId: Type.Optional(shared.roleId),
  departmentId: Type.Optional(shared.departmentId),
  superiorId: Type.Optional(shared.superiorId),
  kind: Type.Optional(shared.kind),
  isEnabled: Type.Optional(shared.isEnabled),
  isRecorded: Type.Optional(shared.isRecorded),
  forwardsToMobile: Type.Optional(shared.forwardsToMobile),
  trunkId: Type.Optional(shared.trunkId),
  callerId: Type.Optional(shared.callerId),
  transferCallerId: Type.Optional(shared.transferCallerId),
  lockLimit: Type.Optional(shared.lockLimit),
  lockDays: Type.Optional(shared.lockDays),
  signInMethod: Type.Optional(shared.signInMethod),
  deskPhonePops: Type.Optional(shared.deskPhonePops),
  mayCallDomestic: Type.Optional(shared.mayCallDomestic),
  mayCallInternational: Type.Optional(shared.mayCallInternational),
  staffingWeight: Type.Optional(shared.staffingWeight),
  isInsideOnly: Type.Optional(shared.isInsideOnly),
  wrapUpSeconds: Type.Optional(shared.wrapUpSeconds),
};
const optionalPersonal = {
  loginName: Type.Optional(personal.loginName),
  boundPhone: Type.Optional(personal.boundPhone),
  shortNumber: Type.Optional(personal.shortNumber),
  notes: Type.Optional(personal.notes),
  groupIds: Type.Optional(personal.groupIds),
};

export const User = Type.Object({
  /** Also the id of the agent that the user is. */
  id: Id,
  extension: Type.String(),
  ...personal,
  ...shared,
  roleName: Type.String(),
  roleCode: Type.String(),
  departmentName: Nullable(Type.String()),
  superiorName: Nullable(Type.String()),
  trunkName: Nullable(Type.String()),
  hasSecondFactor: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
  lockedUntil: Nullable(Time),
  createdAt: Time,
  lastSignInAt: Nullable(Time),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'disable', 'delete', 'reset-password'])),
});
export type User = Static<typeof User>;

export const NewUser = Type.Object(
  {
    extension: Extension,
    /** The last extension of a range: all from `extension` to here are created. Those that exist are refused together. */
    toExtension: Type.Optional(Extension),
    /** Of one user; in a range followed by the extension, and the extension alone when absent. */
    name: Type.Optional(personal.name),
    /** One for all; when absent each gets a random one that is answered once and must be changed. */
    password: Type.Optional(Password),
    ...optional,
    ...optionalPersonal,
    roleId: shared.roleId,
  },
  { additionalProperties: false },
);
export type NewUser = Static<typeof NewUser>;
/** Fields that are missing stay as they are; `version` is what the editor last saw. */
export const UserChange = Type.Object(
  { version: Type.Integer(), name: Type.Optional(personal.name), ...optional, ...optionalPersonal },
  { additionalProperties: false },
);
export type UserChange = Static<typeof UserChange>;

export const userSorts = ['extension', 'name', 'created', 'last-sign-in'] as const;
const filter = {
  /** Any part of name, login name or extension, or the initials of the name in pinyin. */
  search: Type.Optional(Type.String({ maxLength: 64 })),
  role: Type.Optional(Id),
  /** With all departments below it. */
  department: Type.Optional(Id),
  group: Type.Optional(Id),
  kind: Type.Optional(Type.Enum([...agentKinds])),
  enabled: Type.Optional(Type.Boolean()),
  /** Whether they may call abroad. */
  international: Type.Optional(Type.Boolean()),
};
export const UserFilter = Type.Object({ ...PageQuery, ...filter, sort: Type.Optional(Type.Enum([...userSorts])) });

/** A password that is shown once. */
export const FreshPassword = Type.Object({ userId: Id, extension: Type.String(), password: Type.String() });

export const SignIn = Type.Object({
  id: Id,
  at: Time,
  account: Type.String(),
  userId: Nullable(Id),
  userName: Nullable(Type.String()),
  address: Type.String(),
  device: Type.String(),
  result: Type.Enum(['ok', 'refused']),
  /** The code of the refusal. */
  reason: Nullable(Type.String()),
  signedOutAt: Nullable(Time),
  signOutReason: Nullable(Type.Enum([...signOutReasons])),
});
const Named = Type.Object({ id: Id, name: Type.String() });
export const OpenSession = Type.Object({
  id: Id,
  address: Type.String(),
  device: Type.String(),
  createdAt: Time,
  seenAt: Time,
  isCurrent: Type.Boolean(),
  hasSoftphone: Type.Boolean(),
});

const editErrors = [
  'user.login-name-taken',
  'user.last-administrator',
  'user.licence-full',
  'user.role-above-own',
  'user.wrong-superior',
  'user.administrator-extension',
  'user.unknown-caller-id',
  'phone.invalid-number',
  'conflict',
] as const;
export const userRoutes = routes({
  list: {
    method: 'GET',
    path: '/users',
    summary: 'Users in my scope',
    permission: 'user.read',
    query: UserFilter,
    reply: Page(User),
  },
  departments: departmentCounts('/users', 'user', 'user.read'),
  get: {
    method: 'GET',
    path: '/users/:id',
    summary: 'One user',
    permission: 'user.read',
    params: IdParams,
    reply: User,
  },
  create: {
    method: 'POST',
    path: '/users',
    summary: 'Create a user, or one for each extension of a range',
    permission: 'user.create',
    body: NewUser,
    reply: Type.Object({ items: Type.Array(User), passwords: Type.Array(FreshPassword) }),
    errors: [
      'user.extension-taken',
      'user.wrong-range',
      'session.weak-password',
      'session.password-not-mixed',
      'session.common-password',
      ...editErrors,
    ],
    secretReply: 'of-person',
  },
  change: {
    method: 'PATCH',
    path: '/users/:id',
    summary: 'Change a user',
    permission: 'user.edit',
    params: IdParams,
    body: UserChange,
    reply: User,
    errors: editErrors,
  },
  changeMany: {
    method: 'POST',
    path: '/users/changes',
    summary: 'Change fields of many users at once',
    permission: 'user.edit',
    body: Type.Object(
      {
        selection: Selection(filter, { sort: Type.Optional(Type.Enum([...userSorts])) }),
        change: Type.Object(optional, { additionalProperties: false, minProperties: 1 }),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ changed: Type.Integer() }),
    errors: editErrors,
  },
  remove: {
    method: 'DELETE',
    path: '/users/:id',
    summary: 'Delete a user without data',
    permission: 'user.delete',
    params: IdParams,
    reply: Empty,
    errors: ['user.has-data', 'user.last-administrator', 'user.is-self'],
  },
  resetPassword: {
    method: 'POST',
    path: '/users/:id/password',
    summary: 'Give a random password that is shown once and must be changed',
    permission: 'user.reset-password',
    params: IdParams,
    reply: FreshPassword,
    errors: ['user.role-above-own'],
    secretReply: 'of-person',
  },
  resetSecondFactor: {
    method: 'DELETE',
    path: '/users/:id/second-factor',
    summary: 'Take a lost second factor away',
    permission: 'user.reset-password',
    params: IdParams,
    reply: User,
    errors: ['user.role-above-own'],
  },
  unlock: {
    method: 'DELETE',
    path: '/users/:id/lock',
    summary: 'Unlock after wrong passwords',
    permission: 'user.reset-password',
    params: IdParams,
    reply: User,
  },
  sessions: {
    method: 'GET',
    path: '/users/:id/sessions',
    summary: 'Where a user is signed in',
    permission: 'sign-in.read',
    params: IdParams,
    reply: Type.Object({ items: Type.Array(OpenSession) }),
  },
  signOut: {
    method: 'DELETE',
    path: '/users/:id/sessions',
    summary: 'Sign a user out everywhere',
    permission: 'user.reset-password',
    params: IdParams,
    reply: Empty,
  },
  signIns: {
    method: 'GET',
    path: '/sign-ins',
    summary: 'Login log in my scope, newest first',
    permission: 'sign-in.read',
    query: Type.Object({
      ...PageQuery,
      user: Type.Optional(Id),
      result: Type.Optional(Type.Enum(['ok', 'refused'])),
      from: Type.Optional(Time),
      to: Type.Optional(Time),
      search: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    reply: Page(SignIn),
  },
  /** What the form and the filters choose from, within the reader's scope and rights. */
  options: {
    method: 'GET',
    path: '/users/options',
    summary: 'Roles, departments, groups, trunks and caller IDs to choose from',
    permission: 'user.read',
    reply: Type.Object({
      roles: Type.Array(Type.Object({ id: Id, name: Type.String(), code: Type.String(), canGive: Type.Boolean() })),
      departments: Type.Array(Type.Object({ id: Id, name: Type.String(), parentId: Nullable(Id) })),
      groups: Type.Array(Named),
      trunks: Type.Array(Named),
      callerIds: Type.Array(Type.Object({ number: Type.String(), label: Type.String(), isStandard: Type.Boolean() })),
      licensed: Type.Integer(),
      used: Type.Integer(),
    }),
  },
});
