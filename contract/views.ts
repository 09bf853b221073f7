/** How a user has arranged a list: columns, order, row height, saved views (SPEC C1). */
import { Type, type Static } from 'typebox';
import { filterLimits } from '@bahu/domain/fields/filter-text.ts';
import { Empty, Id, IdParams } from './page.ts';
import { routes } from './route.ts';
import { namesIn, type NameIn } from './slices/derived.ts';

export const lists = namesIn('lists');
export type ListName = NameIn<'lists'>;
export const ListParams = Type.Object({ list: Type.Enum([...lists]) });

/** A filter as the address of the page carries it. */
const Search = Type.Record(
  Type.String({ maxLength: 40 }),
  Type.Union([Type.String({ maxLength: filterLimits.characters }), Type.Number(), Type.Boolean()]),
  { maxProperties: 40 },
);
const ColumnKeys = Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 180 });

export const View = Type.Object({
  id: Id,
  name: Type.String(),
  search: Search,
  isShared: Type.Boolean(),
  isMine: Type.Boolean(),
});
export type View = Static<typeof View>;
export const ListLayout = Type.Object({
  /** Shown columns in their order; null as long as the user chose none. */
  columns: Type.Union([ColumnKeys, Type.Null()]),
  density: Type.Enum(['compact', 'comfortable']),
  views: Type.Array(View),
});
export type ListLayout = Static<typeof ListLayout>;

export const viewRoutes = routes({
  get: {
    method: 'GET',
    path: '/lists/:list',
    summary: 'How I have arranged a list',
    permission: 'session',
    params: ListParams,
    reply: ListLayout,
  },
  arrange: {
    method: 'PUT',
    path: '/lists/:list',
    summary: 'Arrange the columns of a list for me',
    permission: 'session',
    params: ListParams,
    body: Type.Object(
      { columns: Type.Union([ColumnKeys, Type.Null()]), density: Type.Enum(['compact', 'comfortable']) },
      { additionalProperties: false },
    ),
    reply: ListLayout,
  },
  save: {
    method: 'POST',
    path: '/lists/:list/views',
    summary: 'Save a filter as a view, for me or for everybody',
    permission: 'session',
    params: ListParams,
    body: Type.Object(
      { name: Type.String({ minLength: 1, maxLength: 32 }), search: Search, isShared: Type.Boolean() },
      { additionalProperties: false },
    ),
    reply: View,
    errors: ['view.name-taken', 'view.too-many'],
  },
  remove: {
    method: 'DELETE',
    path: '/views/:id',
    summary: 'Remove a view of mine',
    permission: 'session',
    params: IdParams,
    reply: Empty,
  },
});
