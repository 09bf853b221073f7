/** The audit log: who did what to which record, when, from which address. Append-only for the application. */
import type { Caller } from './auth/caller.ts';
import type { Tx } from './db.ts';
import { newId } from './ids.ts';

export interface AuditEntry {
  /** What was done, e.g. `recording.play`. */
  action: string;
  recordType: string;
  recordId: string | null;
  /** What people call the record, readable when it is gone. */
  recordName?: string;
  before?: unknown;
  after?: unknown;
}

/** Writes an entry in the transaction of the deed itself, so that neither exists without the other. */
export async function audit(tx: Tx, actor: { caller: Caller; address: string }, entry: AuditEntry): Promise<void> {
  const { caller, address } = actor;
  const { before, after, ...rest } = entry;
  await tx.insertInto('auditRows').values({
    ...rest, tenantId: caller.tenantId, id: newId(), actorId: caller.via === 'operator' ? null : caller.userId, actorName: caller.name, via: caller.via,
    departmentId: caller.departmentId, address, recordName: entry.recordName ?? null,
    before: before === undefined ? null : JSON.stringify(before), after: after === undefined ? null : JSON.stringify(after),
  }).execute();
}

/** Writes an entry of what nobody of the tenant did, e.g. an attack that was noticed. */
export async function auditBySystem(tx: Tx, tenantId: string, address: string | null, entry: AuditEntry): Promise<void> {
  const { action, recordType, recordId, recordName = null, after } = entry;
  await tx.insertInto('auditRows').values({
    tenantId, id: newId(), actorId: null, actorName: 'Bahu', via: 'system', departmentId: null, address, action, recordType, recordId, recordName,
    before: null, after: after === undefined ? null : JSON.stringify(after),
  }).execute();
}
