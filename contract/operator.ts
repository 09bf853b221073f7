/** The platform operator (平台运营): tenants, licences, usage, support. Signs in apart from all tenants (SPEC P1, P3). */
import { Type, type Static } from 'typebox';
import { regionFaults } from '@bahu/domain/numbers/region-faults.ts';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';
import { BegunFactor, CurrentPassword, FactorCode, RecoveryCodes } from './session.ts';
import { InstallationStatus } from './status.ts';
import { Branding } from './tenants.ts';

const LoginName = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9._-]{1,31}$' });
export const Operator = Type.Object({
  id: Id,
  loginName: Type.String(),
  name: Type.String(),
  isEnabled: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
  hasSecondFactor: Type.Boolean(),
  lastSignInAt: Nullable(Time),
  createdAt: Time,
});
export type Operator = Static<typeof Operator>;
export const OperatorMe = Type.Object({ operator: Operator, branding: Branding, version: Type.String() });
export type OperatorMe = Static<typeof OperatorMe>;

const licence = {
  licensedAgents: Type.Integer({ minimum: 1, maximum: 500 }),
  licensedChannels: Type.Integer({ minimum: 1, maximum: 10_000 }),
  /** Recordings and files; 0 for no limit. */
  storageBytes: Type.Integer({ minimum: 0, maximum: 1e15 }),
  /** The first moment at which it has expired; null for never. */
  expiresAt: Nullable(Time),
};
export const tenantStates = ['active', 'suspended', 'expired'] as const;
export const PlatformTenant = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  status: Type.Enum([...tenantStates]),
  ...licence,
  createdAt: Time,
  note: Type.String(),
  usage: Type.Object({
    agents: Type.Integer(),
    channels: Type.Integer(),
    storageBytes: Type.Integer(),
    callsToday: Type.Integer(),
    customers: Type.Integer(),
  }),
  version: Type.Integer(),
});
export type PlatformTenant = Static<typeof PlatformTenant>;

/** A table of where numbers belong (归属地), as an operator has brought it. */
export const RegionTableRow = Type.Object({
  /** Null for the one that comes with the product. */
  id: Nullable(Id),
  createdAt: Nullable(Time),
  operatorName: Nullable(Type.String()),
  fileName: Nullable(Type.String()),
  /** Prefixes that it has. */
  rows: Type.Integer(),
  /** Rows of its file that were left out, by reason. */
  leftOut: Type.Array(Type.Object({ fault: Type.Enum([...regionFaults]), rows: Type.Integer() })),
  /** The first of them, with their lines. */
  samples: Type.Array(Type.Object({ line: Type.Integer(), fault: Type.Enum([...regionFaults]) })),
  inForce: Type.Boolean(),
});
export type RegionTableRow = Static<typeof RegionTableRow>;

