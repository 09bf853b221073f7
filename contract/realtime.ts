/**
 * Realtime over one WebSocket at `/realtime`. The browser says which topics it watches; each topic is a small full value
 * (of `listedTopics` also what has changed of it) with a sequence number that rises by one with each change, so a gap shows and a new subscription starts
 * with the whole value.
 */
import { Type, type Static } from 'typebox';
import { agentStates } from '@bahu/domain/agents/state.ts';
import { legStages } from '@bahu/domain/callcontrol/leg-stage.ts';
import type { AuditedRecord } from './audit.ts';
import { namedPause } from './named-pause.ts';
import { Id, Nullable, Time } from './page.ts';
import { keysOf, tableOf, type KeyWith } from './slices/derived.ts';

/** Somebody in the call that the agent has now. Numbers are masked when the role says so. */
export const LiveParty = Type.Object({
  partyId: Type.String(),
  kind: Type.Enum(['customer', 'agent', 'external', 'supervisor']),
  agentId: Nullable(Id),
  name: Nullable(Type.String()),
  /** An agent's is the extension. */
  number: Type.String(),
  /** `lost`: their phone has gone away and may come back. */
  state: Type.Enum(['ringing', 'dialing', 'talking', 'held', 'lost']),
  /** Since when they are in this state. */
  since: Time,
  isOwn: Type.Boolean(),
  /** Where they talk, or will again: `consult` is a conversation beside the call; null for who only hears. */
  room: Nullable(Type.Enum(['main', 'consult'])),
  /** Ids of the parties that they hear, and `music`. */
  hears: Type.Array(Type.String()),
});
export type LiveParty = Static<typeof LiveParty>;

/** `listen`: heard by nobody; `whisper`: heard by the agent alone; `barge`: heard by all. */
export const superviseModes = ['listen', 'whisper', 'barge'] as const;
export type SuperviseMode = (typeof superviseModes)[number];
/** A supervisor and what they do, as the agent sees it; the agent and what is done with them, as the supervisor does. */
export const Supervision = Type.Object({ agentId: Id, name: Type.String(), mode: Type.Enum([...superviseModes]) });
export type Supervision = Static<typeof Supervision>;

/** The call that the agent has now, as the phone bar shows it. Numbers are masked when the role says so. */
export const LiveCall = Type.Object({
  callId: Id,
  legId: Type.String(),
  /** Its leg goes over the reader's permanent one: the server answers for them. */
  isOverPermanent: Type.Boolean(),
  direction: Type.Enum(['inbound', 'outbound', 'internal']),
  phase: Type.Enum([
    'ringing',
    'dialing',
    'alerting',
    /** They leave a colleague a message. */
    'voicemail',
    'talking',
    'held',
    'consulting',
    'conference',
    'reconnecting',
    'ended',
  ]),
  number: Type.String(),
  numberShown: Nullable(Type.String()),
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
  queueName: Nullable(Type.String()),
  menuKeys: Type.String(),
  startedAt: Time,
  answeredAt: Nullable(Time),
  waitedSeconds: Type.Integer(),
  isRecorded: Type.Boolean(),
  /** Nothing is heard from the other party, though the call is up. */
  isFarSilent: Type.Boolean(),
  /** Nothing comes from the reader's own phone: the others hear nothing of them. */
  isOwnSilent: Type.Boolean(),
  outcome: Nullable(Type.String()),
  /** Whether the call is the reader's: they take others out of it. */
  isOwner: Type.Boolean(),
  /** The colleague who wants to ask the reader, or gives them the call, while it rings. */
  offeredBy: Nullable(Type.Object({ name: Type.String(), reason: Type.Enum(['consult', 'transfer']) })),
  /** Everybody in the call, in the order in which they came; a supervisor for those who hear them. */
  parties: Type.Array(LiveParty),
  /** Who supervises the agent; empty unless the tenant shows it. */
  supervisedBy: Type.Array(Supervision),
  /** Whom the reader supervises: then the call is that agent's. */
  supervising: Nullable(Supervision),
});
export type LiveCall = Static<typeof LiveCall>;

