/** The audit log: who did what to which record when, from which address; append-only (SPEC P4). */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';

/** Everything that the log can say, `noun.verb`, so that each has a text in both languages. */
export const auditActions = [
  'customer.create',
  'customer.change',
  'customer.reveal-number',
  'call.dial',
  'recording.play',
  'recording.download',
  'monitor.listen',
  'monitor.whisper',
  'monitor.barge',
  'monitor.stop',
  'monitor.take-over',
  'monitor.hang-up',
  'monitor.state',
  'user.create',
  'user.change',
  'user.delete',
  'user.reset-password',
  'user.reset-second-factor',
  'user.unlock',
  'user.sign-out',
  'session.attack',
  'password.change',
  'second-factor.set-up',
  'second-factor.remove',
  'role.view-as',
  'role.view-as-myself',
  'role.create',
  'role.change',
  'role.delete',
  'department.create',
  'department.change',
  'department.move',
  'department.delete',
  'agent-group.create',
  'agent-group.change',
  'agent-group.delete',
  'caller-id.create',
  'caller-id.change',
  'caller-id.delete',
  'tenant.change',
  'support.enter',
  'view.save',
  'view.remove',
  'export.start',
  'export.download',
  'import.start',
  'import.table',
  'import.map',
  'import.apply',
  'import.cancel',
  'import.undo',
  'job.cancel',
  'api-key.create',
  'api-key.revoke',
  'webhook.create',
  'webhook.change',
  'webhook.delete',
  'webhook.rotate-secret',
  'webhook.test',
  'webhook.replay',
] as const;
export type AuditAction = (typeof auditActions)[number];

export const AuditEntry = Type.Object({
  id: Id,
  at: Time,
  actorId: Nullable(Id),
  actorName: Type.String(),
  /** In person, by an API key of theirs, or the provider's operator in support. */
  via: Type.Enum(['session', 'api-key', 'operator', 'system']),
  address: Nullable(Type.String()),
  /** One of `auditActions`. */
  action: Type.String(),
  recordType: Type.String(),
  recordId: Nullable(Type.String()),
  recordName: Nullable(Type.String()),
  /** Values before and after by field, secrets left out; numbers masked when the reader's role says so. */
  before: Type.Unknown(),
  after: Type.Unknown(),
  /** `done`, the code of the refusal, or null for an act on live calls of which nobody knows whether it was done. */
  outcome: Nullable(Type.String()),
});
export type AuditEntry = Static<typeof AuditEntry>;
export const auditRoutes = routes({
  list: {
    method: 'GET',
    path: '/audit',
    summary: 'Audit log in my scope, newest first',
    permission: 'audit.read',
    query: Type.Object({
      ...PageQuery,
      from: Type.Optional(Time),
      to: Type.Optional(Time),
      actor: Type.Optional(Id),
      action: Type.Optional(Type.String({ maxLength: 64 })),
      recordType: Type.Optional(Type.String({ maxLength: 32 })),
      recordId: Type.Optional(Type.String({ maxLength: 64 })),
      /** Any part of the actor's or the record's name, or of the address. */
      search: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    reply: Page(AuditEntry),
  },
  actions: {
    method: 'GET',
    path: '/audit/actions',
    summary: 'Actions that occur in the log',
    permission: 'audit.read',
    reply: Type.Object({ items: Type.Array(Type.Object({ action: Type.String(), recordType: Type.String() })) }),
  },
});
