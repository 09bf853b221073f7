/** Numbers and patterns of numbers with which there are no calls (黑名单, SPEC S6). */
import { Type, type Static } from 'typebox';
import { blockedDirections } from '@bahu/domain/blacklist/blacklist.ts';
import { Nullable, Time } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';

const changing = {
  direction: Type.Enum([...blockedDirections]),
  reason: Type.String({ maxLength: 200 }),
  /** From then on it blocks nothing; null for never. */
  expiresAt: Nullable(Time),
};
/** In any written form, or a pattern: `?` is one digit, one `*` any number of them. It stays what it is; it is shown masked when the reader's role says so. */
const number = Type.String({ minLength: 1, maxLength: 64 });
/** `hits`: calls that were refused for it, which `GET /calls?entry=` lists. */
export const BlacklistEntry = PlainRecord({ number, ...changing, hits: Type.Integer() });
export type BlacklistEntry = Static<typeof BlacklistEntry>;

export const blacklistRoutes = routes(
  recordRoutes({
    path: '/blacklist',
    what: 'blocked number',
    read: 'blacklist.read',
    manage: 'blacklist.manage',
    fields: changing,
    fixed: { number },
    needed: [],
    query: { search: number, direction: changing.direction, expired: Type.Boolean() },
    record: BlacklistEntry,
    errors: ['phone.invalid-number', 'blacklist.taken', 'blacklist.full', 'blacklist.numbers-hidden'],
  }),
);
