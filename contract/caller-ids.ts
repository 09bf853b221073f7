/** Caller IDs that the tenant's calls may show (外显号码, SPEC S4). */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Nullable, Page, PageQuery } from './page.ts';
import { routes } from './route.ts';

/** At most this many per licensed channel. */
export const callerIdsPerChannel = 2;
const Number = Type.String({ minLength: 3, maxLength: 32 });
export const CallerId = Type.Object({
  id: Id,
  /** In national form; a caller ID is the tenant's own number and never masked. */
  number: Type.String(),
  /** E.164, as users refer to it. */
  value: Type.String(),
  trunkId: Nullable(Id),
  trunkName: Nullable(Type.String()),
  note: Type.String(),
  isStandard: Type.Boolean(),
  isEnabled: Type.Boolean(),
  agentCount: Type.Integer(),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'delete'])),
});
export type CallerId = Static<typeof CallerId>;
export const callerIdRoutes = routes({
  list: {
    method: 'GET',
    path: '/caller-ids',
    summary: 'Caller IDs of the tenant',
    permission: 'caller-id.read',
    query: Type.Object({
      ...PageQuery,
      search: Type.Optional(Type.String({ maxLength: 32 })),
      enabled: Type.Optional(Type.Boolean()),
    }),
    reply: Page(CallerId),
  },
  get: {
    method: 'GET',
    path: '/caller-ids/:id',
    summary: 'One caller ID',
    permission: 'caller-id.read',
    params: IdParams,
    reply: CallerId,
  },
  create: {
    method: 'POST',
    path: '/caller-ids',
    summary: 'Add a caller ID, or all of a range',
    permission: 'caller-id.manage',
    body: Type.Object(
      {
        number: Number,
        toNumber: Type.Optional(Number),
        trunkId: Type.Optional(Nullable(Id)),
        note: Type.Optional(Type.String({ maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ items: Type.Array(CallerId) }),
    errors: ['caller-id.taken', 'caller-id.limit', 'caller-id.wrong-range', 'phone.invalid-number'],
  },
  change: {
    method: 'PATCH',
    path: '/caller-ids/:id',
    summary: 'Change a caller ID, or make it the standard one',
    permission: 'caller-id.manage',
    params: IdParams,
    body: Type.Object(
      {
        version: Type.Integer(),
        trunkId: Type.Optional(Nullable(Id)),
        note: Type.Optional(Type.String({ maxLength: 200 })),
        isEnabled: Type.Optional(Type.Boolean()),
        isStandard: Type.Optional(Type.Literal(true)),
      },
      { additionalProperties: false },
    ),
    reply: CallerId,
    errors: ['caller-id.standard', 'conflict'],
  },
  remove: {
    method: 'DELETE',
    path: '/caller-ids/:id',
    summary: 'Remove a caller ID; its agents show the standard one',
    permission: 'caller-id.manage',
    params: IdParams,
    reply: Empty,
    errors: ['caller-id.standard'],
  },
});
