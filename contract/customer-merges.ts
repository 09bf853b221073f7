/** Customers who are there twice: noticed while a number is typed, merged field by field, and that taken back (客户合并, SPEC C2, C7). */
import { Type, type Static } from 'typebox';
import { Customer, PhoneExtension, PhoneInput } from './customers.ts';
import { Id, IdParams, Nullable, Time } from './page.ts';
import { routes } from './route.ts';

/** For so long a merge can be taken back. */
export const mergeDays = 30;

/**
 * `take` names the fields whose value comes from the second customer: built-in ones by their key, designed ones as `fields.<code>`, `phone` for the
 * primary number, `owner` (for those who may assign both customers). All others keep what the first one has. Numbers, files, contacts, follow-ups and calls are together in any case.
 */
export const Merge = Type.Object(
  {
    mergedId: Id,
    version: Type.Integer(),
    mergedVersion: Type.Integer(),
    take: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 200 }),
  },
  { additionalProperties: false },
);
export type Merge = Static<typeof Merge>;

export const CustomerMerge = Type.Object({
  id: Id,
  mergedName: Type.String(),
  mergedAt: Time,
  byName: Type.String(),
});
export type CustomerMerge = Static<typeof CustomerMerge>;

export const customerMergeRoutes = routes({
  /** While a number is typed: what saving it would be refused for. Whoever may not see numbers, or write none, is told of nobody. */
  whoseNumber: {
    method: 'GET',
    path: '/customers/whose-number',
    summary: 'Which other customer has a number',
    permission: 'customer.read',
    query: Type.Object({ phone: PhoneInput, extension: Type.Optional(PhoneExtension), of: Type.Optional(Id) }),
    reply: Type.Object({
      /** Without a name where the reader may not open them. */
      holder: Nullable(Type.Object({ id: Nullable(Id), name: Nullable(Type.String()) })),
    }),
  },
  listMerges: {
    method: 'GET',
    path: '/customers/:id/merges',
    summary: 'Merges into a customer that can be taken back',
    permission: 'customer.read',
    params: IdParams,
    reply: Type.Object({ items: Type.Array(CustomerMerge) }),
  },
  merge: {
    method: 'POST',
    path: '/customers/:id/merges',
    summary: 'Merge another customer into this one',
    permission: 'customer.merge',
    params: IdParams,
    body: Merge,
    reply: Type.Object({ mergeId: Id, customer: Customer }),
    errors: ['customer.changed-meanwhile', 'customer.merge-hidden', 'customer.merge-numbers', 'customer.locked'],
  },
  undoMerge: {
    method: 'POST',
    path: '/customer-merges/:id/undo',
    summary: 'Take a merge back: the second customer is there again with what was theirs',
    permission: 'customer.merge',
    params: IdParams,
    reply: Type.Object({ customer: Customer }),
    errors: ['customer.merge-hidden', 'customer.unmerge-over', 'customer.unmerge-gone'],
  },
});
