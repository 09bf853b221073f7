/** Which customers a reader sees in lists, which they may open, and which they may change. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ShownScope } from '@bahu/contract/customers.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import * as ownership from '../../../kernel/ownership/condition.ts';
import { isInRange, ownRange, rangeOf, wholeTenant, type Range, type Reader } from '../../../kernel/ownership/range.ts';
import { customerOwnership } from '../../../kernel/ownership/records.ts';

type Needed = Extract<ScopedPermission, `customer.${string}`>;
export interface Owned {
  readonly ownerId: string | null;
  readonly departmentId: string | null;
}

/** Customers in lists, as `c`: who is in the pool stands in nobody's. */
const listed = { owner: 'c.ownerId', department: 'c.departmentId' } as const;
/** Those whom one may open: also the pool, and those who called the reader or whom they called; to say so of a call made elsewhere gives no right. */
const open = {
  ...listed,
  ...customerOwnership,
  alsoOwn: (agentId: string) => sql<SqlBool>`exists (
    select from calls k where k.tenant_id = c.tenant_id and k.customer_id = c.id
      and not k.is_elsewhere and (k.agent_id = ${agentId} or exists (select from call_legs l where l.tenant_id = k.tenant_id and l.call_id = k.id and l.agent_id = ${agentId})))`,
};
/** Those whom one may change: the pool is served by any agent. */
const editable = { ...listed, hasPool: true } as const;

/** Their own, their department's, or all of the tenant. */
export const inScope = (reader: Reader, permission: Needed = 'customer.read'): RawBuilder<SqlBool> =>
  ownership.condition(listed, rangeOf(reader, permission));

/** Within which range lies what a list shows: no more than the scope, but for the pool, which any agent serves and opens, all of the tenant. */
function rangeShown(reader: Reader, shown: ShownScope | undefined): Range {
  const range = rangeOf(reader, 'customer.read');
  if (shown === 'pool') return wholeTenant(reader);
  if (shown === 'mine') return ownRange(reader);
  return shown === 'department' && range.isAll
    ? { ...range, isAll: false, departmentIds: reader.departmentIds }
    : range;
}

/** Customers in a list that shows this much, with `narrowedTo` beside it. */
export const listedFor = (reader: Reader, shown: ShownScope | undefined): RawBuilder<SqlBool> =>
  ownership.condition(listed, rangeShown(reader, shown));

/** The same in parts that have no customer in common: their departments', and their own in none of them. */
export const partsOf = (reader: Reader, shown: ShownScope | undefined): RawBuilder<SqlBool>[] =>
  ownership.partsOf(listed, rangeShown(reader, shown));

/** The same as functions of the schema take it. */
export const limitsOf = (reader: Reader, shown: ShownScope | undefined): RawBuilder<unknown> =>
  ownership.limits(rangeShown(reader, shown));

/** What a shown scope leaves of customers as `c`. */
export function narrowedTo({ userId, departmentIds }: Reader, shown: ShownScope): RawBuilder<SqlBool> {
  switch (shown) {
    case 'mine':
      return sql<SqlBool>`c.owner_id = ${userId}::uuid`;
    case 'department':
      return sql<SqlBool>`c.department_id = any(${[...departmentIds]}::uuid[])`;
    case 'pool':
      return sql<SqlBool>`c.owner_id is null`;
  }
}

/** Those in their scope, those that belong to nobody, and those who called them or whom they called. */
export const canOpen = (reader: Reader): RawBuilder<SqlBool> =>
  ownership.condition(open, rangeOf(reader, 'customer.read'));

/** Whether they may change a customer whom they may open. */
export const canEdit = (reader: Principal, customer: Owned): boolean =>
  reader.permissions.has('customer.edit') &&
  isInRange(editable, rangeOf(reader, 'customer.edit'), belongingOf(customer));

/** Whether they may merge a customer with another: a number of numbers would tell those who may not see them which are the same. */
export const canMerge = (reader: Principal, customer: Owned): boolean =>
  reader.permissions.has('customer.merge') && !reader.masksNumbers && canEdit(reader, customer);

/** Whether they may give a customer to another agent, and to the agent of this one. The pool is in anybody's reach. */
export const canAssign = (reader: Principal, customer: Owned): boolean =>
  reader.permissions.has('customer.assign') &&
  isInRange(editable, rangeOf(reader, 'customer.assign'), belongingOf(customer));

/** Whether they may take a customer from its agent who has locked them: the agent, and whoever may unlock them. */
export const canUnlock = (reader: Principal, customer: Owned): boolean =>
  customer.ownerId === reader.userId ||
  (reader.permissions.has('customer.unlock') &&
    isInRange({}, rangeOf(reader, 'customer.unlock'), belongingOf(customer)));

