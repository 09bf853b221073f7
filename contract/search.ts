/** One box for everything (Ctrl-K): customers and people by name, pinyin initials or number in any format; calls by their id. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Time } from './page.ts';
import { scopedPermissions } from './permissions.ts';
import { routes } from './route.ts';

/** So many people are found when nothing is said, and so many are named in one request. */
export const peopleLimits = { found: 20, most: 50, named: 100 } as const;
const idOrExtension = '([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]{2,8})';

/** Somebody of the company, as whoever names or chooses people sees them. */
export const FoundPerson = Type.Object({
  id: Id,
  name: Type.String(),
  extension: Type.String(),
  departmentName: Nullable(Type.String()),
  isEnabled: Type.Boolean(),
});
export type FoundPerson = Static<typeof FoundPerson>;

export const SearchHits = Type.Object({
  customers: Type.Array(Type.Object({ id: Id, name: Type.String(), phone: Type.String(), company: Type.String() })),
  people: Type.Array(FoundPerson),
  calls: Type.Array(
    Type.Object({ id: Id, number: Type.String(), startedAt: Time, customerName: Nullable(Type.String()) }),
  ),
});
export type SearchHits = Static<typeof SearchHits>;
export const searchRoutes = routes({
  find: {
    method: 'GET',
    path: '/search',
    summary: 'Customers, people and calls in my scope that fit what was typed',
    permission: 'session',
    query: Type.Object({
      text: Type.String({ minLength: 1, maxLength: 64 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    }),
    reply: SearchHits,
  },
  /**
   * Who has a desk or reads users knows everybody by name, others themselves. Chosen for something that needs a permission are those over whom the reader
   * holds it.
   */
  people: {
    method: 'GET',
    path: '/people',
    summary: 'People of the company to choose from, by what was typed; or the names of some',
    permission: 'session',
    query: Type.Object({
      /** Any part of a name, or the beginning of its initials in pinyin, of a login name or of an extension. */
      search: Type.Optional(Type.String({ maxLength: 64 })),
      /** Ids and extensions with commas: those people alone, disabled ones too, whatever else is asked. */
      of: Type.Optional(Type.String({ pattern: `^${idOrExtension}(,${idOrExtension}){0,${peopleLimits.named - 1}}$` })),
      /** Over whom the reader holds this permission. */
      for: Type.Optional(Type.Enum([...scopedPermissions])),
      enabled: Type.Optional(Type.Boolean()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: peopleLimits.most })),
    }),
    reply: Type.Object({
      /** Who is enabled first, then those whose name or extension begins so, by extension. */
      items: Type.Array(FoundPerson),
      /** More fit what was typed. */
      isMore: Type.Boolean(),
      /** Everybody of the company was looked at: an id without a person is nobody's. */
      isWhole: Type.Boolean(),
    }),
    errors: ['forbidden'],
  },
});
