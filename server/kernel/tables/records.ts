/** What is recorded of calls and customers. */
import type { CallOutcome } from '@bahu/contract/calls.ts';
import type { SoundType } from '@bahu/domain/sound-files/sound-file.ts';
import type { PackedSample } from '@bahu/domain/voice-quality/series.ts';
import type {
  Computed,
  Generated,
  Json,
  JsonWithDefault,
  Moment,
  MomentWithDefault,
  Nullable,
  NullableMoment,
  OfTenant,
} from './columns.ts';

export interface CallTableRow extends OfTenant {
  id: string;
  direction: 'inbound' | 'outbound' | 'internal';
  startedAt: Moment;
  answeredAt: NullableMoment;
  endedAt: NullableMoment;
  number: string;
  numberReversed: Computed<string>;
  callerName: Nullable<string>;
  ownNumber: string;
  trunkId: Nullable<string>;
  customerId: Nullable<string>;
  agentId: Nullable<string>;
  queueId: Nullable<string>;
  departmentId: Nullable<string>;
  waitSeconds: Generated<number>;
  ringSeconds: Generated<number>;
  talkSeconds: Generated<number>;
  holdSeconds: Generated<number>;
  outcome: Generated<CallOutcome>;
  hangupSide: Nullable<'agent' | 'other' | 'system'>;
  cause: Nullable<number>;
  isReconciled: Generated<boolean>;
  /** Not over our lines: what its agent says, with the recording that they brought along. */
  isElsewhere: Generated<boolean>;
  version: Generated<number>;
}

/** A stay of a call with the menu, a queue, an agent, voicemail: see `domain/callcontrol/segments`. */
export interface CallSegmentRow extends OfTenant {
  callId: string;
  seq: number;
  kind: 'menu' | 'queue' | 'agent' | 'external' | 'consultation' | 'voicemail' | 'announcement';
  isMain: boolean;
  agentId: Nullable<string>;
  queueId: Nullable<string>;
  departmentId: Nullable<string>;
  offeredAt: NullableMoment;
  startedAt: Moment;
  answeredAt: NullableMoment;
  endedAt: NullableMoment;
  talkMs: Generated<number>;
  holdMs: Generated<number>;
  holds: JsonWithDefault<{ from: number; to: number }[]>;
  /** After-call work of the agent, of their last stay in the call. */
  wrapUpMs: Generated<number>;
  begunBy: string;
  endedBy: Nullable<string>;
}

export interface CallLegRow extends OfTenant {
  callId: string;
  id: string;
  role: 'customer' | 'agent';
  agentId: Nullable<string>;
  number: string;
  startedAt: Moment;
  ringingAt: NullableMoment;
  answeredAt: NullableMoment;
  endedAt: NullableMoment;
  outcome: Generated<string>;
  cause: Nullable<number>;
  sipCode: Nullable<number>;
  trunkId: Nullable<string>;
}

export interface CallEventRow extends OfTenant {
  callId: string;
  seq: number;
  at: Moment;
  type: string;
  data: Json<Record<string, unknown>>;
}

/** How a leg sounded. `series` is in the order in which its samples were written. */
export interface LegQualityRow extends OfTenant {
  callId: string;
  legId: string;
  series: Json<PackedSample[]>;
  samples: number;
  /** Hundredths of MOS. */
  mosSum: number;
  poorSamples: number;
  isPoor: Computed<boolean>;
}

/** A call that was refused for an entry of a list of numbers. */
export interface ScreenedCallRow extends OfTenant {
  entryId: string;
  callId: string;
}

export interface AgentStateRow extends OfTenant {
  agentId: string;
  startedAt: Moment;
  seq: number;
  state: string;
  callId: Nullable<string>;
  endedAt: NullableMoment;
  seconds: Nullable<number>;
  nextState: Nullable<string>;
  /** Why they were in it, and in the next: `domain/agents/pause.ts`. */
  cause: Nullable<string>;
  pauseId: Nullable<string>;
  byAgentId: Nullable<string>;
  note: Nullable<string>;
  nextCause: Nullable<string>;
}

