/** Pages of other systems that agents open with the variables of a call (关联后台, SPEC A3). */
import { Type, type Static } from 'typebox';
import { longestAddress } from '@bahu/domain/linked-pages/template.ts';
import { Id, IdParams } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';

/** Where one stands: beside the customer, in the details of a call, in the menu; of a pop, only while it is about a call. */
export const linkedPlaces = ['customer', 'pop', 'call', 'menu'] as const;
export type LinkedPlace = (typeof linkedPlaces)[number];
export const maxLinkedPages = 50;

const fields = {
  name: Type.String({ minLength: 1, maxLength: 24, pattern: '\\S' }),
  /** With variables as `{number}`; what may stand in it is said by `domain/linked-pages/template.ts`. */
  url: Type.String({ minLength: 1, maxLength: longestAddress }),
  place: Type.Enum([...linkedPlaces]),
  /** A call that pops opens it by itself; of those beside the customer and in the pop. */
  opensOnPop: Type.Boolean(),
  /** The order within its place. */
  position: Type.Integer({ minimum: 1, maximum: 999 }),
  isEnabled: Type.Boolean(),
};
export const LinkedPage = PlainRecord({
  ...fields,
  /** It has a secret, with which its address is signed. */
  isSigned: Type.Boolean(),
});
export type LinkedPage = Static<typeof LinkedPage>;

export const PlacedPage = Type.Object({
  id: Id,
  name: Type.String(),
  place: fields.place,
  opensOnPop: Type.Boolean(),
});
export type PlacedPage = Static<typeof PlacedPage>;

export const linkedPageRoutes = routes({
  ...recordRoutes({
    path: '/linked-pages',
    what: 'linked page',
    read: 'linked-page.manage',
    manage: 'linked-page.manage',
    fields,
    needed: ['name', 'url', 'place'],
    query: { search: Type.String({ maxLength: 64 }), place: fields.place, enabled: Type.Boolean() },
    order: 'by place and position',
    record: LinkedPage,
    errors: ['linked-page.address', 'linked-page.name-taken', 'linked-page.too-many'],
  }),
  placed: {
    method: 'GET',
    path: '/placed-linked-pages',
    summary: 'The linked pages that are shown to me, by place and position',
    permission: 'session',
    reply: Type.Object({ items: Type.Array(PlacedPage) }),
  },
  example: {
    method: 'GET',
    path: '/linked-pages/:id/example',
    summary: 'The address with the values of an example, signed as for a call',
    permission: 'linked-page.manage',
    params: IdParams,
    reply: Type.Object({ address: Type.String() }),
  },
  rotate: {
    method: 'POST',
    path: '/linked-pages/:id/secret',
    summary: 'Make a new secret; the old one signs along for a day',
    permission: 'linked-page.manage',
    params: IdParams,
    reply: Type.Object({ secret: Type.String() }),
    secretReply: true,
  },
});
