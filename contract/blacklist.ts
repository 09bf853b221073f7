/** Numbers and patterns of numbers with which there are no calls (黑名单, SPEC S6). */
import { Type, type Static } from 'typebox';
import { blockedDirections } from '@bahu/domain/blacklist/blacklist.ts';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';

const Direction = Type.Enum([...blockedDirections]);
const changing = {
  direction: Type.Optional(Direction),
  reason: Type.Optional(Type.String({ maxLength: 200 })),
  /** From then on it blocks nothing; null for never. */
  expiresAt: Type.Optional(Nullable(Time)),
};
export const BlacklistEntry = Type.Object({
  id: Id,
  /** A number in national form, or a pattern: `?` is one digit, one `*` any number of them. Masked when the reader's role says so. */
  number: Type.String(),
  direction: Direction,
  reason: Type.String(),
  expiresAt: Nullable(Time),
  createdAt: Time,
  /** Calls that were refused for it, which `GET /calls?entry=` lists. */
  hits: Type.Integer(),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'delete'])),
});
export type BlacklistEntry = Static<typeof BlacklistEntry>;

export const blacklistRoutes = routes({
  list: {
    method: 'GET',
    path: '/blacklist',
    summary: 'The blacklist, newest entries first',
    permission: 'blacklist.read',
    query: Type.Object({
      ...PageQuery,
      search: Type.Optional(Type.String({ maxLength: 64 })),
      direction: Type.Optional(Direction),
      expired: Type.Optional(Type.Boolean()),
    }),
    reply: Page(BlacklistEntry),
  },
  get: {
    method: 'GET',
    path: '/blacklist/:id',
    summary: 'One entry of the blacklist',
    permission: 'blacklist.read',
    params: IdParams,
    reply: BlacklistEntry,
  },
  create: {
    method: 'POST',
    path: '/blacklist',
    summary: 'Block a number or a pattern of numbers, from the next call on',
    permission: 'blacklist.manage',
    body: Type.Object(
      { number: Type.String({ minLength: 1, maxLength: 64 }), ...changing },
      { additionalProperties: false },
    ),
    reply: BlacklistEntry,
    errors: ['phone.invalid-number', 'blacklist.taken', 'blacklist.full', 'blacklist.numbers-hidden'],
  },
  change: {
    method: 'PATCH',
    path: '/blacklist/:id',
    summary: 'Change the direction, the reason or the end of an entry',
    permission: 'blacklist.manage',
    params: IdParams,
    body: Type.Object({ version: Type.Integer(), ...changing }, { additionalProperties: false }),
    reply: BlacklistEntry,
    errors: ['conflict'],
  },
  remove: {
    method: 'DELETE',
    path: '/blacklist/:id',
    summary: 'Remove an entry; calls are possible again at once',
    permission: 'blacklist.manage',
    params: IdParams,
    reply: Empty,
  },
});
