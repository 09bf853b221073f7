/** Signed deals (签单, SPEC A2.3, R6): what agents sell to customers, from the first talk about it to the money. */
import { Type, type Static } from 'typebox';
import { dealFields } from '@bahu/domain/fields/deal-fields.ts';
import { optionalOf, schemasOf } from './built-in-fields.ts';
import { fieldCounts } from './field-counts.ts';
import { FieldFilters, FieldSort, FieldValues } from './fields.ts';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, SeveralIds, Time } from './page.ts';
import { routes } from './route.ts';

/** A day, 2026-01-05. */
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
/** Of the tenant's currency, as people write it; 1234.50 in replies. */
const Amount = Type.String({ minLength: 1, maxLength: 24 });
const own = schemasOf(dealFields);
const { note, ...needed } = own;

export const Deal = Type.Object({
  id: Id,
  customerId: Id,
  customerName: Type.String(),
  /** National format, masked when the reader's role says so. */
  phone: Type.String(),
  /** The call in which it was entered, and how long they talked in it. */
  callId: Nullable(Id),
  talkSeconds: Nullable(Type.Integer()),
  /** Whose it is: who made it, or to whom it was given. */
  agentId: Id,
  agentName: Type.String(),
  ...own,
  amount: Amount,
  /** Null for one that is not signed. */
  signedOn: Nullable(Day),
  /** Designed fields by code; numbers in them are masked as everywhere. */
  fields: FieldValues,
  createdAt: Time,
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'delete'])),
});
export type Deal = Static<typeof Deal>;

export const NewDeal = Type.Object(
  {
    callId: Type.Optional(Id),
    /** Whoever enters it where it is left out; another one needs `deal.assign` over them. */
    agentId: Type.Optional(Id),
    ...needed,
    note: Type.Optional(note),
    amount: Amount,
    /** Today where a signed one says no day. */
    signedOn: Type.Optional(Nullable(Day)),
    fields: Type.Optional(FieldValues),
  },
  { additionalProperties: false },
);
/** Fields that are missing stay as they are; `version` is what the editor last saw. */
export const DealChange = Type.Object(
  {
    version: Type.Integer(),
    agentId: Type.Optional(Id),
    ...optionalOf(own),
    amount: Type.Optional(Amount),
    signedOn: Type.Optional(Nullable(Day)),
    fields: Type.Optional(FieldValues),
  },
  { additionalProperties: false },
);

/** Orders of the list beside those by designed fields: newest first, latest signed first, largest first. */
export const dealSorts = ['created', 'signed', 'amount'] as const;

/** The longest time of which there are figures. */
export const mostFigureDays = 92;

const dealFilters = {
  customer: Type.Optional(Id),
  /** One agent who made them, or several with commas. */
  agent: Type.Optional(SeveralIds),
  createdFrom: Type.Optional(Time),
  createdTo: Type.Optional(Time),
  /** Moments between which the day begins on the tenant's clock. */
  signedFrom: Type.Optional(Time),
  signedTo: Type.Optional(Time),
  fields: Type.Optional(FieldFilters),
};
export const DealFilter = Type.Object({
  ...PageQuery,
  ...dealFilters,
  sort: Type.Optional(Type.Union([Type.Enum([...dealSorts]), FieldSort])),
});

export const dealRoutes = routes({
  list: {
    method: 'GET',
    path: '/deals',
    summary: 'Deals with the customers in my scope',
    permission: 'deal.read',
    query: DealFilter,
    reply: Page(Deal),
  },
  byField: fieldCounts('/deals', 'deal', 'deals', 'deal.read', dealFilters),
  sums: {
    method: 'GET',
    path: '/deals/sums',
    summary: 'What the deals in my scope are of together, in all and by their stage',
    permission: 'deal.read',
    query: Type.Object(dealFilters),
    reply: Type.Object({
      amount: Amount,
      stages: Type.Array(Type.Object({ stage: own.dealStage, amount: Amount })),
    }),
  },
  figures: {
    method: 'GET',
    path: '/deals/figures',
    summary:
      'Of the customers in my scope with calls in a time: how many were reached, and how many of those signed in it',
    permission: 'deal.read',
    query: Type.Object({ from: Time, to: Time, agent: dealFilters.agent }),
    reply: Type.Object({
      /** Customers with whom there was a call to or from outside, answered or not. */
      called: Type.Integer(),
      /** Those of them with whom somebody talked. */
      reached: Type.Integer(),
      /** Those of them who signed a deal. */
      signed: Type.Integer(),
    }),
  },
  get: {
    method: 'GET',
    path: '/deals/:id',
    summary: 'One deal',
    permission: 'deal.read',
    params: IdParams,
    reply: Deal,
  },
  create: {
    method: 'POST',
    path: '/customers/:id/deals',
    summary: 'Enter a deal with a customer',
    permission: 'deal.create',
    params: IdParams,
    body: NewDeal,
    reply: Deal,
    errors: ['people.out-of-reach'],
  },
  change: {
    method: 'PATCH',
    path: '/deals/:id',
    summary: 'Change a deal',
    permission: 'deal.edit',
    params: IdParams,
    body: DealChange,
    reply: Deal,
    errors: ['conflict', 'people.out-of-reach'],
  },
  remove: {
    method: 'DELETE',
    path: '/deals/:id',
    summary: 'Delete a deal',
    permission: 'deal.delete',
    params: IdParams,
    reply: Empty,
  },
});
