/** Which customers a reader sees in lists, which he may open, and which he may change. */
import { sql, type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from 'kysely';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import { scopeOf, type Caller } from '../../../kernel/auth/caller.ts';
import type { Tables } from '../../../kernel/tables.ts';

type Customers = Tables & { c: Tables['customers'] };
type Condition = ExpressionWrapper<Customers, 'c', SqlBool>;
type Needed = Extract<ScopedPermission, `customer.${string}`>;

/** Over whom a reader holds a permission: himself and these departments, or null for all of the tenant. */
export interface Range {
  readonly ownerId: string;
  readonly departmentIds: readonly string[];
}

export function rangeOf(reader: Caller, permission: Needed): Range | null {
  const scope = scopeOf(reader, permission);
  if (scope === 'all') return null;
  return { ownerId: reader.agentId, departmentIds: scope === 'department' ? reader.departmentIds : [] };
}

/** His own, his department's, or all of the tenant. */
export function inScope(
  eb: ExpressionBuilder<Customers, 'c'>,
  reader: Caller,
  permission: Needed = 'customer.read',
): Condition {
  const range = rangeOf(reader, permission);
  if (range === null) return eb.and([]);
  const own = eb('c.ownerId', '=', range.ownerId);
  return range.departmentIds.length === 0 ? own : eb.or([own, eb('c.departmentId', 'in', [...range.departmentIds])]);
}

/** The same scope in parts that have no customer in common: his departments', and his own in none of them. */
export function partsOf(reader: Caller): ((eb: ExpressionBuilder<Customers, 'c'>) => Condition)[] {
  const departmentIds = [...(rangeOf(reader, 'customer.read')?.departmentIds ?? [])];
  if (departmentIds.length === 0) return [(eb) => inScope(eb, reader)];
  return [
    (eb) => eb('c.departmentId', 'in', departmentIds),
    (eb) =>
      eb.and([
        eb('c.ownerId', '=', reader.agentId),
        eb.or([eb('c.departmentId', 'is', null), eb('c.departmentId', 'not in', departmentIds)]),
      ]),
  ];
}

/** Those in his scope, those that belong to nobody, and those who called him or whom he called. */
export function canOpen(eb: ExpressionBuilder<Customers, 'c'>, reader: Caller): Condition {
  if (rangeOf(reader, 'customer.read') === null) return eb.and([]);
  const hadCall = sql<SqlBool>`exists (
    select from calls k where k.tenant_id = c.tenant_id and k.customer_id = c.id
      and (k.agent_id = ${reader.agentId} or exists (select from call_legs l where l.tenant_id = k.tenant_id and l.call_id = k.id and l.agent_id = ${reader.agentId})))`;
  return eb.or([inScope(eb, reader), eb('c.ownerId', 'is', null), hadCall]);
}

/** Whether he may change a customer that he may open: those in the scope of editing, and those that belong to nobody, whom any agent serves. */
export function canEdit(reader: Caller, customer: { ownerId: string | null; departmentId: string | null }): boolean {
  if (!reader.permissions.has('customer.edit')) return false;
  const range = rangeOf(reader, 'customer.edit');
  if (range === null || customer.ownerId === null || customer.ownerId === range.ownerId) return true;
  return customer.departmentId !== null && range.departmentIds.includes(customer.departmentId);
}
