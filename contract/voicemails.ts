/** Messages that callers have left (留言, SPEC A4.7): in the box of an agent, else of a queue, whose members all see them. Its sound is that of its call. */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';
import { maxChecked } from './selection.ts';

export const voicemailActions = ['call', 'play', 'handle', 'delete'] as const;

export const Voicemail = Type.Object({
  /** That of the call in which it was left. */
  id: Id,
  /** The caller's, masked when the reader's role says so. */
  number: Type.String(),
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
  /** In whose box it is; null of one that was left for a queue. */
  agentId: Nullable(Id),
  agentName: Nullable(Type.String()),
  queueId: Nullable(Id),
  queueName: Nullable(Type.String()),
  /** Nobody has the box: its agent is disabled or deleted, its queue has no members. Who leads its department gives it to somebody. */
  isUnattended: Type.Boolean(),
  leftAt: Time,
  seconds: Type.Number(),
  /** Its end is missing: the media server was stopped while it was left. */
  isCut: Type.Boolean(),
  heardAt: Nullable(Time),
  heardByName: Nullable(Type.String()),
  note: Type.String(),
  /** Who has given it to the agent in whose box it is. */
  forwardedByName: Nullable(Type.String()),
  /** The caller's record of missed calls, and since when nobody has to call them back. */
  missedCallId: Nullable(Id),
  closedAt: Nullable(Time),
  version: Type.Integer(),
  can: Type.Array(Type.Enum([...voicemailActions])),
});
export type Voicemail = Static<typeof Voicemail>;

const filter = {
  /** Those that somebody has heard, or those that wait. */
  heard: Type.Optional(Type.Boolean()),
  /** Those in boxes that nobody has, or the others. */
  unattended: Type.Optional(Type.Boolean()),
  agent: Type.Optional(Id),
  queue: Type.Optional(Id),
  /** Any run of at least 3 digits of the caller's number. */
  number: Type.Optional(Type.String({ pattern: '^[0-9+ -]{3,32}$' })),
};
const Ids = Type.Object(
  { ids: Type.Array(Id, { minItems: 1, maxItems: maxChecked }) },
  { additionalProperties: false },
);

export const voicemailRoutes = routes({
  list: {
    method: 'GET',
    path: '/voicemails',
    summary: 'Messages in my box, of my queues or in my scope, those that nobody has heard first, then the latest',
    permission: 'voicemail.read',
    query: Type.Object({ ...PageQuery, ...filter }),
    reply: Page(Voicemail),
  },
  unheard: {
    method: 'GET',
    path: '/voicemails/unheard',
    summary: 'How many messages nobody has heard in my box, of my queues, and in boxes of my scope that nobody has',
    permission: 'voicemail.read',
    reply: Type.Object({ count: Type.Integer() }),
  },
  get: {
    method: 'GET',
    path: '/voicemails/:id',
    summary: 'One message',
    permission: 'voicemail.read',
    params: IdParams,
    reply: Voicemail,
  },
  change: {
    method: 'PATCH',
    path: '/voicemails/:id',
    summary: 'Mark a message as heard or unheard, or note something on it',
    permission: 'voicemail.handle',
    params: IdParams,
    body: Type.Object(
      {
        heard: Type.Optional(Type.Boolean()),
        note: Type.Optional(Type.String({ maxLength: 500 })),
        /** Of what the note was written for; whoever only marks needs none. */
        version: Type.Optional(Type.Integer()),
      },
      { additionalProperties: false },
    ),
    reply: Voicemail,
    errors: ['conflict'],
  },
  forward: {
    method: 'POST',
    path: '/voicemails/:id/forward',
    summary: 'Give a message to a colleague: it goes to their box, unheard',
    permission: 'voicemail.handle',
    params: IdParams,
    body: Type.Object({ agentId: Id }, { additionalProperties: false }),
    reply: Empty,
    errors: ['voicemail.no-box', 'voicemail.box-full'],
  },
  remove: {
    method: 'POST',
    path: '/voicemails/delete',
    summary: 'Take messages out of their boxes; their calls and recordings stay',
    permission: 'voicemail.delete',
    body: Ids,
    reply: Type.Object({ deleted: Type.Array(Id) }),
  },
  restore: {
    method: 'POST',
    path: '/voicemails/restore',
    summary: 'Take that back',
    permission: 'voicemail.delete',
    body: Ids,
    reply: Empty,
  },
});
