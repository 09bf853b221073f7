/** What is set up for telephony, and what the engine keeps of its live state. */
import type { Menu } from '@bahu/domain/ivr/menu.ts';
import type { EmptyRule } from '@bahu/domain/queues/overflow.ts';
import type { Strategy } from '@bahu/domain/queues/queue.ts';
import type { Generated, Json, MomentWithDefault, Nullable, NullableMoment, OfTenant } from './columns.ts';

export interface SoftphoneRow extends OfTenant {
  agentId: string;
  sessionId: string;
  /** Sealed; null while the session works with the desk phone, whose account is not the session's. */
  secret: Nullable<string>;
  kind: Generated<'browser' | 'desk'>;
  issuedAt: MomentWithDefault;
}

/** An agent's SIP telephone on the desk. */
export interface DeskPhoneRow extends OfTenant {
  agentId: string;
  secret: string;
  issuedAt: MomentWithDefault;
  /** Whether the agent works with it, where they may with the page as well. */
  isUsed: Generated<boolean>;
  /** When and from where it came last, and what it said that it is. */
  registeredAt: NullableMoment;
  address: Generated<string>;
  userAgent: Generated<string>;
  /** Of a link that sets it up, which counts once. */
  setupHash: Nullable<Buffer>;
  setupUntil: NullableMoment;
}

export interface TrunkRow extends OfTenant {
  id: string;
  name: string;
  host: string;
  port: Generated<number>;
  kind: Generated<'peer' | 'register'>;
  account: Nullable<string>;
  secret: Nullable<string>;
  channels: Generated<number>;
  isEnabled: Generated<boolean>;
  isSimulated: Generated<boolean>;
  /** Digits before each number; null for the company's. */
  outsidePrefix: Nullable<string>;
  /** Whether mobiles of elsewhere get a 0; null: as company and agents have it. */
  longDistance: Nullable<'never' | 'always'>;
  version: Generated<number>;
}

export interface VoiceFileRow extends OfTenant {
  id: string;
  name: string;
  language: string;
  text: Nullable<string>;
  media: string;
}

export interface QueueRow extends OfTenant {
  id: string;
  name: string;
  number: string;
  strategy: Strategy;
  ringSeconds: Generated<number>;
  missPauseSeconds: Generated<number>;
  maxWaitSeconds: Generated<number>;
  maxWaiting: Generated<number>;
  /** Of who has waited too long; these are goals as `overflowGoal` reads them. */
  overflow: Generated<string>;
  overflowFull: Generated<string>;
  /** Null: they wait though nobody is there. */
  overflowEmpty: Nullable<string>;
  overflowEmptyRule: Generated<EmptyRule>;
  overflowNumber: Nullable<string>;
  /** A voice file that those who wait hear again and again. */
  announcedFile: Nullable<string>;
  saysPosition: Generated<boolean>;
  saysWait: Generated<boolean>;
  /** From the end of an announcement to the next one. */
  announceSeconds: Generated<number>;
  /** A voice file, or `ringing`; null for the music on hold. */
  music: Nullable<string>;
  /** Callers hear the number of who takes their call, between two voice files. */
  saysAgent: Generated<boolean>;
  agentBeforeFile: Generated<string | null>;
  agentAfterFile: Generated<string | null>;
  /** Of callers who want to be called back; null: they are not. */
  callbackKey: Nullable<string>;
  callbackAttempts: Generated<number>;
  callbackPauseSeconds: Generated<number>;
  callbackHours: Generated<number>;
  weight: Generated<number>;
  departmentId: Nullable<string>;
  isEnabled: Generated<boolean>;
  /** Of its members at once; null for any number. */
  maxSignedOut: Nullable<number>;
  /** In place of the company's number of missed offers; null for that. */
  missedOffers: Nullable<number>;
  /** So many of a hundred callers are to be answered within so many seconds. */
  targetPercent: Generated<number>;
  targetSeconds: Generated<number>;
  /** So many seconds at the beginning of a conversation are not in its recording. */
  recordingCutSeconds: Generated<number>;
  version: Generated<number>;
  createdAt: MomentWithDefault;
}

export interface QueueMemberRow extends OfTenant {
  queueId: string;
  agentId: string;
  position: number;
  penalty: Generated<number>;
  queueOrder: Generated<number>;
}

export interface QueueNeedRow extends OfTenant {
  queueId: string;
  skillId: string;
  afterSeconds: number;
  level: number;
}

export interface MenuRow extends OfTenant {
  id: string;
  name: string;
  definition: Json<Menu>;
  isEnabled: Generated<boolean>;
  departmentId: Nullable<string>;
}

export interface DidNumberRow extends OfTenant {
  id: string;
  trunkId: string;
  number: string;
  menuId: Nullable<string>;
  /** Whose box it leads to, where it leads to no menu. */
  boxAgentId: Nullable<string>;
  boxQueueId: Nullable<string>;
  departmentId: Nullable<string>;
}

/** What is live, by kind: what the engine keeps of it between restarts (see its `batch`). */
export interface LiveStateRow extends OfTenant {
  kind: 'agent' | 'queue' | 'call';
  id: string;
  state: Json<unknown>;
}
