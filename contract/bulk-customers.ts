/** Deleting, assigning, changing, taking and locking many customers at once: the checked ones within the request, what a query finds as a background job (SPEC C3, C7). */
import { Type, type Static } from 'typebox';
import { customerFields } from '@bahu/domain/fields/customer-fields.ts';
import { optionalOf, schemasOf } from './built-in-fields.ts';
import { customerFilters, CustomerSort } from './customers.ts';
import { FieldValues } from './fields.ts';
import { Job } from './jobs.ts';
import { Id, Nullable } from './page.ts';
import { routes } from './route.ts';
import { Selection, Shares } from './selection.ts';

export const bulkLimits = {
  /** Agents among whom customers are shared out at once. */
  agents: 200,
} as const;

const selection = Selection(customerFilters, { sort: Type.Optional(CustomerSort) });
export type BulkSelection = Static<typeof selection>;

const { name: _name, ...changeable } = schemasOf(customerFields);
/** One field: one of those that are built in, or a designed one by its code. */
export const OneField = Type.Object(
  { ...optionalOf(changeable), categoryId: Type.Optional(Nullable(Id)), fields: Type.Optional(FieldValues) },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);
export type OneField = Static<typeof OneField>;

/** What was done within the request, or the job that does it. */
const BulkReply = Type.Object({
  job: Nullable(Job),
  done: Type.Integer(),
  /** Beyond the scope of the permission, or gone meanwhile. */
  outOfReach: Type.Integer(),
  /** Locked by their agents, and therefore as they were. */
  locked: Type.Integer(),
  /** More than a limit of the agent lets through: as they were. */
  overLimit: Type.Integer(),
  /** Behind those it was done with others were busy for too long, or something failed: they are as they were. */
  notDone: Type.Integer(),
});
export type BulkReply = Static<typeof BulkReply>;

export const bulkCustomerRoutes = routes({
  delete: {
    method: 'POST',
    path: '/customers/deletions',
    summary: 'Delete many customers; can be restored for 30 days',
    permission: 'customer.delete',
    body: Type.Object(
      {
        selection,
        /** One's own, where more than the checked ones are meant. */
        password: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    reply: BulkReply,
    errors: ['bulk.password-needed', 'session.wrong-password', 'job.too-many'],
  },
  assign: {
    method: 'POST',
    path: '/customers/assignments',
    summary: 'Give many customers to an agent, evenly or by ratio to several, or to the public pool',
    permission: 'customer.assign',
    body: Type.Object(
      {
        selection,
        /** Agents in turn; none for the public pool. */
        to: Type.Array(Id, { maxItems: bulkLimits.agents, uniqueItems: true }),
        shares: Shares,
      },
      { additionalProperties: false },
    ),
    reply: BulkReply,
    errors: ['bulk.no-agent', 'job.too-many'],
  },
  change: {
    method: 'POST',
    path: '/customers/changes',
    summary: 'Change one field of many customers',
    permission: 'customer.edit',
    body: Type.Object({ selection, change: OneField }, { additionalProperties: false }),
    reply: BulkReply,
    errors: ['job.too-many'],
  },
  take: {
    method: 'POST',
    path: '/customers/takings',
    summary: 'Take many customers from the public pool, or give those of mine back',
    permission: 'customer.take',
    body: Type.Object({ selection, act: Type.Enum(['take', 'give-back']) }, { additionalProperties: false }),
    reply: BulkReply,
    errors: ['job.too-many'],
  },
  lock: {
    method: 'POST',
    path: '/customers/locks',
    summary: 'Lock many customers of mine, or unlock those whom I may unlock',
    permission: 'customer.lock',
    body: Type.Object({ selection, act: Type.Enum(['lock', 'unlock']) }, { additionalProperties: false }),
    reply: BulkReply,
    errors: ['job.too-many'],
  },
});
