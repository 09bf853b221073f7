/** Callers whom nobody has served (漏接来电, SPEC C8): one open record of a number, until somebody talks with them or says that it is done. */
import { Type, type Static } from 'typebox';
import { callOutcomes } from './calls.ts';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';
import { maxChecked, Selection } from './selection.ts';

export const MissedCall = Type.Object({
  id: Id,
  /** The caller's, masked when the reader's role says so. */
  number: Type.String(),
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
  /** How often they have called since the first of these calls. */
  tries: Type.Integer(),
  firstAt: Time,
  lastAt: Time,
  lastCallId: Id,
  /** Null when nothing is left of the call. */
  lastOutcome: Nullable(Type.Enum([...callOutcomes])),
  /** At whom it rang last. */
  agentId: Nullable(Id),
  agentName: Nullable(Type.String()),
  queueId: Nullable(Id),
  queueName: Nullable(Type.String()),
  /** The call with the latest message that they have left. */
  messageCallId: Nullable(Id),
  messageSeconds: Nullable(Type.Number()),
  closedAt: Nullable(Time),
  /** Who has said that it is done; null of one that was closed because the caller was reached. */
  closedByName: Nullable(Type.String()),
  /** The call in which they were reached. */
  reachedCallId: Nullable(Id),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['call', 'play', 'close'])),
});
export type MissedCall = Static<typeof MissedCall>;

const filter = {
  /** Those of whom it is over, or those who wait. */
  closed: Type.Optional(Type.Boolean()),
  agent: Type.Optional(Id),
  queue: Type.Optional(Id),
  /** Any run of at least 3 digits of the caller's number. */
  number: Type.Optional(Type.String({ pattern: '^[0-9+ -]{3,32}$' })),
};

export const missedCallRoutes = routes({
  list: {
    method: 'GET',
    path: '/missed-calls',
    summary:
      'Callers whom nobody has served, in my scope or of my queues, those that are open first, by their latest call',
    permission: 'missed-call.read',
    query: Type.Object({ ...PageQuery, ...filter }),
    reply: Page(MissedCall),
  },
  get: {
    method: 'GET',
    path: '/missed-calls/:id',
    summary: 'One caller whom nobody has served',
    permission: 'missed-call.read',
    params: IdParams,
    reply: MissedCall,
  },
  close: {
    method: 'POST',
    path: '/missed-calls/close',
    summary: 'Say of those that are open that they are done',
    permission: 'missed-call.close',
    body: Type.Object({ selection: Selection(filter) }, { additionalProperties: false }),
    reply: Type.Object({ closed: Type.Array(Id) }),
  },
  reopen: {
    method: 'POST',
    path: '/missed-calls/reopen',
    summary: 'Take that back; who has called again meanwhile has an open one already',
    permission: 'missed-call.close',
    body: Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: maxChecked }) }, { additionalProperties: false }),
    reply: Empty,
  },
});