export const operatorRoutes = routes({
  signIn: {
    method: 'POST',
    path: '/operator/session',
    summary: 'Sign in as an operator',
    permission: 'public',
    body: Type.Object(
      {
        loginName: Type.String({ minLength: 1, maxLength: 64 }),
        password: CurrentPassword,
        /** Once `session.code-required` was answered. */
        code: Type.Optional(FactorCode),
      },
      { additionalProperties: false },
    ),
    reply: OperatorMe,
    errors: [
      'session.wrong-password',
      'session.locked',
      'session.disabled',
      'session.code-required',
      'session.wrong-code',
    ],
  },
  me: {
    method: 'GET',
    path: '/operator/session',
    summary: 'Which operator am I',
    permission: 'operator',
    reply: OperatorMe,
  },
  signOut: {
    method: 'DELETE',
    path: '/operator/session',
    summary: 'Sign out as an operator',
    permission: 'operator',
    reply: Empty,
  },
  changePassword: {
    method: 'POST',
    path: '/operator/password',
    summary: 'Change my password as an operator',
    permission: 'operator',
    body: Type.Object(
      { current: CurrentPassword, next: Type.String({ minLength: 10, maxLength: 128 }) },
      { additionalProperties: false },
    ),
    reply: Empty,
    errors: ['session.wrong-password', 'session.same-password', 'session.common-password'],
  },
  /** As a tenant's user: it counts once it was confirmed, and is asked for at sign-in from then on. */
  startSecondFactor: {
    method: 'POST',
    path: '/operator/second-factor',
    summary: 'Begin to set up my second factor as an operator',
    permission: 'operator',
    body: Type.Object({ password: CurrentPassword }, { additionalProperties: false }),
    reply: BegunFactor,
    errors: ['session.wrong-password', 'conflict'],
    secretReply: true,
  },
  confirmSecondFactor: {
    method: 'PUT',
    path: '/operator/second-factor',
    summary: 'Confirm my second factor as an operator; recovery codes are shown once',
    permission: 'operator',
    body: Type.Object({ code: FactorCode }, { additionalProperties: false }),
    reply: RecoveryCodes,
    errors: ['session.wrong-code', 'conflict'],
    secretReply: true,
  },
  removeSecondFactor: {
    method: 'POST',
    path: '/operator/second-factor/remove',
    summary: 'Remove my second factor as an operator',
    permission: 'operator',
    body: Type.Object({ password: CurrentPassword, code: FactorCode }, { additionalProperties: false }),
    reply: Empty,
    errors: ['session.wrong-password', 'session.wrong-code'],
  },
  tenants: {
    method: 'GET',
    path: '/operator/tenants',
    summary: 'All tenants with licence and usage',
    permission: 'operator',
    query: Type.Object({
      ...PageQuery,
      search: Type.Optional(Type.String({ maxLength: 64 })),
      status: Type.Optional(Type.Enum([...tenantStates])),
    }),
    reply: Page(PlatformTenant),
  },
  tenant: {
    method: 'GET',
    path: '/operator/tenants/:id',
    summary: 'One tenant',
    permission: 'operator',
    params: IdParams,
    reply: PlatformTenant,
  },
  createTenant: {
    method: 'POST',
    path: '/operator/tenants',
    summary: 'Create a tenant with its administrator on extension 800',
    permission: 'operator',
    body: Type.Object(
      {
        /** Six digits; the next free one when absent. */
        code: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{5}$' })),
        name: Type.String({ minLength: 1, maxLength: 64 }),
        note: Type.Optional(Type.String({ maxLength: 500 })),
        areaCode: Type.Optional(Type.String({ pattern: '^[0-9]{0,4}$' })),
        /** The first number that its calls show, and its standard one: no tenant is without (SPEC S4). */
        callerId: Type.String({ minLength: 3, maxLength: 32 }),
        ...licence,
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ tenant: PlatformTenant, account: Type.String(), password: Type.String() }),
    errors: ['tenant.code-taken', 'phone.invalid-number'],
  },
  changeTenant: {
    method: 'PATCH',
    path: '/operator/tenants/:id',
    summary: 'Rename, license, extend, suspend or resume a tenant',
    permission: 'operator',
    params: IdParams,
    body: Type.Object(
      {
        version: Type.Integer(),
        name: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
        note: Type.Optional(Type.String({ maxLength: 500 })),
        isSuspended: Type.Optional(Type.Boolean()),
        licensedAgents: Type.Optional(licence.licensedAgents),
        licensedChannels: Type.Optional(licence.licensedChannels),
        storageBytes: Type.Optional(licence.storageBytes),
        expiresAt: Type.Optional(licence.expiresAt),
      },
      { additionalProperties: false },
    ),
    reply: PlatformTenant,
    errors: ['conflict', 'tenant.below-usage'],
  },
  /** Starts a session of one hour with an administrator's rights, without a phone; every row it writes names the operator. */
  enter: {
    method: 'POST',
    path: '/operator/tenants/:id/entry',
    summary: 'Enter a tenant for support',
    permission: 'operator',
    params: IdParams,
    body: Type.Object({ reason: Type.String({ minLength: 2, maxLength: 200 }) }, { additionalProperties: false }),
    reply: Empty,
  },
  resetAdministrator: {
    method: 'POST',
    path: '/operator/tenants/:id/administrator',
    summary: 'Give the administrator of a tenant a new password that is shown once',
    permission: 'operator',
    params: IdParams,
    reply: Type.Object({ account: Type.String(), password: Type.String() }),
  },
  status: {
    method: 'GET',
    path: '/operator/status',
    summary: 'Whether the installation works, and what it is in trouble with',
    permission: 'operator',
    reply: InstallationStatus,
  },
  branding: {
    method: 'GET',
    path: '/operator/branding',
    summary: 'Branding of the installation',
    permission: 'operator',
    reply: Branding,
  },
  changeBranding: {
    method: 'PUT',
    path: '/operator/branding',
    summary: 'Change the branding of the installation',
    permission: 'operator',
    body: Branding,
    reply: Branding,
    errors: ['tenant.unreadable-colour'],
  },
  operators: {
    method: 'GET',
    path: '/operator/operators',
    summary: 'All operators',
    permission: 'operator',
    reply: Type.Object({ items: Type.Array(Operator) }),
  },
  createOperator: {
    method: 'POST',
    path: '/operator/operators',
    summary: 'Create an operator; the password is shown once',
    permission: 'operator',
    body: Type.Object(
      { loginName: LoginName, name: Type.String({ minLength: 1, maxLength: 64 }) },
      { additionalProperties: false },
    ),
    reply: Type.Object({ operator: Operator, password: Type.String() }),
    errors: ['user.login-name-taken'],
  },
  changeOperator: {
    method: 'PATCH',
    path: '/operator/operators/:id',
    summary: 'Enable or disable an operator',
    permission: 'operator',
    params: IdParams,
    body: Type.Object({ isEnabled: Type.Boolean() }, { additionalProperties: false }),
    reply: Operator,
    errors: ['operator.is-self'],
  },
  /** A file of them goes as bytes to `POST /api/operator/region-tables/upload?name=…`; `GET …/file?id=…` answers one. */
  regionTables: {
    method: 'GET',
    path: '/operator/region-tables',
    summary: 'Tables of where numbers belong, newest first; the last comes with the product',
    permission: 'operator',
    reply: Type.Object({ items: Type.Array(RegionTableRow) }),
  },
  chooseRegionTable: {
    method: 'PUT',
    path: '/operator/region-tables/in-force',
    summary: 'Put a table of where numbers belong in force; null for the one that comes with the product',
    permission: 'operator',
    body: Type.Object({ id: Nullable(Id) }, { additionalProperties: false }),
    reply: Empty,
  },
  removeRegionTable: {
    method: 'DELETE',
    path: '/operator/region-tables/:id',
    summary: 'Remove a table of where numbers belong that is not in force',
    permission: 'operator',
    params: IdParams,
    reply: Empty,
    errors: ['regions.in-force'],
  },
  log: {
    method: 'GET',
    path: '/operator/log',
    summary: 'What operators did, newest first',
    permission: 'operator',
    query: Type.Object({ ...PageQuery, tenant: Type.Optional(Id) }),
    reply: Page(
      Type.Object({
        id: Id,
        at: Time,
        operatorName: Type.String(),
        address: Nullable(Type.String()),
        action: Type.String(),
        tenantCode: Nullable(Type.String()),
        tenantName: Nullable(Type.String()),
        before: Type.Unknown(),
        after: Type.Unknown(),
      }),
    ),
  },
});
