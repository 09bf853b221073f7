/** Sign-in, the reader's own identity and what the desk needs at start. */
import { Type, type Static } from 'typebox';
import { Empty, Id, Nullable, Time } from './page.ts';
import { dataScopes, permissions, roleCodes } from './permissions.ts';
import { routes } from './route.ts';

export const Credentials = Type.Object({
  /** Tenant code and extension together (100001800), or tenant code, a slash and the login name (100001/lin). */
  account: Type.String({ minLength: 1, maxLength: 64 }),
  password: Type.String({ minLength: 1, maxLength: 128 }),
  staySignedIn: Type.Optional(Type.Boolean()),
}, { additionalProperties: false });

export const Me = Type.Object({
  userId: Id,
  agentId: Id,
  /** Of this sign-in; `DeskState.softphoneSessionId` tells whether it holds the softphone. */
  sessionId: Id,
  name: Type.String(),
  extension: Type.String(),
  account: Type.String(),
  role: Type.Enum([...roleCodes]),
  scope: Type.Enum([...dataScopes]),
  permissions: Type.Array(Type.Enum([...permissions])),
  masksNumbers: Type.Boolean(),
  tenant: Type.Object({ id: Id, code: Type.String(), name: Type.String(), expiresAt: Nullable(Time), canCall: Type.Boolean() }),
  /** Whether a simulated carrier is attached, so that the demo-call button makes sense. */
  demo: Type.Boolean(),
  version: Type.String(),
});
export type Me = Static<typeof Me>;

export const sessionRoutes = routes({
  signIn: { method: 'POST', path: '/session', summary: 'Sign in', permission: 'public', body: Credentials, reply: Me, errors: ['session.wrong-password', 'session.locked', 'session.disabled'] },
  me: { method: 'GET', path: '/session', summary: 'Who am I', permission: 'session', reply: Me },
  signOut: { method: 'DELETE', path: '/session', summary: 'Sign out', permission: 'session', reply: Empty },
  changePassword: {
    method: 'POST', path: '/session/password', summary: 'Change my password', permission: 'session',
    body: Type.Object({ current: Type.String({ minLength: 1, maxLength: 128 }), next: Type.String({ minLength: 6, maxLength: 128 }) }, { additionalProperties: false }),
    reply: Empty, errors: ['session.wrong-password'],
  },
});
