/** One box for everything (Ctrl-K): what the slices let find, by name, pinyin initials, number in any format or id. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Time } from './page.ts';
import { scopedPermissions, type Permission } from './permissions.ts';
import { routes } from './route.ts';
import { keysOf, tableOf, type KeyOf } from './slices/derived.ts';

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

/** What is found, in the order of the slices. */
export const searchKinds = keysOf('finds');
export type SearchKind = KeyOf<'finds'>;
const finds = tableOf('finds');
/** Any of these permissions lets somebody look for it. */
export const neededToFind = (kind: SearchKind): readonly Permission[] => finds[kind].needs;

export const SearchHit = Type.Object({
  id: Id,
  name: Type.String(),
  /** National format or an extension, masked when the reader's role says so. */
  number: Type.String(),
  /** What tells it from others of its name; empty for nothing. */
  note: Type.String(),
  /** When it was, of what happened once. */
  at: Nullable(Time),
});
export type SearchHit = Static<typeof SearchHit>;
export type SearchHits = Record<SearchKind, SearchHit[]>;

export const searchRoutes = routes({
  find: {
    method: 'GET',
    path: '/search',
    summary: 'What fits the typed text in my scope, by kind',
    permission: 'session',
    query: Type.Object({
      text: Type.String({ minLength: 1, maxLength: 64 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    }),
    reply: Type.Object(
      Object.fromEntries(searchKinds.map((kind) => [kind, Type.Array(SearchHit)])) as Record<
        SearchKind,
        ReturnType<typeof Type.Array<typeof SearchHit>>
      >,
    ),
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
