/** Which calls a reader sees: his own (answered, placed or rung at him), his department's, or all of the tenant. */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Caller } from '../../kernel/auth/caller.ts';
import type { Tables } from '../../kernel/tables.ts';

type CallsInScope = Tables & { c: Tables['calls'] };

/** Calls that count as the reader's in lists. */
export function inScope(eb: ExpressionBuilder<CallsInScope, 'c'>, reader: Caller): ExpressionWrapper<CallsInScope, 'c', SqlBool> {
  const own = eb('c.agentId', '=', reader.agentId);
  if (reader.scope === 'all') return eb.and([]);
  if (reader.scope === 'own' || reader.departmentIds.length === 0) return own;
  return eb.or([own, eb('c.departmentId', 'in', [...reader.departmentIds])]);
}

/** Calls that the reader may open: those of his scope, and those that rang at him. */
export function canOpen(eb: ExpressionBuilder<CallsInScope, 'c'>, reader: Caller): ExpressionWrapper<CallsInScope, 'c', SqlBool> {
  const rang = eb.exists(
    eb.selectFrom('callLegs as l').select('l.id').whereRef('l.tenantId', '=', 'c.tenantId').whereRef('l.callId', '=', 'c.id').where('l.agentId', '=', reader.agentId),
  );
  return reader.scope === 'all' ? inScope(eb, reader) : eb.or([inScope(eb, reader), rang]);
}
