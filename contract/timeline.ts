/** The timeline of a customer (SPEC A2.3, C2): all that happened with them, of every slice that says so, in one line. */
import { Type, type Static } from 'typebox';
import { Attachment } from './attachments.ts';
import { Deal } from './deals.ts';
import { FollowUp } from './follow-ups.ts';
import { MessageState } from './messages.ts';
import { Id, Nullable, PageQuery, Time } from './page.ts';
import { namesIn, type NameIn } from './slices/derived.ts';

/** Kinds of entries, as the slices say them. */
export const timelineKinds = namesIn('timeline');
export type TimelineKind = NameIn<'timeline'>;

export const TimelineFilter = Type.Object({
  ...PageQuery,
  /** Of these kinds alone, with commas. */
  kinds: Type.Optional(
    Type.String({ pattern: `^(?:${timelineKinds.join('|')})(?:,(?:${timelineKinds.join('|')}))*$`, maxLength: 200 }),
  ),
  /** Of the reader's own alone: their calls, what they wrote and what they changed. */
  mine: Type.Optional(Type.Boolean()),
});

const CallEntry = Type.Object({
  kind: Type.Literal('call'),
  at: Time,
  callId: Id,
  direction: Type.Enum(['inbound', 'outbound', 'internal']),
  outcome: Type.String(),
  talkSeconds: Type.Integer(),
  agentName: Nullable(Type.String()),
  queueName: Nullable(Type.String()),
  /** There is one, and the reader may hear it. */
  hasRecording: Type.Boolean(),
  /** Its recording was brought along by its agent. */
  isLocalRecording: Type.Boolean(),
  /** The contact of the customer with whom it was. */
  contactName: Nullable(Type.String()),
  /** The text after it. */
  message: Nullable(Type.Object({ text: Type.String(), state: MessageState })),
});

/** A change of the customer's record, as the audit log has it. */
const EditEntry = Type.Object({
  kind: Type.Literal('edit'),
  at: Time,
  id: Id,
  /** One of the actions of the audit log. */
  action: Type.String(),
  actorName: Type.String(),
  /** In person, by an API key of theirs, or the provider's operator in support. */
  via: Type.Enum(['session', 'api-key', 'operator', 'system']),
  /** Values before and after by field: numbers in the national format, masked when the reader's role says so. */
  before: Type.Unknown(),
  after: Type.Unknown(),
});

const FileEntry = Type.Object({
  kind: Type.Literal('file'),
  at: Time,
  /** Numbers in its name are masked as everywhere. */
  file: Attachment,
  byName: Type.String(),
});

/** One entry. */
export const TimelineItem = Type.Union([
  Type.Object({ kind: Type.Literal('follow-up'), at: Time, followUp: FollowUp }),
  CallEntry,
  Type.Object({ kind: Type.Literal('deal'), at: Time, deal: Deal }),
  EditEntry,
  FileEntry,
]);
export type TimelineItem = Static<typeof TimelineItem>;
export type TimelineItemOf<Kind extends TimelineKind> = Extract<TimelineItem, { kind: Kind }>;
