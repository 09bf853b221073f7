/** Customers and their follow-ups (SPEC C1, C2, A2.3). */
import { Type, type Static } from 'typebox';
import { customerFields } from '@bahu/domain/fields/customer-fields.ts';
import { numberLabels } from '@bahu/domain/fields/number-labels.ts';
import { optionalOf, schemasOf } from './built-in-fields.ts';
import { departmentCounts } from './department-counts.ts';
import { fieldCounts } from './field-counts.ts';
import { FieldFilters, FieldSort, FieldValues } from './fields.ts';
import {
  FollowUp,
  FollowUpChange,
  FollowUpFilter,
  followUpFilters,
  ListedFollowUp,
  NewFollowUp,
} from './follow-ups.ts';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, SeveralIds, Time } from './page.ts';
import { ShownRegion } from './regions.ts';
import { routes } from './route.ts';
import { TimelineFilter, TimelineItem } from './timeline.ts';

/** Limits that are of no field. */
export const customerLimits = {
  /** Numbers of one customer, the primary one included. */
  numbers: 10,
} as const;

/** What is done about whose a customer is (C7). */
export const ownerActs = ['take', 'give-back', 'lock', 'unlock'] as const;
export type OwnerAct = (typeof ownerActs)[number];

/** A number as a person writes it, perhaps with an extension; the server keeps E.164 and refuses what is none. */
export const PhoneInput = Type.String({ minLength: 3, maxLength: 64 });
/** Keys that are sent to whoever answers; empty for none. An extension written behind the number wins. */
export const PhoneExtension = Type.String({ pattern: '^[0-9*#]{0,8}$' });

const builtIn = schemasOf(customerFields);
const { name, ...others } = builtIn;
const Label = Type.Enum([...numberLabels]);
/** One of a customer's numbers; each finds the customer. The first is the primary one, which the fields `phone` and `phoneExtension` repeat. */
export const CustomerNumber = Type.Object({
  id: Id,
  /** National format, masked when the reader's role says so. */
  number: Type.String(),
  extension: Type.String(),
  label: Label,
  /** Where it belongs. */
  region: Nullable(ShownRegion),
  isPrimary: Type.Boolean(),
  /** Another customer had it first. Told to those only who see numbers. */
  isDuplicate: Type.Boolean(),
});
export type CustomerNumber = Static<typeof CustomerNumber>;
const NumberParams = Type.Object({ id: Id, numberId: Id });

export const Customer = Type.Object({
  id: Id,
  ...builtIn,
  /** National format, masked when the reader's role says so. */
  phone: Type.String(),
  phoneIsMasked: Type.Boolean(),
  phoneExtension: Type.String(),
  /** Where the primary number belongs. */
  region: Nullable(ShownRegion),
  numbers: Type.Array(CustomerNumber),
  /** Another customer had the number first. Told to those only who see numbers. */
  isDuplicate: Type.Boolean(),
  /** Designed fields by code; numbers in them are masked as everywhere. */
  fields: FieldValues,
  /** The category, which `GET /customer-categories` names. */
  categoryId: Nullable(Id),
  /** Since when they are not to be called, or may be again, and who wrote it; null as long as nobody has. */
  doNotCallAt: Nullable(Time),
  doNotCallByName: Nullable(Type.String()),
  /** The same of their consent. */
  consentAt: Nullable(Time),
  consentByName: Nullable(Type.String()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  /** Nobody takes the customer from its agent. */
  isLocked: Type.Boolean(),
  /** When that ends by itself; null when it does not. */
  lockedUntil: Nullable(Time),
  createdAt: Time,
  updatedAt: Time,
  lastCallAt: Nullable(Time),
  callCount: Type.Integer(),
  followUpCount: Type.Integer(),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'call', 'reveal-number', 'merge', 'delete', 'assign', ...ownerActs])),
});
export type Customer = Static<typeof Customer>;

/** A further number as a person writes it. */
export const NewNumber = Type.Object(
  { phone: PhoneInput, phoneExtension: Type.Optional(PhoneExtension), label: Type.Optional(Label) },
  { additionalProperties: false },
);
export type NewNumber = Static<typeof NewNumber>;
/** A number that stays: as it is, or of another extension or label. */
export const KeptNumber = Type.Object(
  { id: Id, phoneExtension: Type.Optional(PhoneExtension), label: Type.Optional(Label) },
  { additionalProperties: false },
);
const furtherNumbers = { maxItems: customerLimits.numbers - 1 };

