/** Call records, their route and their recordings (SPEC R1; thin). */
import { Type, type Static } from 'typebox';
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { ShownRegion } from './regions.ts';
import { routes } from './route.ts';
import { LegQuality } from './voice-quality.ts';

export const directions = ['inbound', 'outbound', 'internal'] as const;
/** How a call ended, exactly. `in-progress` while it has not. */
export const callOutcomes = [
  'in-progress',
  'connected',
  'no-answer',
  'busy',
  'refused',
  'invalid-number',
  'unreachable',
  'network',
  'abandoned-menu',
  'abandoned-queue',
  'voicemail',
  'cancelled',
  'not-served',
  'callback',
  'callback-failed',
  'media-server-restarted',
  'failed',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What an agent who talked says of a call by a wrap-up code. */
const CodeOfCall = Type.Object({
  agentId: Id,
  codeId: Id,
  name: Type.String(),
  /** Empty where `name` serves both languages. */
  nameEn: Type.String(),
  group: Type.String(),
  groupEn: Type.String(),
  /** Chosen behind the after-call work. */
  isLate: Type.Boolean(),
});
export type CodeOfCall = Static<typeof CodeOfCall>;
/** Calls in which somebody was to choose a code and has not, and those whose code came late. */
export const codeStates = ['missing', 'late'] as const;
export const CallRow = Type.Object({
  id: Id,
  direction: Type.Enum([...directions]),
  startedAt: Time,
  answeredAt: Nullable(Time),
  endedAt: Nullable(Time),
  /** The other party, masked when the reader's role says so. */
  number: Type.String(),
  /** Where that belongs. */
  region: Nullable(ShownRegion),
  /** Our number: the DID dialled, or the caller ID shown. */
  ownNumber: Type.String(),
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
  agentId: Nullable(Id),
  agentName: Nullable(Type.String()),
  queueId: Nullable(Id),
  queueName: Nullable(Type.String()),
  waitSeconds: Type.Integer(),
  ringSeconds: Type.Integer(),
  talkSeconds: Type.Integer(),
  holdSeconds: Type.Integer(),
  outcome: Type.Enum([...callOutcomes]),
  hangupSide: Nullable(Type.Enum(['agent', 'other', 'system'])),
  cause: Nullable(Type.Integer()),
  recording: Type.Enum(['none', 'pending', 'ready', 'incomplete']),
  isVoicemail: Type.Boolean(),
  /** Its recording was brought along by its agent (本地录音). */
  isLocalRecording: Type.Boolean(),
  /** Made on another device than ours: nothing is known of it but what its agent says and the recording holds. */
  isElsewhere: Type.Boolean(),
  codes: Type.Array(CodeOfCall),
  isCodeMissing: Type.Boolean(),
  /** Mean opinion score of the leg that sounded worst, and whether one was poor for a while; null where nothing was measured. */
  quality: Nullable(Type.Object({ mos: Type.Number(), isPoor: Type.Boolean() })),
  can: Type.Array(Type.Enum(['play', 'download', 'call', 'upload', 'remove-recording'])),
});
export type CallRow = Static<typeof CallRow>;

export const CallDetail = Type.Object({
  call: CallRow,
  legs: Type.Array(
    Type.Object({
      id: Type.String(),
      role: Type.Enum(['customer', 'agent']),
      agentName: Nullable(Type.String()),
      number: Type.String(),
      startedAt: Time,
      ringingAt: Nullable(Time),
      answeredAt: Nullable(Time),
      endedAt: Nullable(Time),
      outcome: Type.String(),
      cause: Nullable(Type.Integer()),
      sipCode: Nullable(Type.Integer()),
      /** The trunk by which it is connected outside, by its name as it is now. */
      trunkName: Nullable(Type.String()),
      quality: Nullable(LegQuality),
    }),
  ),
  /**
   * The route step by step: `type` is a fact of `domain/callcontrol`, `data` fills its text. Beside an id stands its name as it is now (`agentId` and
   * `agent`, `queueId` and `queue`), null when there is no such thing any more.
   */
  route: Type.Array(
    Type.Object({
      at: Time,
      seq: Type.Integer(),
      type: Type.String(),
      data: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    }),
  ),
  recording: Nullable(
    Type.Object({
      seconds: Type.Number(),
      channels: Type.Integer(),
      startedAt: Time,
      isComplete: Type.Boolean(),
      /** Holds as seconds from the start of the recording. */
      holds: Type.Array(Type.Object({ from: Type.Number(), to: Type.Number() })),
    }),
  ),
  /** Consultations of it that are kept, apart from its recording: those that the reader may hear. */
  consultations: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      agentName: Nullable(Type.String()),
      startedAt: Time,
      seconds: Type.Number(),
      isComplete: Type.Boolean(),
      isReady: Type.Boolean(),
    }),
  ),
});
export type CallDetail = Static<typeof CallDetail>;

/**
 * `peaks[channel]` are `pointsPerSecond` maxima of |sample| per second, 0 to 1, channel 0 the customer and 1 the agent. A local recording has the channels of
 * its device, or none where its sound is not known sample by sample.
 */
export const Peaks = Type.Object({
  seconds: Type.Number(),
  pointsPerSecond: Type.Number(),
  peaks: Type.Array(Type.Array(Type.Number())),
});

export const CallFilter = Type.Object({
  ...PageQuery,
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  direction: Type.Optional(Type.Enum([...directions])),
  outcome: Type.Optional(Type.Enum([...callOutcomes])),
  agent: Type.Optional(Id),
  queue: Type.Optional(Id),
  customer: Type.Optional(Id),
  /** Wrap-up code of somebody who talked. */
  code: Type.Optional(Id),
  codes: Type.Optional(Type.Enum([...codeStates])),
  /** Refused for this entry of a list of numbers. */
  entry: Type.Optional(Id),
  /** Made on another device, or over our lines. */
  elsewhere: Type.Optional(Type.Boolean()),
  /** Whether a leg of it sounded poor for ten seconds or more. */
  poor: Type.Optional(Type.Boolean()),
  /** Any run of at least 3 digits of the other party's number. */
  number: Type.Optional(Type.String({ pattern: '^[0-9+ -]{3,32}$' })),
  /** Any part of the customer's name, or its initials in pinyin. */
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
});

export const callRoutes = routes({
  list: {
    method: 'GET',
    path: '/calls',
    summary: 'Call records in my scope, newest first',
    permission: 'call.read',
    query: CallFilter,
    reply: Page(CallRow),
  },
  get: {
    method: 'GET',
    path: '/calls/:id',
    summary: 'One call with legs, route and recording',
    permission: 'call.read',
    params: IdParams,
    reply: CallDetail,
  },
  peaks: {
    method: 'GET',
    path: '/calls/:id/peaks',
    summary: 'Waveform of the recording, or of the message that was left',
    permission: 'recording.play',
    params: IdParams,
    query: Type.Object({ of: Type.Optional(Type.Enum(['message'])) }),
    reply: Peaks,
    errors: ['recording.not-ready', 'recording.missing'],
  },
});
