/** Lines to carriers (外线), and what each is given to dial (SPEC A4.3, A4.6; thin). */
import { Type, type Static } from 'typebox';
import { longDistanceRules } from '@bahu/domain/numbers/long-distance.ts';
import { Id, IdParams, Nullable, Page, PageQuery } from './page.ts';
import { routes } from './route.ts';
import { OutsidePrefix } from './tenants.ts';

const plan = {
  /** Digits before each number; null for the company's. */
  outsidePrefix: Nullable(OutsidePrefix),
  /** The 0 of long distance; null: as company and agents have it. */
  longDistance: Nullable(Type.Enum(longDistanceRules.filter((rule) => rule !== 'ask'))),
};
export const Trunk = Type.Object({
  id: Id,
  name: Type.String(),
  channels: Type.Integer(),
  isEnabled: Type.Boolean(),
  ...plan,
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit'])),
});
export type Trunk = Static<typeof Trunk>;

export const trunkRoutes = routes({
  list: {
    method: 'GET',
    path: '/trunks',
    summary: 'Trunks by name',
    permission: 'trunk.read',
    query: Type.Object(PageQuery),
    reply: Page(Trunk),
  },
  get: {
    method: 'GET',
    path: '/trunks/:id',
    summary: 'One trunk',
    permission: 'trunk.read',
    params: IdParams,
    reply: Trunk,
  },
  change: {
    method: 'PATCH',
    path: '/trunks/:id',
    summary: 'Change what a trunk is given to dial',
    permission: 'trunk.manage',
    params: IdParams,
    body: Type.Object(
      { ...Type.Partial(Type.Object(plan)).properties, version: Type.Integer() },
      { additionalProperties: false },
    ),
    reply: Trunk,
    errors: ['conflict'],
  },
});
