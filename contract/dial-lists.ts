/**
 * Manual dialling (手工拨号, SPEC C9): batches of numbers, who dials which, the next one by a key (下一个, SPEC A2.7), and what became of each. A number is
 * dialled by reference, so that who sees numbers masked never gets one.
 */
import { Type, type Static } from 'typebox';
import { dialStates } from '@bahu/domain/dial-lists/number-state.ts';
import { OneField } from './bulk-customers.ts';
import { customerFilters, CustomerSort } from './customers.ts';
import { outsideErrors, ownPhoneErrors } from './desk.ts';
import { Job } from './jobs.ts';
import { Id, IdParams, Nullable, Page, PageQuery, SeveralIds, Time } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';
import { Selection } from './selection.ts';

export const dialListLimits = {
  /** Numbers of one batch. */
  numbers: 100_000,
  /** Batches that one table makes. */
  newLists: 200,
  /** Those that are written into a form at once. */
  lines: 1000,
  /** Agents among whom numbers are shared out at once. */
  agents: 200,
} as const;

const fields = {
  name: Type.String({ minLength: 1, maxLength: 60 }),
  /** As people sort their batches; empty for none. */
  category: Type.String({ maxLength: 40 }),
  note: Type.String({ maxLength: 500 }),
  /** Nobody dials its numbers any more. */
  isEnded: Type.Boolean(),
};
export const DialList = PlainRecord({
  ...fields,
  authorName: Nullable(Type.String()),
  /** How many numbers it has, how many of them belong to nobody, wait, and were answered. */
  total: Type.Integer(),
  unassigned: Type.Integer(),
  waiting: Type.Integer(),
  answered: Type.Integer(),
});
export type DialList = Static<typeof DialList>;

export const DialNumber = Type.Object({
  id: Id,
  listId: Id,
  listName: Type.String(),
  category: Type.String(),
  /** National format, masked when the reader's role says so. */
  number: Type.String(),
  extension: Type.String(),
  name: Type.String(),
  note: Type.String(),
  agentId: Nullable(Id),
  agentName: Nullable(Type.String()),
  isPinned: Type.Boolean(),
  state: Type.Enum([...dialStates]),
  /** Why it was not dialled (`errors.<code>`). */
  refusal: Nullable(Type.String()),
  /** Calls that went out to it. */
  attempts: Type.Integer(),
  lastAt: Nullable(Time),
  /** Of its last call. */
  talkSeconds: Type.Integer(),
  /** Its last call, or the one that is under way. */
  callId: Nullable(Id),
  /** What its agent says of that call. */
  code: Nullable(Type.Object({ name: Type.String(), nameEn: Type.String() })),
  /** Whose number it is, of those whom the reader may open. */
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['call', 'manage'])),
});
export type DialNumber = Static<typeof DialNumber>;

const filters = {
  list: Type.Optional(Id),
  category: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  /** One agent, or several with commas. */
  agent: Type.Optional(SeveralIds),
  assigned: Type.Optional(Type.Boolean()),
  /** Those that were dialled, or those that wait (待拨, 已拨). */
  done: Type.Optional(Type.Boolean()),
  dialState: Type.Optional(Type.Enum([...dialStates])),
  /** A part of a name or a note, or any run of at least 3 digits of a number. */
  search: Type.Optional(Type.String({ maxLength: 64 })),
};
export const DialNumberFilter = Type.Object(filters);
export type DialNumberFilter = Static<typeof DialNumberFilter>;
const selection = Selection(filters);
export type DialSelection = Static<typeof selection>;
/** Customers of whom numbers are taken. */
const customerSelection = Selection(customerFilters, { sort: Type.Optional(CustomerSort) });
export type CustomerSelection = Static<typeof customerSelection>;
const closed = { additionalProperties: false };

/** For how many it holds; those that are dialled at this moment stay as they are. */
const Counted = Type.Object({ count: Type.Integer() });
/** The call that was placed, and whose number it is for. */
const Placed = Type.Object({ callId: Id, numberId: Id });
const Zero = Type.Object({ addsZero: Type.Optional(Type.Boolean()) }, closed);
const dialErrors = [
  ...outsideErrors,
  ...ownPhoneErrors,
  'dial-list.ended',
  'dial-list.being-dialled',
  'forbidden',
] as const;

