/** Sign-in, the reader's own identity and what the desk needs at start (SPEC A1). */
import { Type, type Static } from 'typebox';
import { clients } from '@bahu/domain/sign-in/methods.ts';
import { Empty, Id, IdParams, Nullable, Time } from './page.ts';
import { DeskSettings } from './desk-settings.ts';
import { dataScopes, permissions, scopedPermissions } from './permissions.ts';
import { routes } from './route.ts';
import { Branding, SecurityPolicy } from './tenants.ts';
import { OpenSession } from './users.ts';

/** Six digits of the second factor, or a recovery code. */
export const FactorCode = Type.String({ minLength: 6, maxLength: 16 });
export const CurrentPassword = Type.String({ minLength: 1, maxLength: 128 });
/** A second factor that counts once a code of it has confirmed it: the secret in base32, and the address that an authenticator reads from a QR code. */
export const BegunFactor = Type.Object({ secret: Type.String(), uri: Type.String() });
/** Each stands in for the code once. */
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) });

export const Credentials = Type.Object(
  {
    /** Tenant code and extension together (100001800), or tenant code, a slash and the login name (100001/lin). */
    account: Type.String({ minLength: 1, maxLength: 64 }),
    password: CurrentPassword,
    staySignedIn: Type.Optional(Type.Boolean()),
    /** What the page says that it is; a page of a browser when it says nothing. */
    client: Type.Optional(Type.Enum([...clients])),
    /** Once `session.code-required` was answered. */
    code: Type.Optional(FactorCode),
  },
  { additionalProperties: false },
);

export const Me = Type.Object({
  /** Of the user, who is an agent of the same id. */
  userId: Id,
  /** Of this sign-in; `DeskState.softphoneSessionId` tells whether it holds the softphone. */
  sessionId: Id,
  name: Type.String(),
  extension: Type.String(),
  account: Type.String(),
  role: Type.Object({ id: Id, code: Type.String(), name: Type.String(), autoAnswerSeconds: Type.Integer() }),
  scope: Type.Enum([...dataScopes]),
  /** Permissions whose scope differs from the role's. */
  scopes: Type.Array(Type.Object({ permission: Type.Enum([...scopedPermissions]), scope: Type.Enum([...dataScopes]) })),
  permissions: Type.Array(Type.Enum([...permissions])),
  masksNumbers: Type.Boolean(),
  tenant: Type.Object({
    id: Id,
    code: Type.String(),
    name: Type.String(),
    status: Type.Enum(['active', 'suspended', 'expired']),
    expiresAt: Nullable(Time),
    canCall: Type.Boolean(),
  }),
  branding: Branding,
  /** Until it is done, every other route answers `session.password-change-required` or `session.second-factor-required`. */
  mustChangePassword: Type.Boolean(),
  mustSetUpSecondFactor: Type.Boolean(),
  hasSecondFactor: Type.Boolean(),
  security: SecurityPolicy,
  /** What holds of those that agents and their company set. */
  settings: DeskSettings,
  /** The role that is being tried out by 以此角色查看; its rights never go beyond one's own. */
  viewingAs: Nullable(Type.Object({ id: Id, name: Type.String() })),
  /** Set when the provider's operator is here for support. */
  support: Nullable(Type.Object({ operator: Type.String(), endsAt: Time })),
  /** Whether a simulated carrier is attached, so that the demo-call button makes sense. */
  demo: Type.Boolean(),
  version: Type.String(),
});
export type Me = Static<typeof Me>;

export const sessionRoutes = routes({
  signIn: {
    method: 'POST',
    path: '/session',
    summary: 'Sign in',
    permission: 'public',
    body: Credentials,
    reply: Me,
    errors: [
      'session.wrong-password',
      'session.locked',
      'session.disabled',
      'session.code-required',
      'session.wrong-code',
      'session.wrong-method',
    ],
  },
  me: { method: 'GET', path: '/session', summary: 'Who am I', permission: 'session', reply: Me },
  signOut: { method: 'DELETE', path: '/session', summary: 'Sign out', permission: 'session', reply: Empty },
  changePassword: {
    method: 'POST',
    path: '/session/password',
    summary: 'Change my password',
    permission: 'session',
    body: Type.Object(
      { current: CurrentPassword, next: Type.String({ minLength: 6, maxLength: 128 }) },
      { additionalProperties: false },
    ),
    reply: Empty,
    errors: [
      'session.wrong-password',
      'session.weak-password',
      'session.password-not-mixed',
      'session.common-password',
      'session.same-password',
    ],
  },
  /** TOTP by RFC 6238: 30 s, six digits, SHA-1, as authenticator apps expect. It counts once it was confirmed. */
  startSecondFactor: {
    method: 'POST',
    path: '/session/second-factor',
    summary: 'Begin to set up a second factor',
    permission: 'session',
    body: Type.Object({ password: CurrentPassword }, { additionalProperties: false }),
    reply: BegunFactor,
    errors: ['session.wrong-password', 'session.second-factor-off', 'conflict'],
    secretReply: 'of-person',
  },
  confirmSecondFactor: {
    method: 'PUT',
    path: '/session/second-factor',
    summary: 'Confirm the second factor with a code; recovery codes are shown once',
    permission: 'session',
    body: Type.Object({ code: FactorCode }, { additionalProperties: false }),
    reply: RecoveryCodes,
    errors: ['session.wrong-code', 'conflict'],
    secretReply: 'of-person',
  },
  removeSecondFactor: {
    method: 'POST',
    path: '/session/second-factor/remove',
    summary: 'Remove my second factor',
    permission: 'session',
    body: Type.Object({ password: CurrentPassword, code: FactorCode }, { additionalProperties: false }),
    reply: Empty,
    errors: ['session.wrong-password', 'session.wrong-code', 'session.second-factor-required'],
  },
  sessions: {
    method: 'GET',
    path: '/session/all',
    summary: 'Where I am signed in',
    permission: 'session',
    reply: Type.Object({ items: Type.Array(OpenSession) }),
  },
  signOutElsewhere: {
    method: 'DELETE',
    path: '/session/all',
    summary: 'Sign out everywhere but here',
    permission: 'session',
    reply: Empty,
  },
  endSession: {
    method: 'DELETE',
    path: '/session/all/:id',
    summary: 'Sign out one of my sessions',
    permission: 'session',
    params: IdParams,
    reply: Empty,
  },
  viewAs: {
    method: 'PUT',
    path: '/session/view-as/:id',
    summary: 'See as a role',
    permission: 'role.read',
    params: IdParams,
    reply: Me,
  },
  viewAsMyself: {
    method: 'DELETE',
    path: '/session/view-as',
    summary: 'See as myself again',
    permission: 'session',
    reply: Me,
  },
});
