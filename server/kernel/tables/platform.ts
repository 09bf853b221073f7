/** The installation itself: its operators and what they did. Open only to transactions without a tenant. */
import type { ColumnType } from 'kysely';
import type { Branding } from '@bahu/contract/tenants.ts';
import type { Generated, Json, Moment, MomentWithDefault, Nullable, NullableMoment } from './columns.ts';

export interface OperatorRow {
  id: string;
  loginName: string;
  name: string;
  passwordHash: string;
  isEnabled: Generated<boolean>;
  mustChangePassword: Generated<boolean>;
  lastSignInAt: NullableMoment;
  createdAt: MomentWithDefault;
}

export interface OperatorSessionRow {
  id: string;
  operatorId: string;
  tokenHash: Buffer;
  address: string;
  device: string;
  createdAt: MomentWithDefault;
  expiresAt: Moment;
}

/** As `SecondFactorRow` of the tenants' users. */
export interface OperatorSecondFactorRow {
  operatorId: string;
  secret: string;
  confirmedAt: NullableMoment;
  recoveryHashes: Generated<Buffer[]>;
  lastStep: Generated<number>;
  createdAt: MomentWithDefault;
}

export interface OperatorLogRow {
  id: string;
  at: MomentWithDefault;
  operatorId: Nullable<string>;
  operatorName: string;
  address: Nullable<string>;
  action: string;
  tenantId: Nullable<string>;
  before: ColumnType<unknown, string | null | undefined, never>;
  after: ColumnType<unknown, string | null | undefined, never>;
}

export interface PlatformSettingsRow {
  onlyOne: Generated<boolean>;
  branding: Json<Partial<Branding>>;
}

export interface VaultCheckRow {
  onlyOne: Generated<boolean>;
  sealed: string;
}
