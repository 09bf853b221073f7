/** What is set up for telephony, and what the engine keeps of its live state. */
import type { Menu } from '@bahu/domain/ivr/menu.ts';
import type { Strategy } from '@bahu/domain/queues/queue.ts';
import type { Generated, Json, MomentWithDefault, Nullable, OfTenant } from './columns.ts';

export interface SoftphoneRow extends OfTenant {
  agentId: string;
  sessionId: string;
  secret: string;
  kind: Generated<'browser' | 'desk'>;
  issuedAt: MomentWithDefault;
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
  overflow: Generated<'voicemail' | 'goodbye'>;
  weight: Generated<number>;
  departmentId: Nullable<string>;
  isEnabled: Generated<boolean>;
}

export interface QueueMemberRow extends OfTenant {
  queueId: string;
  agentId: string;
  position: number;
  penalty: Generated<number>;
  queueOrder: Generated<number>;
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
  departmentId: Nullable<string>;
}

/** What is live, by kind: what the engine keeps of it between restarts (see its `batch`). */
export interface LiveStateRow extends OfTenant {
  kind: 'agent' | 'queue' | 'call';
  id: string;
  state: Json<unknown>;
}