/** The named reason for being busy or away that somebody has now. */
export const PauseNow = Type.Object({
  ...namedPause,
  /** When their minutes of the day are used up, also of a moment that is past; null where there is no limit. */
  usedUpAt: Nullable(Time),
});
export type PauseNow = Static<typeof PauseNow>;

/** A state that the agent has not chosen themselves: too many offers in a row rang out, or a supervisor has set it and said why. */
export const SetForAgent = Type.Object({
  cause: Type.Enum(['missed-offers', 'forced']),
  byName: Nullable(Type.String()),
  note: Type.String(),
});
export type SetForAgent = Static<typeof SetForAgent>;

/** Topic `desk`: the reader's own phone. */
export const DeskState = Type.Object({
  agentId: Id,
  /** What they do, and what their call has come to. */
  state: Type.Enum([...agentStates]),
  chosen: Type.Enum(['ready', 'busy', 'away']),
  pause: Nullable(PauseNow),
  /** The named pause that they have chosen in a call or its after-call work: it begins with the end of that. */
  nextPause: Nullable(Type.Object(namedPause)),
  /** Who else has chosen `chosen`; null where it is their own choice. */
  setFor: Nullable(SetForAgent),
  /** Since when they are in `state`. */
  since: Time,
  wrapUpEndsAt: Nullable(Time),
  /** The call whose after-call work it is; null outside of after-call work. */
  wrapUpCallId: Nullable(Id),
  isPhoneRegistered: Type.Boolean(),
  /** The queues that they are signed in to; topic `queues` tells of all. */
  queueIds: Type.Array(Id),
  /** Their other queues. */
  signedOutQueueIds: Type.Array(Id),
  /** The session that holds the softphone; another one shows that it was taken over. */
  softphoneSessionId: Nullable(Id),
  /** Whether they telephone at a desk phone, and not on the page. */
  hasDeskPhone: Type.Boolean(),
  /** Whether their page opens the customers of their calls: at a desk phone it may be forbidden. */
  mayPop: Type.Boolean(),
  call: Nullable(LiveCall),
  /** Their other call: it waits for them, or rings while they talk. */
  second: Nullable(LiveCall),
  today: Type.Object({ answered: Type.Integer(), placed: Type.Integer() }),
});
export type DeskState = Static<typeof DeskState>;

/** A colleague as everybody of the tenant sees them. */
export const PresentAgent = Type.Object({
  agentId: Id,
  extension: Type.String(),
  name: Type.String(),
  /** As their own desk shows it. */
  state: Type.Enum([...agentStates]),
  pause: Nullable(PauseNow),
  since: Time,
  /** The call in which they talk, or that rings and can be picked up by another. */
  callId: Nullable(Id),
});
export type PresentAgent = Static<typeof PresentAgent>;
/** Topic `presence`: everybody of the tenant. */
export const Presence = Type.Object({ agents: Type.Array(PresentAgent) });
export type Presence = Static<typeof Presence>;

/** Topic `queues`: who waits where. */
export const LiveQueues = Type.Object({
  queues: Type.Array(
    Type.Object({
      queueId: Id,
      name: Type.String(),
      /** On the line. */
      waiting: Type.Integer(),
      /** Who is to be called back. */
      callbacks: Type.Integer(),
      longestSince: Nullable(Time),
      ready: Type.Integer(),
      /** Members who are signed out of it. */
      signedOutIds: Type.Array(Id),
    }),
  ),
});
export type LiveQueues = Static<typeof LiveQueues>;

