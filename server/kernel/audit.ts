/** The audit log: who did what to which record, when, from which address. Append-only for the application. */
import type { AuditAction, AuditedRecord } from '@bahu/contract/audit.ts';
import type { Principal } from './auth/principal.ts';
import type { Tx } from './db.ts';
import { Refusal } from './errors.ts';
import { newId } from './ids.ts';
import type { Log } from './log.ts';

export interface AuditEntry {
  action: AuditAction;
  recordType: AuditedRecord;
  recordId: string | null;
  /** What people call the record, readable when it is gone. */
  recordName?: string;
  /** Of a record that is a customer's, e.g. a follow-up: whose. What the log says of a person is found by it when the record is gone. */
  aboutId?: string;
  before?: unknown;
  after?: unknown;
}

interface Actor {
  principal: Pick<Principal, 'tenantId' | 'userId' | 'name' | 'via' | 'departmentId'>;
  address: string | null;
}

/** Writes an entry in the transaction of the action itself, so that neither exists without the other. */
export const audit = (tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> => insert(tx, actor, newId(), entry);

/** An entry of what was done at a time that is past, in the company that shows the program. */
export const auditPast = (tx: Tx, actor: Actor, at: Date, entry: AuditEntry): Promise<void> =>
  insert(tx, actor, newId(at.getTime()), entry, { at });

async function insert(
  tx: Tx,
  { principal, address }: Actor,
  id: string,
  entry: AuditEntry,
  more: { isIntent?: true; at?: Date } = {},
): Promise<void> {
  const { before, after, ...rest } = entry;
  await tx
    .insertInto('auditRows')
    .values({
      ...rest,
      tenantId: principal.tenantId,
      id,
      actorId: principal.via === 'operator' ? null : principal.userId,
      actorName: principal.name,
      via: principal.via,
      departmentId: principal.departmentId,
      address,
      recordName: entry.recordName ?? null,
      ...more,
      before: before === undefined ? null : JSON.stringify(before),
      after: after === undefined ? null : JSON.stringify(after),
    })
    .execute();
}

type Told = Readonly<Record<string, unknown>>;

/**
 * Writes an entry of what became of a record: of a new one all that `after` says, of a deleted one all that `before` says, of a changed one what
 * differs. `before` and `after` say it as people read it.
 */
export function auditChange(
  tx: Tx,
  actor: Actor,
  entry: Omit<AuditEntry, 'before' | 'after'>,
  before: Told | null,
  after: Told | null,
): Promise<void> {
  const differs = (name: string): boolean => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]);
  const part = (of: Told | null): Told | undefined =>
    of === null ? undefined : Object.fromEntries(Object.entries(of).filter(([name]) => differs(name)));
  return audit(tx, actor, { ...entry, before: part(before), after: part(after) });
}

interface ActingOutside extends Actor {
  log: Log;
  tenant<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/**
 * Does what no transaction can take back (to live calls, to a machine elsewhere): what is wanted is in the log before it is done, and how it went
 * afterwards. `prepare` may refuse, which leaves no entry. Of an act that may have happened nothing is said, so that it is shown as uncertain.
 * @throws what `prepare` and `work` throw
 */
export async function auditAct<T>(
  actor: ActingOutside,
  prepare: (tx: Tx) => Promise<{ entry: AuditEntry; given: T }>,
  work: (given: T) => Promise<void>,
): Promise<void> {
  const id = newId();
  const given = await actor.tenant(async (tx) => {
    const prepared = await prepare(tx);
    await insert(tx, actor, id, prepared.entry, { isIntent: true });
    return prepared.given;
  });
  const note = async (outcome: string): Promise<void> => {
    const { tenantId } = actor.principal;
    await actor
      .tenant((tx) => tx.insertInto('auditOutcomes').values({ tenantId, auditId: id, outcome }).execute())
      .catch((error: unknown) =>
        actor.log.error({ err: error, audit: id }, 'the outcome of an act is not in the audit log'),
      );
  };
  try {
    await work(given);
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'service.unavailable') await note(error.code);
    throw error;
  }
  await note('done');
}

/** Writes an entry of what nobody of the tenant did, e.g. an attack that was noticed. */
export async function auditBySystem(
  tx: Tx,
  tenantId: string,
  address: string | null,
  entry: AuditEntry,
): Promise<void> {
  const { action, recordType, recordId, recordName = null, after } = entry;
  await tx
    .insertInto('auditRows')
    .values({
      tenantId,
      id: newId(),
      actorId: null,
      actorName: 'Bahu',
      via: 'system',
      departmentId: null,
      address,
      action,
      recordType,
      recordId,
      recordName,
      before: null,
      after: after === undefined ? null : JSON.stringify(after),
    })
    .execute();
}
