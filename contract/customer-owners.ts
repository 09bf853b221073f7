/** Whose a customer is (客户归属, SPEC C7): the public pool, locks, and who had the customer before. */
import { Type, type Static } from 'typebox';
import { Customer } from './customers.ts';
import { IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';

/** What makes a customer another agent's, or the pool's. */
export const ownerReasons = [
  'assign',
  'take',
  'give-back',
  'rule',
  'import',
  'import-undo',
  'merge',
  'unmerge',
  'restore',
  'other',
] as const;
export type OwnerReason = (typeof ownerReasons)[number];

/** One change of a customer's agent. */
export const OwnerChange = Type.Object({
  at: Time,
  reason: Type.Enum([...ownerReasons]),
  /** Null for the public pool. An agent who is gone has an empty name. */
  fromName: Nullable(Type.String()),
  toName: Nullable(Type.String()),
  /** Who did it; empty where nobody did, as with a rule. */
  byName: Type.String(),
  /** Of a customer who was merged with this one later. */
  isOfMerged: Type.Boolean(),
});
export type OwnerChange = Static<typeof OwnerChange>;

export const customerOwnerRoutes = routes({
  take: {
    method: 'POST',
    path: '/customers/:id/take',
    summary: 'Take a customer from the public pool',
    permission: 'customer.take',
    params: IdParams,
    reply: Customer,
    errors: ['customer.taken', 'customer.take-limit'],
  },
  giveBack: {
    method: 'POST',
    path: '/customers/:id/give-back',
    summary: 'Give a customer of mine back to the public pool',
    permission: 'customer.take',
    params: IdParams,
    reply: Customer,
    errors: ['customer.not-yours'],
  },
  lock: {
    method: 'POST',
    path: '/customers/:id/lock',
    summary: 'Lock a customer of mine, so that nobody takes them',
    permission: 'customer.lock',
    params: IdParams,
    reply: Customer,
    errors: ['customer.not-yours', 'customer.lock-limit'],
  },
  unlock: {
    method: 'POST',
    path: '/customers/:id/unlock',
    summary: 'Unlock a customer: of mine, or of those in my scope of unlocking',
    permission: 'customer.lock',
    params: IdParams,
    reply: Customer,
  },
  owners: {
    method: 'GET',
    path: '/customers/:id/owners',
    summary: 'Who had a customer before, the latest change first',
    permission: 'customer.read',
    params: IdParams,
    query: Type.Object(PageQuery),
    reply: Page(OwnerChange),
  },
});