export const NewCustomer = Type.Object(
  {
    name,
    phone: PhoneInput,
    phoneExtension: Type.Optional(PhoneExtension),
    /** Of the primary number. */
    label: Type.Optional(Label),
    /** Further numbers, saved with the customer or not at all; a refusal names the place of the number that it is about. */
    numbers: Type.Optional(Type.Array(NewNumber, furtherNumbers)),
    ...optionalOf(others),
    categoryId: Type.Optional(Nullable(Id)),
    fields: Type.Optional(FieldValues),
    /** Take the number of this call instead of `phone` when the reader may not see it. */
    callId: Type.Optional(Id),
  },
  { additionalProperties: false },
);
/** Fields that are missing stay as they are; `version` is what the editor last saw. */
export const CustomerChange = Type.Object(
  {
    version: Type.Integer(),
    ...optionalOf(builtIn),
    categoryId: Type.Optional(Nullable(Id)),
    /** Which of the further numbers becomes the primary one; what else is said of the primary number is said of this one then. */
    primaryId: Type.Optional(Id),
    phone: Type.Optional(PhoneInput),
    phoneExtension: Type.Optional(PhoneExtension),
    label: Type.Optional(Label),
    /**
     * All further numbers as they shall be, in their order: those that stay by their ids, new ones as they are written; those that are left out are
     * removed. The primary number (its id is the customer's) stays as a further one by its id, when another takes its place.
     */
    numbers: Type.Optional(Type.Array(Type.Union([KeptNumber, NewNumber]), furtherNumbers)),
    fields: Type.Optional(FieldValues),
  },
  { additionalProperties: false },
);

/** What was with a customer before a call. */
export const Lately = Type.Object({
  /** Of the last 30 days, without the call that asks, counted to 100; 0 for who reads no calls. */
  inboundCalls: Type.Integer(),
  /** The latest follow-up, masked when the reader's role says so. */
  note: Nullable(Type.String()),
});
export type Lately = Static<typeof Lately>;

/** Orders of the list beside those by designed fields. */
export const customerSorts = ['created', 'last-call', 'name'] as const;

/**
 * Shown scope (显示权限): of what one may see the own customers, or those of the own department with all below it; or the public pool, which is served by
 * all, whatever else they see. Without it all that one may see.
 */
export const shownScopes = ['mine', 'department', 'pool'] as const;
export type ShownScope = (typeof shownScopes)[number];
const Shown = Type.Optional(Type.Enum([...shownScopes]));

/** How many customers of a list each category holds: the tree beside it. */
export const CategoryCounts = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      parentId: Nullable(Id),
      /** With those of all categories below it. */
      count: Type.Integer(),
    }),
  ),
  /** Those of no category, and all of them. */
  none: Type.Integer(),
  total: Type.Integer(),
});
export type CategoryCounts = Static<typeof CategoryCounts>;

export const customerFilters = {
  shown: Shown,
  /** Any part of a name, the initials of a name in pinyin, any run of at least 3 digits of a number, or the beginning of a searchable field. */
  search: Type.Optional(Type.String({ maxLength: 64 })),
  /** One owner, or several with commas. */
  owner: Type.Optional(SeveralIds),
  /** Whether its agent has locked the customer. */
  locked: Type.Optional(Type.Boolean()),
  /** Of the owner, with all departments below it. */
  department: Type.Optional(Id),
  createdFrom: Type.Optional(Time),
  createdTo: Type.Optional(Time),
  lastCallFrom: Type.Optional(Time),
  lastCallTo: Type.Optional(Time),
  fields: Type.Optional(FieldFilters),
};
export const CustomerSort = Type.Union([Type.Enum([...customerSorts]), FieldSort]);
export const CustomerFilter = Type.Object({ ...PageQuery, ...customerFilters, sort: Type.Optional(CustomerSort) });