/** Whom an agent talks with, or whose call rings at them. A colleague's number is the extension; others' are masked when the role says so. */
export const BoardCall = Type.Object({
  callId: Id,
  direction: Type.Enum(['inbound', 'outbound', 'internal']),
  number: Type.String(),
  name: Nullable(Type.String()),
  queueId: Nullable(Id),
  /** Whether a supervisor can come in now. */
  isOpen: Type.Boolean(),
  /** How it sounds now, on its worst leg, by one decimal of the mean opinion score; null before that is known. */
  mos: Nullable(Type.Number()),
});
/** An agent as those who supervise them see them. */
export const BoardAgent = Type.Object({
  agentId: Id,
  extension: Type.String(),
  name: Type.String(),
  departmentId: Nullable(Id),
  state: Type.Enum([...agentStates]),
  pause: Nullable(PauseNow),
  since: Time,
  wrapUpEndsAt: Nullable(Time),
  /** The queues that they are signed in to. */
  queueIds: Type.Array(Id),
  call: Nullable(BoardCall),
  today: Type.Object({
    answered: Type.Integer(),
    placed: Type.Integer(),
    talkInSeconds: Type.Integer(),
    talkOutSeconds: Type.Integer(),
  }),
});
export type BoardAgent = Static<typeof BoardAgent>;
/** Topic `board`: everybody whom the reader may watch. */
export const Board = Type.Object({ agents: Type.Array(BoardAgent) });
export type Board = Static<typeof Board>;

/** A queue as it stands, with what became of its callers today. */
export const BoardQueue = Type.Object({
  queueId: Id,
  name: Type.String(),
  departmentId: Nullable(Id),
  /** On the line. */
  waiting: Type.Integer(),
  /** Who is to be called back. */
  callbacks: Type.Integer(),
  longestSince: Nullable(Time),
  /** Members who can take a call now, and those who have signed in. */
  ready: Type.Integer(),
  signedIn: Type.Integer(),
  target: Type.Object({ percent: Type.Integer(), seconds: Type.Integer() }),
  today: Type.Object({
    answered: Type.Integer(),
    /** Of those the ones who were answered within the target. */
    inTime: Type.Integer(),
    abandoned: Type.Integer(),
    /** Whom the queue let go: to a message, a menu, another queue. */
    left: Type.Integer(),
    /** Mean wait of those who were answered. */
    waitSeconds: Type.Integer(),
    /** What became of those who are called back, `called` try by try. */
    callbacks: Type.Object({
      booked: Type.Integer(),
      called: Type.Integer(),
      reached: Type.Integer(),
      failed: Type.Integer(),
      expired: Type.Integer(),
    }),
  }),
});
export type BoardQueue = Static<typeof BoardQueue>;
/** Topic `queue-board`: the queues that the reader may watch, with their figures of today. */
export const QueueBoard = Type.Object({ queues: Type.Array(BoardQueue) });
export type QueueBoard = Static<typeof QueueBoard>;

/** A line or a phone of a live call. Numbers are masked when the role says so. */
export const LiveChannel = Type.Object({
  legId: Type.String(),
  callId: Id,
  direction: Type.Enum(['inbound', 'outbound', 'internal']),
  /** `outside`: a line to a number; `agent`: a colleague's phone; `supervisor`: of somebody who listens or speaks in. */
  side: Type.Enum(['outside', 'agent', 'supervisor']),
  trunkId: Nullable(Id),
  /** A colleague's is the extension. */
  number: Type.String(),
  /** The number of the company in a line to outside; null of phones. */
  ownNumber: Nullable(Type.String()),
  agentName: Nullable(Type.String()),
  queueName: Nullable(Type.String()),
  stage: Type.Enum([...legStages]),
  /** Since when it is at that stage. */
  since: Time,
  /** As the media server calls it; null before that is known. */
  codec: Nullable(Type.String()),
  /** How it sounds now: the mean opinion score by one decimal; null before that is known. */
  mos: Nullable(Type.Number()),
  /** Agents who have a phone in the call, and the department to which it belongs: who may see it. */
  ownerIds: Type.Array(Id),
  departmentId: Nullable(Id),
});
export type LiveChannel = Static<typeof LiveChannel>;
/** Topic `channels`: lines and phones of those live calls that the reader may see, call by call, the oldest first. */
export const Channels = Type.Object({ channels: Type.Array(LiveChannel) });
export type Channels = Static<typeof Channels>;

