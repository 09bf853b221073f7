/** The audit log: who did what to which record when, from which address; append-only (SPEC P4). */
import { Type, type Static } from 'typebox';
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';
import { keysOf, namesIn, type KeyOf, type NameIn } from './slices/derived.ts';

/** Everything that the log can say, `noun.verb`, so that each has a text in both languages. */
export const auditActions = namesIn('auditActions');
export type AuditAction = NameIn<'auditActions'>;
/** The kinds of records that the log names. */
export const auditedRecords = keysOf('records');
export type AuditedRecord = KeyOf<'records'>;

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
  get: {
    method: 'GET',
    path: '/audit/entries/:id',
    summary: 'One entry in my scope',
    permission: 'audit.read',
    params: IdParams,
    reply: AuditEntry,
  },
  actions: {
    method: 'GET',
    path: '/audit/actions',
    summary: 'Actions that occur in the log',
    permission: 'audit.read',
    reply: Type.Object({ items: Type.Array(Type.Object({ action: Type.String(), recordType: Type.String() })) }),
  },
});