export interface RecordingRow extends OfTenant {
  id: string;
  callId: string;
  kind: Generated<'call' | 'voicemail' | 'consultation' | 'local'>;
  /** The segment of a consultation. */
  segmentSeq: Nullable<number>;
  status: Generated<'recording' | 'pending' | 'ready' | 'incomplete' | 'missing'>;
  source: string;
  path: Nullable<string>;
  peaksPath: Nullable<string>;
  seconds: Nullable<number>;
  expectedSeconds: Nullable<number>;
  channels: Nullable<number>;
  bytes: Nullable<number>;
  mediaType: Generated<SoundType>;
  startedAt: Moment;
  readyAt: NullableMoment;
}

export interface OutboxRow extends OfTenant {
  id: string;
  kind: string;
  payload: Json<unknown>;
  createdAt: MomentWithDefault;
  attempts: Generated<number>;
  doneAt: NullableMoment;
  lastError: Nullable<string>;
}

export interface CustomerRow extends OfTenant {
  id: string;
  name: string;
  phone: string;
  phoneExtension: Generated<string>;
  company: Generated<string>;
  title: Generated<string>;
  stage: Generated<string>;
  email: Generated<string>;
  address: Generated<string>;
  note: Generated<string>;
  doNotCall: Generated<string>;
  doNotCallReason: Generated<string>;
  /** Since when and by whom it is so, kept by the database. */
  doNotCallAt: Computed<Date | null>;
  doNotCallBy: Computed<string | null>;
  consent: Generated<string>;
  consentHow: Generated<string>;
  consentAt: Computed<Date | null>;
  consentBy: Computed<string | null>;
  /** Values of designed fields by their ids. */
  fields: JsonWithDefault<Record<string, unknown>>;
  /** What lists filter and sort by of `fields`, kept by the database. */
  fieldKeys: Computed<(string | null)[] | null>;
  categoryId: Nullable<string>;
  ownerId: Nullable<string>;
  departmentId: Nullable<string>;
  /** Initials in pinyin, lower case; null as long as nobody computed them. */
  nameInitials: Nullable<string>;
  /** The name as lists are ordered by it: numbers in it count as one digit. */
  nameOrder: Computed<string>;
  /** Another customer had the number first, and whoever saved this one may not know it. */
  isDuplicate: Generated<boolean>;
  nameGrams: Computed<string[]>;
  createdAt: MomentWithDefault;
  updatedAt: MomentWithDefault;
  lastCallAt: NullableMoment;
  /** Locked by its agent until then; infinity without an end. Of another agent it is no more, which the database sees to. */
  lockedUntil: NullableMoment;
  /** Since when there was no follow-up, and when the agent was warned that the customer goes back to the pool; both kept by the database, too. */
  followedAt: MomentWithDefault;
  returnWarnedAt: NullableMoment;
  /** The next reminder, of the follow-up `reminderId`, kept by the database; its author is reminded where nobody owns the customer. */
  remindAt: Computed<Date | null>;
  reminderId: Computed<string | null>;
  reminderAuthorId: Computed<string | null>;
  version: Generated<number>;
}

/** A number of a customer; the primary one bears the customer's id and follows `customers.phone`. */
export interface CustomerNumberRow extends OfTenant {
  id: string;
  customerId: string;
  /** Whose of the customer's contacts it is. */
  contactId: Nullable<string>;
  number: string;
  extension: Generated<string>;
  label: Generated<'' | 'mobile' | 'work' | 'home' | 'other'>;
  position: number;
  isPrimary: Generated<boolean>;
  isDuplicate: Generated<boolean>;
  numberGrams: Computed<string[]>;
  createdAt: MomentWithDefault;
}

/** Somebody with whom one speaks at a customer. */
export interface ContactRow extends OfTenant {
  id: string;
  customerId: string;
  name: string;
  relation: Generated<string>;
  email: Generated<string>;
  note: Generated<string>;
  createdAt: MomentWithDefault;
  version: Generated<number>;
}

export interface FollowUpRow extends OfTenant {
  id: string;
  customerId: string;
  callId: Nullable<string>;
  agentId: string;
  serviceType: string;
  stage: string;
  callState: string;
  currentState: string;
  channel: string;
  content: string;
  fields: JsonWithDefault<Record<string, unknown>>;
  fieldKeys: Computed<(string | null)[] | null>;
  remindAt: NullableMoment;
  createdAt: MomentWithDefault;
  version: Generated<number>;
}