/** Topic `trunk-lines`: how many of the lines of each trunk are in use. */
export const TrunkLines = Type.Object({
  trunks: Type.Array(
    Type.Object({ trunkId: Id, used: Type.Integer(), lines: Type.Integer(), isEnabled: Type.Boolean() }),
  ),
});
export type TrunkLines = Static<typeof TrunkLines>;

/** Topic `parked`: calls that wait on a number, for whoever fetches them. Numbers are masked when the role says so. */
export const ParkedCalls = Type.Object({
  calls: Type.Array(
    Type.Object({
      callId: Id,
      slot: Type.String(),
      /** Who waits: of a colleague the extension. */
      number: Type.String(),
      name: Nullable(Type.String()),
      isInternal: Type.Boolean(),
      parkedBy: Type.Object({ agentId: Nullable(Id), name: Type.String() }),
      since: Time,
    }),
  ),
});
export type ParkedCalls = Static<typeof ParkedCalls>;

/** Topic `viewers`: of the customers whose pages the reader has open, who else has them open now. */
export const Viewers = Type.Object({
  customers: Type.Array(
    Type.Object({ customerId: Id, people: Type.Array(Type.Object({ userId: Id, name: Type.String() })) }),
  ),
});
export type Viewers = Static<typeof Viewers>;
/** Pages that one connection has open. */
export const mostOpened = 20;

/** Topic `records`: something changed; whoever shows it fetches it again. */
export type RecordType = KeyWith<'records', { readonly audience: string }>;
const records = tableOf('records');
const isTold = (type: AuditedRecord): type is RecordType => records[type].audience !== undefined;
export const recordTypes: readonly RecordType[] = keysOf('records').filter(isTold);
export const RecordChange = Type.Object({ type: Type.Enum([...recordTypes]), id: Id, version: Type.Integer() });
export type RecordChange = Static<typeof RecordChange>;

export const topics = {
  desk: DeskState,
  presence: Presence,
  queues: LiveQueues,
  parked: ParkedCalls,
  board: Board,
  'queue-board': QueueBoard,
  channels: Channels,
  'trunk-lines': TrunkLines,
  viewers: Viewers,
  records: RecordChange,
} as const;
export type Topic = keyof typeof topics;
export type TopicValue = {
  desk: DeskState;
  presence: Presence;
  queues: LiveQueues;
  parked: ParkedCalls;
  board: Board;
  'queue-board': QueueBoard;
  channels: Channels;
  'trunk-lines': TrunkLines;
  viewers: Viewers;
  records: RecordChange;
};

/** Topics whose whole value is large: the list that they hold, what tells its entries apart, and what of one decides where it stands or who sees it. */
export const listedTopics = {
  presence: { list: 'agents', id: 'agentId', fixed: ['extension'] },
  board: { list: 'agents', id: 'agentId', fixed: ['extension', 'departmentId'] },
  'queue-board': { list: 'queues', id: 'queueId', fixed: ['name', 'departmentId'] },
} as const;
export type ListedTopic = keyof typeof listedTopics;
interface Entries {
  presence: PresentAgent;
  board: BoardAgent;
  'queue-board': BoardQueue;
}
export type EntryOf<T extends ListedTopic> = Entries[T];
/** Entries that have changed since the frame before: the others are as they were. */
export interface ListChange<T extends ListedTopic = ListedTopic> {
  changed: EntryOf<T>[];
}

/** Browser → server. `open`: the customers whose pages it shows, all of them each time. */
export type ClientFrame = { subscribe: Topic[] } | { unsubscribe: Topic[] } | { open: string[] } | { ping: number };
/** Server → browser. `bye` tells why the server closes: the session ended, or the softphone was taken over by another sign-in. */
export type ServerFrame =
  | {
      [T in Topic]: { topic: T; seq: number; value: TopicValue[T] | (T extends ListedTopic ? ListChange<T> : never) };
    }[Topic]
  | { pong: number }
  | { bye: 'signed-out' | 'role-changed' };
