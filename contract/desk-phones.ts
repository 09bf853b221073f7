/** Desk phones (话机, SPEC A2.9): the account with which an agent's SIP telephone registers, set up once and until it is revoked. */
import { Type, type Static } from 'typebox';
import { signInMethods } from '@bahu/domain/sign-in/methods.ts';
import { Empty, Id, IdParams, Nullable, Time } from './page.ts';
import { routes } from './route.ts';

/** Where telephones register. */
const server = {
  host: Type.String(),
  port: Type.Integer(),
  transport: Type.Literal('UDP'),
  /** SIP is listened for on this machine alone: telephones elsewhere do not reach it. */
  isLocal: Type.Boolean(),
};

/** `isPending`: the media server could not be told yet and lets the phone in until it is, which is tried again and again. */
const Revoked = Type.Object({ isPending: Type.Boolean() });
export type RevokedDeskPhone = Static<typeof Revoked>;

export const DeskPhone = Type.Object({
  issuedAt: Time,
  /** Whether the agent works with it, where they may with the page as well. */
  isUsed: Type.Boolean(),
  /** Null while the media server cannot be asked. */
  isOnline: Nullable(Type.Boolean()),
  /** When and from where it came last, and what it says that it is; null and empty until it has come. */
  registeredAt: Nullable(Time),
  address: Type.String(),
  userAgent: Type.String(),
  /** Until when the link that sets it up can be opened; null when there is none, or it was opened. */
  setupUntil: Nullable(Time),
});
export type DeskPhone = Static<typeof DeskPhone>;

export const DeskPhoneOf = Type.Object({
  agentId: Id,
  /** The SIP account; the secret goes with it. */
  account: Type.String(),
  ...server,
  signInMethod: Type.Enum([...signInMethods]),
  /** Whether the agent may telephone at a desk phone at all. */
  isAllowed: Type.Boolean(),
  phone: Nullable(DeskPhone),
});
export type DeskPhoneOf = Static<typeof DeskPhoneOf>;

/** The secret is answered here and nowhere else. The link sets one telephone up, once and for some minutes. */
export const IssuedDeskPhone = Type.Object({
  of: DeskPhoneOf,
  secret: Type.String(),
  /** Below our own origin. */
  setupPath: Type.String(),
});
export type IssuedDeskPhone = Static<typeof IssuedDeskPhone>;

const issueErrors = ['desk-phone.not-allowed'] as const;

export const deskPhoneRoutes = routes({
  own: { method: 'GET', path: '/desk/phone', summary: 'My desk phone', permission: 'desk.use', reply: DeskPhoneOf },
  issueOwn: {
    method: 'POST',
    path: '/desk/phone',
    summary: 'A new secret for my desk phone; one that registered with the former is registered no more',
    permission: 'desk-phone.own',
    reply: IssuedDeskPhone,
    errors: issueErrors,
    secretReply: 'of-person',
  },
  revokeOwn: {
    method: 'DELETE',
    path: '/desk/phone',
    summary: 'Revoke my desk phone',
    permission: 'desk-phone.own',
    reply: Revoked,
  },
  choose: {
    method: 'PUT',
    path: '/desk/phone',
    summary: 'Work with my desk phone, or with the page, from the next time that the page asks for its phone',
    permission: 'desk.use',
    body: Type.Object({ isUsed: Type.Boolean() }, { additionalProperties: false }),
    reply: Empty,
  },
  get: {
    method: 'GET',
    path: '/users/:id/desk-phone',
    summary: 'The desk phone of a user',
    permission: 'desk-phone.manage',
    params: IdParams,
    reply: DeskPhoneOf,
  },
  issue: {
    method: 'POST',
    path: '/users/:id/desk-phone',
    summary: 'A new secret for the desk phone of a user; one that registered with the former is registered no more',
    permission: 'desk-phone.manage',
    params: IdParams,
    reply: IssuedDeskPhone,
    errors: ['user.role-above-own', ...issueErrors],
    secretReply: 'of-person',
  },
  revoke: {
    method: 'DELETE',
    path: '/users/:id/desk-phone',
    summary: 'Revoke the desk phone of a user',
    permission: 'desk-phone.manage',
    params: IdParams,
    reply: Revoked,
    errors: ['user.role-above-own'],
  },
});
