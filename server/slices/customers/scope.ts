/** Which customers a reader sees in lists, and which he may open. */
import { sql, type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from 'kysely';
import type { Caller } from '../../kernel/auth/caller.ts';
import type { Tables } from '../../kernel/tables.ts';

type Customers = Tables & { c: Tables['customers'] };
type Condition = ExpressionWrapper<Customers, 'c', SqlBool>;

/** His own, his department's, or all of the tenant. */
export function inScope(eb: ExpressionBuilder<Customers, 'c'>, reader: Caller): Condition {
  const own = eb('c.ownerId', '=', reader.agentId);
  if (reader.scope === 'all') return eb.and([]);
  if (reader.scope === 'own' || reader.departmentIds.length === 0) return own;
  return eb.or([own, eb('c.departmentId', 'in', [...reader.departmentIds])]);
}

/** Those in his scope, those that belong to nobody, and those who called him or whom he called. */
export function canOpen(eb: ExpressionBuilder<Customers, 'c'>, reader: Caller): Condition {
  if (reader.scope === 'all') return inScope(eb, reader);
  const hadCall = sql<SqlBool>`exists (
    select from calls k where k.tenant_id = c.tenant_id and k.customer_id = c.id
      and (k.agent_id = ${reader.agentId} or exists (select from call_legs l where l.tenant_id = k.tenant_id and l.call_id = k.id and l.agent_id = ${reader.agentId})))`;
  return eb.or([inScope(eb, reader), eb('c.ownerId', 'is', null), hadCall]);
}
