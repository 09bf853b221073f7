/** The rows of the database as the application sees them. Columns are snake_case in SQL and camelCase here; moments are `Date`. */
import type { ColumnType, Generated } from 'kysely';
import type { Menu } from '@bahu/domain/ivr/menu.ts';
import type { CallOutcome } from '@bahu/contract/calls.ts';
import type { DataScope, Permission, RoleCode } from '@bahu/contract/permissions.ts';

type Moment = ColumnType<Date, Date | string, Date | string>;
type NullableMoment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** Written with the database's own time when it is not given. */
type MomentWithDefault = ColumnType<Date, Date | string | undefined, Date | string>;
/** A jsonb column: read as a value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>;
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** Computed by the database, never written. */
type Computed<T> = ColumnType<T, never, never>;

interface OfTenant {
  tenantId: string;
}

export interface TenantRow {
  id: string;
  code: string;
  name: string;
  status: Generated<'active' | 'suspended'>;
  expiresAt: NullableMoment;
  licensedAgents: Generated<number>;
  licensedChannels: Generated<number>;
  settings: JsonWithDefault<Record<string, unknown>>;
  createdAt: MomentWithDefault;
}

export interface RoleRow extends OfTenant {
  id: string;
  code: RoleCode;
  name: string;
  scope: DataScope;
  permissions: Permission[];
  masksNumbers: boolean;
}

export interface DepartmentRow extends OfTenant {
  id: string;
  parentId: Nullable<string>;
  name: string;
  /** Ids from the root to the department itself, each followed by a slash. */
  path: string;
}

export interface UserRow extends OfTenant {
  id: string;
  roleId: string;
  departmentId: Nullable<string>;
  name: string;
  loginName: Nullable<string>;
  passwordHash: string;
  isEnabled: Generated<boolean>;
  failedSignIns: Generated<number>;
  lockedUntil: NullableMoment;
  lastSignInAt: NullableMoment;
  version: Generated<number>;
  createdAt: MomentWithDefault;
}

export interface AgentRow extends OfTenant {
  id: string;
  userId: string;
  extension: string;
  callerId: Nullable<string>;
  isRecorded: Generated<boolean>;
  wrapUpSeconds: Generated<number>;
  chosenState: Generated<'ready' | 'busy' | 'away'>;
}

export interface SessionRow extends OfTenant {
  id: string;
  userId: string;
  tokenHash: Buffer;
  address: string;
  device: string;
  createdAt: MomentWithDefault;
  seenAt: MomentWithDefault;
  expiresAt: Moment;
}

export interface SignInRow extends OfTenant {
  id: string;
  userId: Nullable<string>;
  account: string;
  at: MomentWithDefault;
  address: string;
  device: string;
  result: string;
  reason: Nullable<string>;
}

export interface AuditRow extends OfTenant {
  id: string;
  at: MomentWithDefault;
  actorId: Nullable<string>;
  actorName: string;
  address: Nullable<string>;
  action: string;
  recordType: string;
  recordId: Nullable<string>;
  before: ColumnType<unknown, string | null | undefined, never>;
  after: ColumnType<unknown, string | null | undefined, never>;
}

export interface SoftphoneRow extends OfTenant {
  agentId: string;
  sessionId: string;
  secret: string;
  kind: Generated<'browser' | 'desk'>;
  mintedAt: MomentWithDefault;
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
  strategy: 'round-robin' | 'longest-idle';
  ringSeconds: Generated<number>;
  maxWaitSeconds: Generated<number>;
  maxWaiting: Generated<number>;
  overflow: Generated<'voicemail' | 'goodbye'>;
  isEnabled: Generated<boolean>;
}

export interface QueueMemberRow extends OfTenant {
  queueId: string;
  agentId: string;
  position: number;
}

export interface MenuRow extends OfTenant {
  id: string;
  name: string;
  definition: Json<Menu>;
  isEnabled: Generated<boolean>;
}

export interface DidNumberRow extends OfTenant {
  id: string;
  trunkId: string;
  number: string;
  menuId: Nullable<string>;
}

export interface TenantLeaseRow {
  tenantId: string;
  holder: number;
  epoch: number;
  expiresAt: Moment;
}

/** What the engine keeps of an agent between restarts; its form is telephony's. */
export interface AgentLiveRow extends OfTenant {
  agentId: string;
  state: Json<unknown>;
}

export interface QueueLiveRow extends OfTenant {
  queueId: string;
  state: Json<{ waiting: string[]; lastAgentId: string | null }>;
}

export interface CallTableRow extends OfTenant {
  id: string;
  direction: 'inbound' | 'outbound' | 'internal';
  startedAt: Moment;
  answeredAt: NullableMoment;
  endedAt: NullableMoment;
  number: string;
  numberReversed: Computed<string>;
  callerName: Nullable<string>;
  lineNumber: string;
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
  version: Generated<number>;
  live: ColumnType<unknown, string | null | undefined, string | null>;
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
}

export interface CallEventRow extends OfTenant {
  callId: string;
  seq: number;
  at: Moment;
  type: string;
  data: Json<Record<string, unknown>>;
}

export interface AgentStateRow extends OfTenant {
  agentId: string;
  startedAt: Moment;
  seq: number;
  activity: string;
  callId: Nullable<string>;
  endedAt: NullableMoment;
  seconds: Nullable<number>;
  nextActivity: Nullable<string>;
}

export interface RecordingRow extends OfTenant {
  id: string;
  callId: string;
  kind: Generated<'call' | 'voicemail'>;
  status: Generated<'recording' | 'pending' | 'ready' | 'incomplete' | 'missing'>;
  source: string;
  path: Nullable<string>;
  peaksPath: Nullable<string>;
  seconds: Nullable<number>;
  expectedSeconds: Nullable<number>;
  channels: Nullable<number>;
  bytes: Nullable<number>;
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
  phoneReversed: Computed<string>;
  company: Generated<string>;
  title: Generated<string>;
  stage: Generated<string>;
  email: Generated<string>;
  address: Generated<string>;
  note: Generated<string>;
  fields: JsonWithDefault<Record<string, unknown>>;
  ownerId: Nullable<string>;
  departmentId: Nullable<string>;
  nameGrams: Computed<string[]>;
  phoneGrams: Computed<string[]>;
  createdAt: MomentWithDefault;
  updatedAt: MomentWithDefault;
  lastCallAt: NullableMoment;
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
  remindAt: NullableMoment;
  createdAt: MomentWithDefault;
}

export interface Tables {
  tenants: TenantRow;
  roles: RoleRow;
  departments: DepartmentRow;
  users: UserRow;
  agents: AgentRow;
  sessions: SessionRow;
  signIns: SignInRow;
  auditRows: AuditRow;
  softphones: SoftphoneRow;
  trunks: TrunkRow;
  voiceFiles: VoiceFileRow;
  queues: QueueRow;
  queueMembers: QueueMemberRow;
  menus: MenuRow;
  didNumbers: DidNumberRow;
  tenantLeases: TenantLeaseRow;
  agentLive: AgentLiveRow;
  queueLive: QueueLiveRow;
  calls: CallTableRow;
  callLegs: CallLegRow;
  callEvents: CallEventRow;
  agentStates: AgentStateRow;
  recordings: RecordingRow;
  outbox: OutboxRow;
  customers: CustomerRow;
  followUps: FollowUpRow;
}