/** The same as a range. */
const unlockable = (reader: Principal): Range =>
  reader.permissions.has('customer.unlock') ? rangeOf(reader, 'customer.unlock') : ownRange(reader);

/** Whether they may delete a customer whom they may open: the pool is nobody's, so that it takes a scope over all. */
export const canDelete = (reader: Principal, customer: Owned): boolean =>
  reader.permissions.has('customer.delete') && isInRange({}, rangeOf(reader, 'customer.delete'), belongingOf(customer));

/** Whether they may change a follow-up that they may read: one of their own, or of a customer whom they may change. */
export const canEditFollowUp = (reader: Principal, authorId: string, customer: Owned): boolean =>
  reader.permissions.has('follow-up.edit') && (authorId === reader.userId || canEdit(reader, customer));

/** Whether they may delete a follow-up that they may read: of a customer whom they may change. */
export const canDeleteFollowUp = (reader: Principal, customer: Owned): boolean =>
  reader.permissions.has('follow-up.delete') && canEdit(reader, customer);

/** Whether an import may take away the customer `c` whom it brought: within its own scope. */
export const isReachedByImport = (reader: Reader): RawBuilder<boolean> =>
  ownership.isHeld(editable, rangeOf(reader, 'customer.import'));

/** Whether an import may change the customer `c`: within its own scope, and nobody whom one could not change one by one. */
export const isChangedByImport = (reader: Principal): RawBuilder<boolean> =>
  reader.permissions.has('customer.edit')
    ? ownership.isHeld(editable, rangeOf(reader, 'customer.import', 'customer.edit'))
    : sql<boolean>`false`;

/** Whether the customer `c` may become another agent's: not locked, or of those whom one may unlock. */
export const isFreeFor = (reader: Principal): RawBuilder<boolean> =>
  sql<boolean>`(${lockedNow(false)} or ${ownership.isHeld(listed, unlockable(reader))})`;

/** Whose a customer is, as realtime tells of them. */
export const belongingOf = ({ ownerId, departmentId }: Owned) => ({
  ownerIds: [ownerId],
  departmentIds: [departmentId],
});

/** Whether customer `c` is locked now, whether a task has removed a lock that is over or not. */
export const isLocked = sql<boolean>`coalesce(c.locked_until > now(), false)`;

/** The same as a condition that an index answers. */
export const lockedNow = (isWanted: boolean): RawBuilder<SqlBool> =>
  isWanted ? sql<SqlBool>`c.locked_until > now()` : sql<SqlBool>`(c.locked_until is null or c.locked_until <= now())`;

/** When that ends by itself; null when it does not. */
export const lockEnds = sql<Date | null>`case when c.locked_until > now() and c.locked_until < 'infinity' then c.locked_until end`;

/**
 * Those of these customers for whom the condition holds, held until the transaction ends. A statement behind it sees all that was saved before; all hold in
 * the order of ids, so that two never wait for each other.
 */
const holdWhere = (tx: Tx, { tenantId }: Principal, ids: readonly string[], condition: RawBuilder<SqlBool>) =>
  tx
    .selectFrom('customers as c')
    .select(['c.id', 'c.name', 'c.phone', 'c.version', 'c.ownerId', 'c.departmentId', 'c.reminderId'])
    .select(isLocked.as('isLocked'))
    .where('c.tenantId', '=', tenantId)
    .where('c.id', '=', sql<string>`any(${ids}::uuid[])`)
    .where(condition)
    .orderBy('c.id')
    .forUpdate()
    .execute();

/** In the reader's scope of a permission: the pool is served by any agent, and deleted by nobody but who reaches over all. */
export const holdInScope = (tx: Tx, reader: Principal, permission: Needed, ids: readonly string[]) =>
  holdWhere(
    tx,
    reader,
    ids,
    ownership.condition(permission === 'customer.delete' ? listed : editable, rangeOf(reader, permission)),
  );

/** The reader's own. */
export const holdOwn = (tx: Tx, reader: Principal, ids: readonly string[]) =>
  holdWhere(tx, reader, ids, ownership.condition(listed, ownRange(reader)));

/** Those whom the reader may unlock. */
export const holdUnlockable = (tx: Tx, reader: Principal, ids: readonly string[]) =>
  holdWhere(tx, reader, ids, ownership.condition(listed, unlockable(reader)));

/** Those of the pool, which is anybody's. */
export const holdPool = (tx: Tx, reader: Principal, ids: readonly string[]) =>
  holdWhere(tx, reader, ids, sql<SqlBool>`c.owner_id is null`);
