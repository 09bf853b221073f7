/** The rows of the database as the application sees them. Columns are snake_case in SQL and camelCase here; moments are `Date`. */
import type * as api from './tables/api.ts';
import type * as people from './tables/people.ts';
import type * as platform from './tables/platform.ts';
import type * as records from './tables/records.ts';
import type * as telephony from './tables/telephony.ts';
import type * as transfers from './tables/transfers.ts';

export type { TenantRow } from './tables/people.ts';
export type { TrunkRow } from './tables/telephony.ts';

export interface Tables {
  tenants: people.TenantRow;
  roles: people.RoleRow;
  departments: people.DepartmentRow;
  users: people.UserRow;
  agents: people.AgentRow;
  sessions: people.SessionRow;
  signIns: people.SignInRow;
  auditRows: people.AuditRow;
  signInTries: people.SignInTryRow;
  secondFactors: people.SecondFactorRow;
  agentGroups: people.AgentGroupRow;
  agentGroupMembers: people.AgentGroupMemberRow;
  callerIds: people.CallerIdRow;
  listLayouts: people.ListLayoutRow;
  listViews: people.ListViewRow;
  softphones: telephony.SoftphoneRow;
  trunks: telephony.TrunkRow;
  voiceFiles: telephony.VoiceFileRow;
  queues: telephony.QueueRow;
  queueMembers: telephony.QueueMemberRow;
  menus: telephony.MenuRow;
  didNumbers: telephony.DidNumberRow;
  agentLive: telephony.AgentLiveRow;
  queueLive: telephony.QueueLiveRow;
  calls: records.CallTableRow;
  callLegs: records.CallLegRow;
  callEvents: records.CallEventRow;
  agentStates: records.AgentStateRow;
  recordings: records.RecordingRow;
  outbox: records.OutboxRow;
  customers: records.CustomerRow;
  followUps: records.FollowUpRow;
  backgroundJobs: transfers.BackgroundJobRow;
  imports: transfers.ImportTableRow;
  importRows: transfers.ImportRowRow;
  importChanges: transfers.ImportChangeRow;
  importMappings: transfers.ImportMappingRow;
  operators: platform.OperatorRow;
  operatorSessions: platform.OperatorSessionRow;
  operatorSecondFactors: platform.OperatorSecondFactorRow;
  operatorLog: platform.OperatorLogRow;
  platformSettings: platform.PlatformSettingsRow;
  apiKeys: api.ApiKeyRow;
  idempotentRequests: api.IdempotentRequestRow;
  webhooks: api.WebhookRow;
  webhookDeliveries: api.WebhookDeliveryRow;
}
