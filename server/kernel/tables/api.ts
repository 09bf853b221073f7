/** Programs as guests: keys, requests that may be repeated, signed notices. */
import type { ColumnType } from 'kysely';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { DeliveryError, WebhookEvent } from '@bahu/contract/webhooks.ts';
import type { Reach } from '../auth/rights.ts';
import type {
  Generated,
  Moment,
  MomentWithDefault,
  Nullable,
  NullableJson,
  NullableMoment,
  OfTenant,
} from './columns.ts';

export interface ApiKeyRow extends OfTenant {
  id: string;
  ownerId: string;
  name: string;
  prefix: string;
  /** SHA-256 of the part after the tenant. */
  secretHash: Buffer;
  permissions: Permission[];
  createdAt: MomentWithDefault;
  expiresAt: NullableMoment;
  revokedAt: NullableMoment;
  lastUsedAt: NullableMoment;
  lastAddress: Nullable<string>;
}

export interface IdempotentRequestRow extends OfTenant {
  /** A user, or an API key. */
  holderId: string;
  key: string;
  requestHash: Buffer;
  /** With which rights it was asked for. */
  reach: NullableJson<Reach>;
  /** Of the process that does the work; one that comes back too late changes nothing. */
  attemptId: string;
  /** Null while the request is under way. */
  status: Nullable<number>;
  contentType: Nullable<string>;
  /** Null for an answer with a secret, which is shown once. */
  body: Nullable<string>;
  expiresAt: Moment;
}

export interface WebhookRow extends OfTenant {
  id: string;
  /** Who saved it last; null when they are gone. */
  ownerId: Nullable<string>;
  url: string;
  events: WebhookEvent[];
  isEnabled: Generated<boolean>;
  note: Generated<string>;
  secret: string;
  oldSecret: Nullable<string>;
  oldSecretUntil: NullableMoment;
  failures: Generated<number>;
  lastDeliveredAt: NullableMoment;
  version: Generated<number>;
  createdAt: MomentWithDefault;
}

export interface WebhookDeliveryRow extends OfTenant {
  id: string;
  webhookId: string;
  event: WebhookEvent;
  recordId: string;
  state: Generated<'waiting' | 'delivered' | 'failed'>;
  payload: ColumnType<
    { type: string; timestamp: string; data: unknown } | null,
    string | null | undefined,
    string | null
  >;
  createdAt: MomentWithDefault;
  attempts: Generated<number>;
  /** `attempts` when the last round of tries began; a replay begins one. */
  roundStart: Generated<number>;
  nextAt: NullableMoment;
  deliveredAt: NullableMoment;
  lastStatus: Nullable<number>;
  lastError: Nullable<DeliveryError>;
  lastAnswer: Nullable<string>;
}