export const dialListRoutes = routes({
  ...recordRoutes({
    path: '/dial-lists',
    what: 'batch of numbers',
    read: 'dial-list.read',
    manage: 'dial-list.manage',
    fields,
    needed: ['name'],
    query: { search: Type.String({ maxLength: 60 }), category: fields.category, ended: Type.Boolean() },
    record: DialList,
    errors: ['dial-list.name-taken'],
    removalErrors: ['dial-list.being-dialled'],
  }),
  options: {
    method: 'GET',
    path: '/dial-lists/options',
    summary: 'Batches that I may see by name and category, the newest 200 first',
    permission: 'dial-list.read',
    reply: Type.Object({
      items: Type.Array(Type.Object({ id: Id, name: Type.String(), category: Type.String(), isEnded: Type.Boolean() })),
    }),
  },
  addNumbers: {
    method: 'POST',
    path: '/dial-lists/:id/numbers',
    summary: 'Put numbers into a batch; those that it has already and those that are none are counted and left out',
    permission: 'dial-list.manage',
    params: IdParams,
    body: Type.Object(
      {
        lines: Type.Array(
          Type.Object(
            {
              number: Type.String({ maxLength: 64 }),
              name: Type.Optional(Type.String({ maxLength: 100 })),
              note: Type.Optional(Type.String({ maxLength: 500 })),
            },
            closed,
          ),
          { minItems: 1, maxItems: dialListLimits.lines },
        ),
      },
      closed,
    ),
    reply: Type.Object({
      added: Type.Integer(),
      known: Type.Integer(),
      /** Places in what was sent of those that are no numbers, with the reason each (`numberErrors.<why>`). */
      invalid: Type.Array(Type.Object({ line: Type.Integer(), why: Type.String() })),
    }),
    errors: ['dial-list.full', 'dial-list.ended', 'dial-list.numbers-hidden'],
  },
  addCustomers: {
    method: 'POST',
    path: '/dial-lists/:id/customers',
    summary:
      'Put the primary numbers of customers whom I see into a batch: of checked ones, or of a query in its order',
    permission: 'dial-list.manage',
    params: IdParams,
    body: Type.Object({ selection: customerSelection }, closed),
    reply: Type.Object({ added: Type.Integer(), known: Type.Integer() }),
    errors: ['dial-list.full', 'dial-list.ended', 'forbidden'],
  },
  numbers: {
    method: 'GET',
    path: '/dial-numbers',
    summary:
      'Numbers of batches in my scope: those that wait in the order in which they are dialled, dialled ones by their last call',
    permission: 'dial-list.read',
    query: Type.Object({ ...PageQuery, ...filters }),
    reply: Page(DialNumber),
  },
  number: {
    method: 'GET',
    path: '/dial-numbers/:id',
    summary: 'One number of a batch',
    permission: 'dial-list.read',
    params: IdParams,
    reply: DialNumber,
  },
  waiting: {
    method: 'GET',
    path: '/dial-numbers/waiting',
    summary: 'How many numbers wait for me, counted to 1,000',
    permission: 'dial-list.read',
    reply: Counted,
  },
  assign: {
    method: 'POST',
    path: '/dial-numbers/assignments',
    summary: 'Give numbers to agents in turn, or take them back from whoever has them',
    permission: 'dial-list.manage',
    body: Type.Object(
      { selection, to: Type.Array(Id, { maxItems: dialListLimits.agents, uniqueItems: true }) },
      closed,
    ),
    reply: Counted,
    errors: ['dial-list.no-agent'],
  },
  pin: {
    method: 'POST',
    path: '/dial-numbers/pins',
    summary: 'Put numbers before all others, or back into their order',
    permission: 'dial-list.manage',
    body: Type.Object({ selection, isPinned: Type.Boolean() }, closed),
    reply: Counted,
  },
  reset: {
    method: 'POST',
    path: '/dial-numbers/resets',
    summary: 'Have numbers dialled once more',
    permission: 'dial-list.manage',
    body: Type.Object({ selection }, closed),
    reply: Counted,
  },
  removeNumbers: {
    method: 'POST',
    path: '/dial-numbers/deletions',
    summary: 'Take numbers out of their batches; their calls stay',
    permission: 'dial-list.manage',
    body: Type.Object({ selection }, closed),
    reply: Counted,
  },
  toCustomers: {
    method: 'POST',
    path: '/dial-numbers/customers',
    summary:
      'Make customers of numbers that no customer has (customer.create), in turn those of these agents or the public pool’s; the others stay whose they are',
    permission: 'dial-list.manage',
    body: Type.Object(
      {
        selection,
        /** What all of them get, a field each. */
        values: Type.Array(OneField, { maxItems: 20 }),
        to: Type.Array(Id, { maxItems: dialListLimits.agents, uniqueItems: true }),
      },
      closed,
    ),
    reply: Job,
    errors: ['dial-list.no-agent', 'dial-list.numbers-hidden', 'job.too-many', 'forbidden'],
  },
  next: {
    method: 'POST',
    path: '/dial-numbers/next',
    summary:
      'Call the next number of mine (call.place): pinned ones first, then in their order; only while I have no call',
    permission: 'dial-list.read',
    body: Zero,
    reply: Placed,
    errors: [...dialErrors, 'dial-list.nothing-next'],
  },
  call: {
    method: 'POST',
    path: '/dial-numbers/:id/call',
    summary: 'Call this number of a batch (call.place), out of its turn or once more',
    permission: 'dial-list.read',
    params: IdParams,
    body: Zero,
    reply: Placed,
    errors: dialErrors,
  },
});