export const customerRoutes = routes({
  list: {
    method: 'GET',
    path: '/customers',
    summary: 'Customers in my scope',
    permission: 'customer.read',
    query: CustomerFilter,
    reply: Page(Customer),
  },
  departments: departmentCounts('/customers', 'customer', 'customer.read'),
  categories: {
    method: 'GET',
    path: '/customers/categories',
    summary: 'How many customers in my scope each category has',
    permission: 'customer.read',
    query: Type.Object({ shown: Shown }),
    reply: CategoryCounts,
  },
  byField: fieldCounts('/customers', 'customer', 'customers', 'customer.read', customerFilters),
  create: {
    method: 'POST',
    path: '/customers',
    summary: 'Create a customer',
    permission: 'customer.create',
    body: NewCustomer,
    reply: Customer,
    errors: ['customer.phone-taken', 'customer.phone-taken-by', 'phone.invalid-number'],
  },
  get: {
    method: 'GET',
    path: '/customers/:id',
    summary: 'One customer',
    permission: 'customer.read',
    params: IdParams,
    reply: Customer,
  },
  change: {
    method: 'PATCH',
    path: '/customers/:id',
    summary: 'Change a customer',
    permission: 'customer.edit',
    params: IdParams,
    body: CustomerChange,
    reply: Customer,
    errors: ['customer.phone-taken', 'customer.phone-taken-by', 'customer.changed-meanwhile', 'phone.invalid-number'],
  },
  history: {
    method: 'GET',
    path: '/customers/:id/history',
    summary: 'What happened with a customer, newest first',
    permission: 'customer.read',
    params: IdParams,
    query: TimelineFilter,
    reply: Page(TimelineItem),
  },
  /** Pop for a call of mine: the customer found by the call's number, or nothing. */
  ofCall: {
    method: 'GET',
    path: '/calls/:id/customer',
    summary: 'The customer of a live or past call',
    permission: 'customer.read',
    params: IdParams,
    reply: Type.Object({
      customer: Nullable(Customer),
      /** Who of the customer's contacts is at the other end. */
      contact: Nullable(Type.Object({ name: Type.String(), relation: Type.String() })),
      lately: Nullable(Lately),
      /** What is known of a number that was dialled from a batch (手工拨号), for who becomes a customer by it. */
      listed: Nullable(Type.Object({ name: Type.String(), note: Type.String() })),
      number: Type.String(),
      numberIsMasked: Type.Boolean(),
      region: Nullable(ShownRegion),
    }),
  },
  /** An action of its own, with a row in the audit log, for a reader whose role masks numbers. */
  revealNumber: {
    method: 'POST',
    path: '/customers/:id/number',
    summary: 'Show the whole number of a customer once',
    permission: 'customer.reveal-number',
    params: IdParams,
    reply: Type.Object({ number: Type.String() }),
  },
  revealFurtherNumber: {
    method: 'POST',
    path: '/customers/:id/numbers/:numberId/whole',
    summary: 'Show one of the numbers of a customer whole once',
    permission: 'customer.reveal-number',
    params: NumberParams,
    reply: Type.Object({ number: Type.String() }),
  },
  listFollowUps: {
    method: 'GET',
    path: '/follow-ups',
    summary: 'Follow-ups of the customers in my scope',
    permission: 'follow-up.read',
    query: FollowUpFilter,
    reply: Page(ListedFollowUp),
  },
  followUpsByField: fieldCounts('/follow-ups', 'follow-up', 'follow-ups', 'follow-up.read', followUpFilters),
  getFollowUp: {
    method: 'GET',
    path: '/follow-ups/:id',
    summary: 'One follow-up',
    permission: 'follow-up.read',
    params: IdParams,
    reply: ListedFollowUp,
  },
  changeFollowUp: {
    method: 'PATCH',
    path: '/follow-ups/:id',
    summary: 'Change a follow-up',
    permission: 'follow-up.edit',
    params: IdParams,
    body: FollowUpChange,
    reply: ListedFollowUp,
    errors: ['conflict'],
  },
  removeFollowUp: {
    method: 'DELETE',
    path: '/follow-ups/:id',
    summary: 'Delete a follow-up',
    permission: 'follow-up.delete',
    params: IdParams,
    reply: Empty,
  },
  addFollowUp: {
    method: 'POST',
    path: '/customers/:id/follow-ups',
    summary: 'Write a follow-up',
    permission: 'follow-up.create',
    params: IdParams,
    body: NewFollowUp,
    reply: FollowUp,
  },
});
