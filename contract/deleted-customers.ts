/** Deleting customers, and the recycle bin (回收站) in which they can be restored for a while (SPEC C3). */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';

/** Then they are removed for good, with what belongs to them alone. */
export const keptDays = 30;
/** In one request. */
export const mostRestored = 100;

export const DeletedCustomer = Type.Object({
  id: Id,
  name: Type.String(),
  /** National format, masked when the reader's role says so. */
  phone: Type.String(),
  ownerName: Nullable(Type.String()),
  deletedAt: Time,
  deletedByName: Type.String(),
  /** Days until they are removed for good, the one that has begun counted; 0: with the next round. */
  daysLeft: Type.Integer(),
  can: Type.Array(Type.Enum(['restore', 'purge'])),
});
export type DeletedCustomer = Static<typeof DeletedCustomer>;

export const deletedCustomerRoutes = routes({
  list: {
    method: 'GET',
    path: '/deleted-customers',
    summary: 'Deleted customers in my scope, the latest first',
    permission: 'deleted-customer.read',
    query: Type.Object({
      ...PageQuery,
      /** Any part of a name, or of a number for who sees numbers. */
      search: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    reply: Page(DeletedCustomer),
  },
  get: {
    method: 'GET',
    path: '/deleted-customers/:id',
    summary: 'One deleted customer',
    permission: 'deleted-customer.read',
    params: IdParams,
    reply: DeletedCustomer,
  },
  remove: {
    method: 'DELETE',
    path: '/customers/:id',
    summary: 'Delete a customer; can be restored for 30 days',
    permission: 'customer.delete',
    params: IdParams,
    reply: Empty,
  },
  restore: {
    method: 'POST',
    path: '/deleted-customers/:id/restoration',
    summary: 'Restore a deleted customer',
    permission: 'customer.delete',
    params: IdParams,
    reply: Empty,
    errors: ['deleted-customer.number-taken', 'deleted-customer.number-taken-by', 'conflict'],
  },
  restoreMany: {
    method: 'POST',
    path: '/deleted-customers/restorations',
    summary: 'Restore some deleted customers, each by itself',
    permission: 'customer.delete',
    body: Type.Object(
      { ids: Type.Array(Id, { minItems: 1, maxItems: mostRestored, uniqueItems: true }) },
      { additionalProperties: false },
    ),
    reply: Type.Object({
      done: Type.Integer(),
      /** Those of whom somebody has a number by now. */
      taken: Type.Integer(),
      /** Beyond the scope, or no more in the bin. */
      outOfReach: Type.Integer(),
    }),
  },
  purge: {
    method: 'DELETE',
    path: '/deleted-customers/:id',
    summary: 'Remove a deleted customer for good',
    permission: 'deleted-customer.purge',
    params: IdParams,
    reply: Empty,
  },
});
