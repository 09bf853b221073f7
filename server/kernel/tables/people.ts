/** Tenants, people and their rights, and how they sign in. */
import type { ColumnType } from 'kysely';
import type { GroupOrder } from '@bahu/contract/agent-groups.ts';
import type { DataScope, Permission, Scopes } from '@bahu/contract/permissions.ts';
import type { AgentKind, SignOutReason } from '@bahu/contract/users.ts';
import type { Client, SignInMethod } from '@bahu/domain/sign-in/methods.ts';
import type {
  Generated,
  Json,
  JsonWithDefault,
  Moment,
  MomentWithDefault,
  Nullable,
  NullableMoment,
  OfTenant,
} from './columns.ts';

export interface TenantRow {
  id: string;
  code: string;
  name: string;
  status: Generated<'active' | 'suspended'>;
  expiresAt: NullableMoment;
  licensedAgents: Generated<number>;
  licensedChannels: Generated<number>;
  /** The media server on which the company lives. */
  node: Generated<string>;
  /** 0 for no limit. */
  storageBytes: Generated<number>;
  note: Generated<string>;
  version: Generated<number>;
  settings: JsonWithDefault<Record<string, unknown>>;
  createdAt: MomentWithDefault;
}

export interface RoleRow extends OfTenant {
  id: string;
  /** One of `roleCodes` for a built-in role. */
  code: string;
  name: string;
  scope: DataScope;
  scopes: JsonWithDefault<Scopes>;
  permissions: Permission[];
  masksNumbers: boolean;
  isBuiltIn: Generated<boolean>;
  description: Generated<string>;
  autoAnswerSeconds: Generated<number>;
  version: Generated<number>;
}

export interface DepartmentRow extends OfTenant {
  id: string;
  parentId: Nullable<string>;
  name: string;
  /** Ids from the root to the department itself, each followed by a slash. */
  path: string;
  code: Generated<string>;
  headId: Nullable<string>;
  position: Generated<number>;
  version: Generated<number>;
}

export interface UserRow extends OfTenant {
  id: string;
  roleId: string;
  departmentId: Nullable<string>;
  name: string;
  loginName: Nullable<string>;
  passwordHash: string;
  isEnabled: Generated<boolean>;
  lockedUntil: NullableMoment;
  lastSignInAt: NullableMoment;
  superiorId: Nullable<string>;
  signInMethod: Generated<SignInMethod>;
  mustChangePassword: Generated<boolean>;
  passwordChangedAt: MomentWithDefault;
  /** Five notes, empty ones included. */
  notes: Generated<string[]>;
  /** Initials in pinyin, lower case, for searching. */
  nameInitials: Generated<string>;
  version: Generated<number>;
  createdAt: MomentWithDefault;
}

/** A user's work on the phone: the agent has the id of the user. */
export interface AgentRow extends OfTenant {
  id: string;
  extension: string;
  callerId: Nullable<string>;
  isRecorded: Generated<boolean>;
  wrapUpSeconds: Generated<number>;
  chosenState: Generated<'ready' | 'busy' | 'away'>;
  kind: Generated<AgentKind>;
  /** E.164. */
  boundPhone: Nullable<string>;
  forwardsToMobile: Generated<boolean>;
  trunkId: Nullable<string>;
  transferCallerId: Nullable<string>;
  lockLimit: Generated<number>;
  lockDays: Generated<number>;
  deskPhonePops: Generated<boolean>;
  shortNumber: Generated<string>;
  mayCallDomestic: Generated<boolean>;
  mayCallInternational: Generated<boolean>;
  staffingWeight: Generated<number>;
  isInsideOnly: Generated<boolean>;
}

/** Counts once it was confirmed. */
export interface SecondFactorRow extends OfTenant {
  userId: string;
  /** For whose id its secret was sealed and its recovery codes were hashed: the user's own, or the one that they had before. */
  sealedFor: string;
  secret: string;
  confirmedAt: NullableMoment;
  recoveryHashes: Generated<Buffer[]>;
  /** The last time step that was used: a code counts once. */
  lastStep: Generated<number>;
  createdAt: MomentWithDefault;
}

export interface AgentGroupRow extends OfTenant {
  id: string;
  name: string;
  ordering: GroupOrder;
  isEnabled: Generated<boolean>;
  note: Generated<string>;
  version: Generated<number>;
  createdAt: MomentWithDefault;
}

export interface AgentGroupMemberRow extends OfTenant {
  groupId: string;
  agentId: string;
  position: number;
}

export interface CallerIdRow extends OfTenant {
  id: string;
  /** E.164. */
  number: string;
  trunkId: Nullable<string>;
  note: Generated<string>;
  isStandard: Generated<boolean>;
  isEnabled: Generated<boolean>;
  version: Generated<number>;
  createdAt: MomentWithDefault;
}

export interface SessionRow extends OfTenant {
  id: string;
  userId: string;
  tokenHash: Buffer;
  address: string;
  device: string;
  /** What its page said that it is. */
  client: Generated<Client>;
  createdAt: MomentWithDefault;
  seenAt: MomentWithDefault;
  expiresAt: Moment;
  /** The role that the session is seen through, when it is not the user's own. */
  viewRoleId: Nullable<string>;
  /** The provider's operator who is here for support. */
  operatorId: Nullable<string>;
  operatorName: Nullable<string>;
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
  sessionId: Nullable<string>;
  signedOutAt: NullableMoment;
  signOutReason: Nullable<SignOutReason>;
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
  recordName: Nullable<string>;
  /** The customer whose the record was. */
  aboutId: Nullable<string>;
  via: Generated<'session' | 'api-key' | 'operator' | 'system'>;
  /** Of the actor at that time, for the scope of the log's readers. */
  departmentId: Nullable<string>;
  before: ColumnType<unknown, string | null | undefined, never>;
  after: ColumnType<unknown, string | null | undefined, never>;
  /** Written before the act, whose outcome is in `audit_outcomes`. */
  isIntent: Generated<boolean>;
}

export interface AuditOutcomeRow extends OfTenant {
  auditId: string;
  at: MomentWithDefault;
  /** `done`, or the code of the refusal. */
  outcome: string;
}

export interface ListLayoutRow extends OfTenant {
  userId: string;
  list: string;
  columns: Nullable<string[]>;
  density: Generated<'compact' | 'comfortable'>;
}

export interface ListViewRow extends OfTenant {
  id: string;
  userId: string;
  list: string;
  name: string;
  search: Json<Record<string, string | number | boolean>>;
  isShared: Generated<boolean>;
  createdAt: MomentWithDefault;
}

/** Tries to sign in, by account and network; see `0028-sign-in-tries.sql`. */
export interface SignInTryRow {
  tenantId: string;
  account: string;
  network: string;
  failures: Generated<number>;
  blockedUntil: NullableMoment;
  knownAt: NullableMoment;
  lastAt: MomentWithDefault;
}
