/** One box for everything (Ctrl-K): customers and people by name, pinyin initials or number in any format; calls by their id. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Time } from './page.ts';
import { routes } from './route.ts';

export const SearchHits = Type.Object({
  customers: Type.Array(Type.Object({ id: Id, name: Type.String(), phone: Type.String(), company: Type.String() })),
  people: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      extension: Type.String(),
      departmentName: Nullable(Type.String()),
    }),
  ),
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
});
